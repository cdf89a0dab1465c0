using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Inventory.Adapters;
using Inventory.Adapters.Suggesting;
using Inventory.Model.Registry;
using Inventory.Model.Rejections;

namespace Inventory.Cli.Suggest;

/// <summary>A suggestion as JSON, and the proposed profile as its schema has it.</summary>
internal static class SuggestJson
{
    private static readonly JsonWriterOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonWriterOptions Indented = OneLine with { Indented = true };

    /// <summary>The profile, indented for the eye.</summary>
    public static string Write(FeedProfile profile) => Text(Indented, json => FeedProfileJson.Write(json, profile));

    /// <summary>All of it as one document without line breaks.</summary>
    public static string Write(string file, ProfileSuggestion suggestion, FeedProfile? profile, FeedReading? preview) =>
        Text(OneLine, json =>
        {
            json.WriteStartObject();
            json.WriteString("file", file);
            json.WriteNumber("confidence", suggestion.Confidence);
            json.WriteBoolean("sure", suggestion.Confidence >= ProfileSuggestion.SureFrom);
            json.WriteNumber("headerRow", suggestion.HeaderRow);
            WriteColumns(json, suggestion.Columns);
            json.WriteStartArray("blanks");
            foreach (SuggestionBlank blank in suggestion.Blanks)
            {
                json.WriteStartObject();
                json.WriteString("field", blank.Field);
                WriteText(json, "question", blank.Question);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            if (suggestion.Failure is { } failure)
            {
                json.WriteString("reason", RejectionText.WireName(failure.Reason));
                WriteText(json, "message", RejectionText.For(failure.Reason));
            }

            if (preview is not null)
                WritePreview(json, preview);
            if (profile is not null)
            {
                json.WritePropertyName("profile");
                FeedProfileJson.Write(json, profile);
            }

            json.WriteEndObject();
        });

    private static string Text(JsonWriterOptions options, Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, options))
            write(json);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void WriteColumns(Utf8JsonWriter json, IReadOnlyList<ColumnSuggestion> columns)
    {
        json.WriteStartArray("columns");
        foreach (ColumnSuggestion column in columns)
        {
            json.WriteStartObject();
            json.WriteNumber("index", column.Index);
            json.WriteString("name", column.Name);
            json.WriteString("field", column.Field);
            json.WriteNumber("confidence", column.Confidence);
            json.WriteStartArray("evidence");
            foreach (LocalizedText evidence in column.Evidence)
                WriteText(json, null, evidence);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteText(Utf8JsonWriter json, string? name, LocalizedText text)
    {
        if (name is not null)
            json.WritePropertyName(name);
        json.WriteStartObject();
        json.WriteString("ja", text.Ja);
        json.WriteString("en", text.En);
        json.WriteEndObject();
    }

    private static void WritePreview(Utf8JsonWriter json, FeedReading preview)
    {
        json.WriteStartObject("preview");
        json.WriteNumber("accepted", preview.Failure is null ? preview.Accepted : 0);
        json.WriteNumber("rejected", preview.Failure is null ? preview.Rejected : 0);
        json.WriteNumber("unknown", preview.Failure is null ? preview.Unknown : 0);
        json.WriteNumber("snapshots", preview.Failure is null ? preview.Snapshots.Count : 0);
        if (preview.Failure is { } failure)
            json.WriteString("reason", RejectionText.WireName(failure.Reason));
        json.WriteEndObject();
    }
}
