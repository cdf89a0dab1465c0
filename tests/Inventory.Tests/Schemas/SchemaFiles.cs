using Inventory.Tests.Repository;
using NJsonSchema;

namespace Inventory.Tests.Schemas;

/// <summary>The schemas and examples of the repository.</summary>
internal static class SchemaFiles
{
    private const string Ending = ".schema.json";

    /// <summary>The folder of the schemas.</summary>
    public static string Folder { get; } = Path.Combine(RepositoryFiles.Root, "schemas");

    /// <summary>Names such as <c>stock-snapshot.v1</c>.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. Directory.GetFiles(Folder, "*" + Ending).Select(x => Path.GetFileName(x)[..^Ending.Length])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>A schema's text.</summary>
    public static string Text(string name) => File.ReadAllText(Path.Combine(Folder, name + Ending));

    /// <summary>A schema as NJsonSchema understands it.</summary>
    public static JsonSchema Load(string name) => JsonSchema.FromJsonAsync(Text(name)).GetAwaiter().GetResult();

    /// <summary>Every example of <paramref name="kind"/> (<c>valid</c>, <c>invalid</c>, <c>beyond-schema</c>), of all
    /// schemas.</summary>
    public static IReadOnlyList<SchemaExample> Examples(string kind) =>
        [.. Names.SelectMany(name => ExamplesOf(name, Path.Combine(Folder, "examples", name, kind)))];

    private static IEnumerable<SchemaExample> ExamplesOf(string schema, string folder)
    {
        if (!Directory.Exists(folder))
            yield break;
        foreach (string path in Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal))
            yield return new SchemaExample(schema, Path.GetFileNameWithoutExtension(path), File.ReadAllText(path));
    }
}
