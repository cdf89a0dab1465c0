namespace Inventory.Model.Registry;

/// <summary>One thing wrong in the registry's files.</summary>
/// <param name="File">The file's name relative to the registry's folder.</param>
/// <param name="Line">1-based line; 0 when it concerns the whole file.</param>
/// <param name="Message">What is wrong, in English.</param>
public sealed record RegistryError(string File, int Line, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => Line > 0 ? $"{File}:{Line}: {Message}" : $"{File}: {Message}";
}
