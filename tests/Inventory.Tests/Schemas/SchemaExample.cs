namespace Inventory.Tests.Schemas;

/// <summary>A document and the schema that judges it.</summary>
/// <param name="Schema">The schema's name.</param>
/// <param name="Name">The file's name without its ending: a reason, perhaps with a variant behind a hyphen.</param>
/// <param name="Text">The document.</param>
internal sealed record SchemaExample(string Schema, string Name, string Text)
{
    /// <summary>The wire name of the reason that the file's name states.</summary>
    public string Reason => Name.Split('-')[0];

    public override string ToString() => $"{Schema}/{Name}";
}
