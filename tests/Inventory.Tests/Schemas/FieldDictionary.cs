using System.Text.Json;

namespace Inventory.Tests.Schemas;

/// <summary>The rows that annex C must hold for a schema: one for each field, wherever it stands.</summary>
internal static class FieldDictionary
{
    /// <summary>The rows, in the order of the schema.</summary>
    public static IReadOnlyList<string> RowsOf(string schema)
    {
        using JsonDocument document = JsonDocument.Parse(SchemaFiles.Text(schema));
        JsonElement root = document.RootElement;
        var rows = new Dictionary<string, string>();
        Walk(root, root, string.Empty, rows);
        if (root.TryGetProperty("definitions", out JsonElement definitions))
        {
            foreach (JsonProperty definition in definitions.EnumerateObject())
                Walk(root, definition.Value, definition.Name + ".", rows);
        }

        return [.. rows.Values];
    }

    private static void Walk(JsonElement root, JsonElement node, string prefix, Dictionary<string, string> rows)
    {
        string[] required = node.TryGetProperty("required", out JsonElement list)
            ? [.. list.EnumerateArray().Select(x => x.GetString()!)] : [];
        if (node.TryGetProperty("properties", out JsonElement properties))
        {
            foreach (JsonProperty field in properties.EnumerateObject())
            {
                string name = prefix + field.Name;
                string must = required.Contains(field.Name) ? "MUST" : string.Empty;
                string meaning = (MeaningOf(root, field.Value) ?? "–").Replace("|", "\\|", StringComparison.Ordinal);
                rows.TryAdd(name, $"| `{name}` | {must} | {meaning} |");
                Walk(root, field.Value, name + ".", rows);
            }
        }

        foreach (JsonElement branch in Branches(node, "allOf").Concat(Branches(node, "oneOf")))
            Walk(root, branch, prefix, rows);
        if (node.TryGetProperty("items", out JsonElement items) && items.ValueKind == JsonValueKind.Object)
            Walk(root, items, $"{(prefix.Length > 0 ? prefix[..^1] : string.Empty)}[].", rows);
        if (node.TryGetProperty("additionalProperties", out JsonElement more) && more.ValueKind == JsonValueKind.Object)
            Walk(root, more, prefix + "*.", rows);
    }

    private static JsonElement[] Branches(JsonElement node, string keyword) =>
        node.TryGetProperty(keyword, out JsonElement list) ? [.. list.EnumerateArray()] : [];

    /// <summary>A field's own description, else that of the definition it refers to, else that of its items.</summary>
    private static string? MeaningOf(JsonElement root, JsonElement field)
    {
        if (field.TryGetProperty("description", out JsonElement own))
            return own.GetString();
        JsonElement[] references =
        [
            field, .. Branches(field, "allOf"), .. Branches(field, "oneOf"), .. Branches(field, "anyOf"),
        ];
        foreach (JsonElement branch in references)
        {
            if (!branch.TryGetProperty("$ref", out JsonElement reference))
                continue;
            JsonElement definition = root.GetProperty("definitions").GetProperty(reference.GetString()!.Split('/')[^1]);
            if (definition.TryGetProperty("description", out JsonElement meaning))
                return meaning.GetString();
        }

        return field.TryGetProperty("items", out JsonElement items) && items.ValueKind == JsonValueKind.Object
            ? MeaningOf(root, items) : null;
    }
}
