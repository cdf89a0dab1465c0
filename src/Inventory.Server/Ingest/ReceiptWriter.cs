using System.Text.Json;
using Inventory.Model.Receipts;
using Inventory.Model.Rejections;
using Inventory.Model.Snapshots;

namespace Inventory.Server.Ingest;

/// <summary>Writes a receipt's members in the order of the public contract.</summary>
internal static class ReceiptWriter
{
    /// <summary>Writes the members into an object that the caller has opened.</summary>
    public static void WriteMembers(Utf8JsonWriter json, Receipt receipt, bool isDryRun)
    {
        if (isDryRun)
            json.WriteBoolean("dryRun"u8, true);
        else
            json.WriteString("receipt"u8, receipt.Id);
        if (receipt.Feed is not null)
            json.WriteString("feed"u8, receipt.Feed);
        if (!isDryRun)
            json.WriteString("receivedAt"u8, CanonicalTime.Format(receipt.ReceivedAt));
        json.WriteNumber("snapshots"u8, receipt.Snapshots);
        json.WriteStartObject("lines"u8);
        json.WriteNumber("accepted"u8, receipt.Lines.Accepted);
        json.WriteNumber("rejected"u8, receipt.Lines.Rejected);
        json.WriteNumber("duplicate"u8, receipt.Lines.Duplicate);
        if (receipt.Lines.Superseded is { } superseded)
            json.WriteNumber("superseded"u8, superseded);
        json.WriteEndObject();
        WriteWarnings(json, receipt.Warnings);
        WriteRejections(json, receipt.Rejections);
        if (receipt.Offsets is { } offsets)
        {
            json.WriteStartObject("offsets"u8);
            json.WriteNumber("first"u8, offsets.First);
            json.WriteNumber("last"u8, offsets.Last);
            json.WriteEndObject();
        }
    }

    /// <summary>The members of a delivery that could not be read: nothing was stored, so there is no receipt.</summary>
    public static void WriteFailure(Utf8JsonWriter json, in Rejection failure)
    {
        json.WriteStartObject("lines"u8);
        json.WriteNumber("accepted"u8, 0);
        json.WriteNumber("rejected"u8, 0);
        json.WriteNumber("duplicate"u8, 0);
        json.WriteEndObject();
        WriteWarnings(json, []);
        WriteRejections(json, [failure]);
    }

    private static void WriteWarnings(Utf8JsonWriter json, IReadOnlyList<Warning> warnings)
    {
        json.WriteStartArray("warnings"u8);
        foreach (Warning warning in warnings)
        {
            json.WriteStartObject();
            json.WriteString("kind"u8, warning.Kind);
            json.WriteNumber("count"u8, warning.Count);
            WriteSource(json, warning.Source);
            if (warning.Value is not null)
                json.WriteString("value"u8, warning.Value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteRejections(Utf8JsonWriter json, IReadOnlyList<Rejection> rejections)
    {
        json.WriteStartArray("rejections"u8);
        foreach (Rejection rejection in rejections)
        {
            json.WriteStartObject();
            WriteSource(json, rejection.Source);
            json.WriteString("field"u8, rejection.Field);
            json.WriteString("value"u8, rejection.Value);
            json.WriteString("reason"u8, RejectionText.WireName(rejection.Reason));
            LocalizedText text = RejectionText.For(rejection.Reason);
            json.WriteStartObject("message"u8);
            json.WriteString("ja"u8, text.Ja);
            json.WriteString("en"u8, text.En);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteSource(Utf8JsonWriter json, in SourcePosition source)
    {
        json.WriteStartObject("source"u8);
        if (source.Line > 0)
            json.WriteNumber("line"u8, source.Line);
        if (source.Row > 0)
            json.WriteNumber("row"u8, source.Row);
        if (source.Segment > 0)
            json.WriteNumber("segment"u8, source.Segment);
        if (source.Path is not null)
            json.WriteString("path"u8, source.Path);
        if (source.Column is not null)
            json.WriteString("column"u8, source.Column);
        json.WriteEndObject();
    }
}
