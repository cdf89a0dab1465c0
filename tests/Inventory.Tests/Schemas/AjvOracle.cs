using System.Text;
using System.Text.Json;

namespace Inventory.Tests.Schemas;

/// <summary>Asks ajv, a JSON Schema validator that is not ours, about documents.</summary>
internal static class AjvOracle
{
    private static readonly NodeOracle Oracle = new("oracles", "ajv-verdicts.mjs");

    /// <summary>One verdict per document: <c>valid</c>, or <c>invalid</c> with the first error.</summary>
    public static IReadOnlyList<string> Verdicts(IEnumerable<SchemaExample> documents)
    {
        var input = new StringBuilder();
        foreach (SchemaExample document in documents)
            input.Append(JsonSerializer.Serialize(new[] { document.Schema, document.Text })).Append('\n');
        return Oracle.Ask(input.ToString(), SchemaFiles.Folder);
    }
}
