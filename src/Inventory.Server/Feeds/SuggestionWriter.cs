using System.Text.Json;
using Inventory.Adapters.Suggesting;
using Inventory.Model.Registry;
using Inventory.Model.Rejections;

namespace Inventory.Server.Feeds;

/// <summary>A suggestion as JSON.</summary>
internal static class SuggestionWriter
{
    /// <summary>Writes it as one object.</summary>
    public static void Write(Utf8JsonWriter json, ProfileSuggestion suggestion)
    {
        json.WriteStartObject();
        json.WritePropertyName("profile"u8);
        if (suggestion.Profile is { } profile)
            FeedProfileJson.Write(json, profile);
        else
            json.WriteNullValue();
        json.WriteNumber("confidence"u8, Math.Round(suggestion.Confidence, 3));
        json.WriteNumber("headerRow"u8, suggestion.HeaderRow);
        json.WriteStartArray("columns"u8);
        foreach (ColumnSuggestion column in suggestion.Columns)
            Write(json, column);
        json.WriteEndArray();
        json.WriteStartArray("blanks"u8);
        foreach (SuggestionBlank blank in suggestion.Blanks)
        {
            json.WriteStartObject();
            json.WriteString("field"u8, blank.Field);
            WriteText(json, "question", blank.Question);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteSample(json, suggestion.Sample);
        if (suggestion.Failure is { } failure)
        {
            json.WriteStartObject("failure"u8);
            json.WriteString("reason"u8, RejectionText.WireName(failure.Reason));
            WriteText(json, "message", RejectionText.For(failure.Reason));
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ColumnSuggestion column)
    {
        json.WriteStartObject();
        json.WriteNumber("index"u8, column.Index);
        json.WriteString("name"u8, column.Name);
        json.WriteString("field"u8, column.Field);
        json.WriteNumber("confidence"u8, Math.Round(column.Confidence, 3));
        json.WriteStartArray("evidence"u8);
        foreach (LocalizedText evidence in column.Evidence)
        {
            json.WriteStartObject();
            json.WriteString("ja"u8, evidence.Ja);
            json.WriteString("en"u8, evidence.En);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteSample(Utf8JsonWriter json, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        json.WriteStartArray("sample"u8);
        foreach (IReadOnlyList<string> row in rows)
        {
            json.WriteStartArray();
            foreach (string text in row)
                json.WriteStringValue(text);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private static void WriteText(Utf8JsonWriter json, string name, LocalizedText text)
    {
        json.WriteStartObject(name);
        json.WriteString("ja"u8, text.Ja);
        json.WriteString("en"u8, text.En);
        json.WriteEndObject();
    }
}
