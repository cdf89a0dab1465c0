using System.Text.Json;
using Inventory.Model.Snapshots;

namespace Inventory.Model.Registry.Files;

/// <summary>Writes a <see cref="PathMapping"/> as its schema has it.</summary>
internal static class PathMappingWriter
{
    public static void Write(Utf8JsonWriter json, PathMapping mapping)
    {
        json.WriteStartObject();
        json.WriteStartArray("records"u8);
        foreach (PathRecord record in mapping.Records)
            WriteRecord(json, record);
        json.WriteEndArray();
        if (mapping.AsOf.Count > 0)
            WriteChoices(json, "asOf", mapping.AsOf);
        if (mapping.Bands.Count > 0)
            WriteBands(json, mapping.Bands);
        json.WriteEndObject();
    }

    private static void WriteRecord(Utf8JsonWriter json, PathRecord record)
    {
        json.WriteStartObject();
        WriteTexts(json, "path", record.Paths);
        json.WriteStartObject("fields"u8);
        foreach ((string field, IReadOnlyList<PathChoice> choices) in record.Fields)
            WriteChoices(json, field, choices);
        json.WriteEndObject();
        json.WriteStartArray("quantities"u8);
        foreach (PathQuantity quantity in record.Quantities)
            WriteQuantity(json, quantity);
        json.WriteEndArray();
        json.WriteStartArray("cases"u8);
        foreach (PathCase one in record.Cases)
            WriteCase(json, one);
        json.WriteEndArray();
        if (record.Parts is not null)
        {
            json.WritePropertyName("parts"u8);
            WriteRecord(json, record.Parts);
        }

        json.WriteEndObject();
    }

    private static void WriteQuantity(Utf8JsonWriter json, PathQuantity quantity)
    {
        json.WriteStartObject();
        WriteChoices(json, "path", quantity.Paths);
        if (quantity.Minus.Count > 0)
            WriteTexts(json, "minus", quantity.Minus);
        if (quantity.Status is { } status)
            json.WriteString("status"u8, WireNames.Of(status));
        WriteText(json, "unit", quantity.Unit);
        WriteText(json, "item", quantity.Item);
        json.WriteEndObject();
    }

    private static void WriteCase(Utf8JsonWriter json, PathCase one)
    {
        json.WriteStartObject();
        json.WriteString("path"u8, one.Path);
        if (one.Is.Count > 0)
            WriteTexts(json, "is", one.Is);
        if (one.IsNot.Count > 0)
            WriteTexts(json, "isNot", one.IsNot);
        if (one.Exists is { } exists)
            json.WriteBoolean("exists"u8, exists);
        if (one.AtLeast is { } least)
            json.WriteNumber("atLeast"u8, least);
        if (one.AfterAsOf)
            json.WriteBoolean("afterAsOf"u8, true);
        json.WriteString("then"u8, one.Then);
        WriteText(json, "warning", one.Warning);
        WriteText(json, "text", one.Text);
        json.WriteEndObject();
    }

    private static void WriteBands(Utf8JsonWriter json, IReadOnlyDictionary<string, QuantityBand> bands)
    {
        json.WriteStartObject("bands"u8);
        foreach ((string word, QuantityBand band) in bands)
        {
            json.WriteStartObject(word);
            json.WriteNumber("min"u8, band.Min);
            if (band.Max is { } max)
                json.WriteNumber("max"u8, max);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteChoices(Utf8JsonWriter json, string name, IReadOnlyList<PathChoice> choices)
    {
        json.WriteStartArray(name);
        foreach (PathChoice choice in choices)
        {
            if (choice.Paths.Count == 1)
            {
                json.WriteStringValue(choice.Paths[0]);
                continue;
            }

            json.WriteStartArray();
            foreach (string path in choice.Paths)
                json.WriteStringValue(path);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
            json.WriteString(name, text);
    }
}
