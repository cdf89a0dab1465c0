using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Inventory.Model.Receipts;
using Inventory.Model.Rejections;
using Inventory.Model.Snapshots;

namespace Inventory.Cli.Check;

/// <summary>A check's report as JSON: the server's receipt, with the file, its as-of and the totals of what was
/// sent.</summary>
internal static class CheckJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One document without line breaks.</summary>
    public static string Write(CheckReport report)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            json.WriteString("receipt", string.Empty);
            json.WriteString("file", report.File);
            json.WriteString("feed", report.Feed);
            json.WriteNumber("snapshots", report.Reading.Failure is null ? report.Reading.Snapshots.Count : 0);
            WriteLines(json, report);
            WriteAsOf(json, report);
            WriteWarnings(json, report.Reading.Warnings);
            WriteRejections(json, report.Rejections);
            WriteTotals(json, report.Totals);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void WriteLines(Utf8JsonWriter json, CheckReport report)
    {
        bool isRead = report.Reading.Failure is null;
        json.WriteStartObject("lines");
        json.WriteNumber("accepted", isRead ? report.Reading.Accepted : 0);
        json.WriteNumber("rejected", isRead ? report.Reading.Rejected : report.Rejections.Count);
        json.WriteNumber("duplicate", 0);
        json.WriteNumber("unknown", isRead ? report.Reading.Unknown : 0);
        json.WriteEndObject();
    }

    private static void WriteAsOf(Utf8JsonWriter json, CheckReport report)
    {
        if (report.AsOf is not { } asOf)
            return;
        json.WriteStartObject("asOf");
        json.WriteString("oldest", CanonicalTime.Format(asOf.Oldest));
        json.WriteString("newest", CanonicalTime.Format(asOf.Newest));
        json.WriteString("source", WireNames.Of(asOf.Source));
        json.WriteEndObject();
    }

    private static void WriteWarnings(Utf8JsonWriter json, IReadOnlyList<Warning> warnings)
    {
        json.WriteStartArray("warnings");
        foreach (Warning warning in warnings)
        {
            json.WriteStartObject();
            json.WriteString("kind", warning.Kind);
            json.WriteNumber("count", warning.Count);
            WriteSource(json, warning.Source);
            if (warning.Value is not null)
                json.WriteString("value", warning.Value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteRejections(Utf8JsonWriter json, IReadOnlyList<Rejection> rejections)
    {
        json.WriteStartArray("rejections");
        foreach (Rejection rejection in rejections)
        {
            LocalizedText text = RejectionText.For(rejection.Reason);
            json.WriteStartObject();
            WriteSource(json, rejection.Source);
            json.WriteString("field", rejection.Field);
            json.WriteString("value", rejection.Value);
            json.WriteString("reason", RejectionText.WireName(rejection.Reason));
            json.WriteStartObject("message");
            json.WriteString("ja", text.Ja);
            json.WriteString("en", text.En);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteSource(Utf8JsonWriter json, in SourcePosition source)
    {
        if (source == default)
            return;
        json.WriteStartObject("source");
        if (source.Line > 0)
            json.WriteNumber("line", source.Line);
        if (source.Row > 0)
            json.WriteNumber("row", source.Row);
        if (source.Segment > 0)
            json.WriteNumber("segment", source.Segment);
        if (source.Path is not null)
            json.WriteString("path", source.Path);
        if (source.Column is not null)
            json.WriteString("column", source.Column);
        json.WriteEndObject();
    }

    private static void WriteTotals(Utf8JsonWriter json, IReadOnlyList<SentTotal> totals)
    {
        json.WriteStartArray("totals");
        foreach (SentTotal total in totals)
        {
            json.WriteStartObject();
            json.WriteString("status", WireNames.Of(total.Status));
            json.WriteString("unit", total.Unit);
            // A text, for a decimal may be more exact than a reader's number.
            json.WriteString("quantity", total.QuantityText());
            json.WriteNumber("lines", total.Lines);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
