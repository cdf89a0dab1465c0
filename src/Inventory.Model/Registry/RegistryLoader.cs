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

/// <summary>Reads the registry's folder.</summary>
public static class RegistryLoader
{
    /// <summary>Reads and checks all files; the registry is null when <paramref name="errors"/> is not empty.</summary>
    public static StockRegistry? Load(string directory, out IReadOnlyList<RegistryError> errors) =>
        throw new NotSupportedException(directory);

    /// <summary>Reads one feed profile from UTF-8 JSON, with errors that name the profile's line.</summary>
    public static FeedProfile? LoadFeed(ReadOnlySpan<byte> utf8, string file, List<RegistryError> errors) =>
        throw new NotSupportedException(file);
}
