using System.Buffers;
using System.Text.Json;
using Inventory.Model.Rejections;
using Inventory.Model.Snapshots;

namespace Inventory.Model.Receipts;

/// <summary>Writes and reads receipts as UTF-8 JSON, as they are given to senders. Schema:
/// <c>schemas/receipt.v1.schema.json</c>.</summary>
public static class ReceiptJson
{
    /// <summary>The receipt as UTF-8 JSON.</summary>
    public static byte[] ToUtf8(Receipt receipt)
    {
        var output = new ArrayBufferWriter<byte>(1024);
        Write(receipt, output);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Writes the receipt as UTF-8 JSON. A receipt with an empty id is one of a dry run.</summary>
    public static void Write(Receipt receipt, IBufferWriter<byte> output)
    {
        using var json = new JsonOutput(output);
        json.StartObject();
        if (receipt.Id.Length > 0)
            json.Text("receipt"u8, receipt.Id);
        else
            json.Flag("dryRun"u8, true);
        json.Text("feed"u8, receipt.Feed);
        json.Text("participant"u8, receipt.Participant);
        json.Time("receivedAt"u8, receipt.ReceivedAt);
        json.Number("snapshots"u8, receipt.Snapshots);
        json.StartObject("lines"u8);
        json.Number("accepted"u8, receipt.Lines.Accepted);
        json.Number("rejected"u8, receipt.Lines.Rejected);
        json.Number("duplicate"u8, receipt.Lines.Duplicate);
        json.Number("superseded"u8, receipt.Lines.Superseded);
        json.EndObject();
        json.StartArray("warnings"u8);
        foreach (Warning warning in receipt.Warnings)
            WriteWarning(json, warning);
        json.EndArray();
        json.StartArray("rejections"u8);
        foreach (Rejection rejection in receipt.Rejections)
            WriteRejection(json, rejection);
        json.EndArray();
        WriteOffsets(json, receipt.Offsets, receipt.Partitions);
        if (receipt.Sent is { } sent)
            SentFiguresJson.Write(json, sent);
        if (receipt.Previous is { } previous)
        {
            json.StartObject("previousTotals"u8);
            json.Time("at"u8, previous.At);
            SentFiguresJson.Write(json, previous);
            json.EndObject();
        }

        json.EndObject();
    }

    /// <summary>Reads a receipt; texts are not read, for they follow from the reasons.</summary>
    /// <exception cref="JsonException">The bytes are no receipt.</exception>
    public static Receipt Read(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(utf8);
            return ReadReceipt(document.RootElement);
        }
        catch (Exception e) when (e is InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new JsonException("expected a receipt of version 1: " + e.Message, e);
        }
    }

    private static void WriteWarning(JsonOutput json, Warning warning)
    {
        json.StartObject();
        json.Text("kind"u8, warning.Kind);
        json.Number("count"u8, warning.Count);
        if (warning.Source != default)
            WriteSource(json, warning.Source);
        json.Text("value"u8, warning.Value);
        WriteMessage(json, WarningText.For(warning.Kind));
        json.EndObject();
    }

    private static void WriteRejection(JsonOutput json, Rejection rejection)
    {
        json.StartObject();
        WriteSource(json, rejection.Source);
        json.Text("field"u8, rejection.Field);
        json.Text("value"u8, rejection.Value);
        json.Text("reason"u8, RejectionText.WireName(rejection.Reason));
        WriteMessage(json, RejectionText.For(rejection.Reason));
        json.EndObject();
    }

    private static void WriteSource(JsonOutput json, SourcePosition source)
    {
        json.StartObject("source"u8);
        if (source.Line > 0)
            json.Number("line"u8, source.Line);
        if (source.Row > 0)
            json.Number("row"u8, source.Row);
        if (source.Segment > 0)
            json.Number("segment"u8, source.Segment);
        json.Text("path"u8, source.Path);
        json.Text("column"u8, source.Column);
        json.EndObject();
    }

    private static void WriteMessage(JsonOutput json, LocalizedText text)
    {
        json.StartObject("message"u8);
        json.Text("ja"u8, text.Ja);
        json.Text("en"u8, text.En);
        json.EndObject();
    }

    private static void WriteOffsets(
        JsonOutput json, OffsetRange? offsets, IReadOnlyList<PartitionOffsets>? partitions)
    {
        if (offsets is not { } range)
        {
            json.Null("offsets"u8);
            return;
        }

        json.StartObject("offsets"u8);
        json.Number("first"u8, range.First);
        json.Number("last"u8, range.Last);
        if (partitions is not null)
        {
            json.StartArray("partitions"u8);
            foreach (PartitionOffsets part in partitions)
            {
                json.StartObject();
                json.Number("partition"u8, part.Partition);
                json.Number("first"u8, part.First);
                json.Number("last"u8, part.Last);
                json.EndObject();
            }

            json.EndArray();
        }

        json.EndObject();
    }

    private static PartitionOffsets[]? ReadPartitions(JsonElement root)
    {
        if (!root.TryGetProperty("offsets", out JsonElement offsets) || offsets.ValueKind != JsonValueKind.Object
            || !offsets.TryGetProperty("partitions", out JsonElement partitions))
        {
            return null;
        }

        return
        [
            .. partitions.EnumerateArray().Select(x => new PartitionOffsets(
                x.GetProperty("partition").GetInt32(), x.GetProperty("first").GetInt64(),
                x.GetProperty("last").GetInt64())),
        ];
    }

    private static Receipt ReadReceipt(JsonElement root)
    {
        JsonElement lines = root.GetProperty("lines");
        return new Receipt
        {
            Id = Text(root, "receipt") ?? string.Empty,
            Feed = Text(root, "feed"),
            Participant = Text(root, "participant"),
            ReceivedAt = root.TryGetProperty("receivedAt", out JsonElement time) ? time.GetDateTimeOffset() : default,
            Snapshots = root.GetProperty("snapshots").GetInt32(),
            Lines = new ReceiptLines
            {
                Accepted = lines.GetProperty("accepted").GetInt64(),
                Rejected = lines.GetProperty("rejected").GetInt64(),
                Duplicate = lines.GetProperty("duplicate").GetInt64(),
                Superseded = lines.TryGetProperty("superseded", out JsonElement late) && late.ValueKind == JsonValueKind.Number
                    ? late.GetInt64()
                    : null,
            },
            Warnings = [.. root.GetProperty("warnings").EnumerateArray().Select(ReadWarning)],
            Rejections = [.. root.GetProperty("rejections").EnumerateArray().Select(ReadRejection)],
            Offsets = root.TryGetProperty("offsets", out JsonElement offsets) && offsets.ValueKind == JsonValueKind.Object
                ? new OffsetRange(offsets.GetProperty("first").GetInt64(), offsets.GetProperty("last").GetInt64())
                : null,
            Partitions = ReadPartitions(root),
            Sent = SentFiguresJson.Read(root),
            Previous = root.TryGetProperty("previousTotals", out JsonElement previous)
                ? SentFiguresJson.Read(previous) : null,
        };
    }

    private static Warning ReadWarning(JsonElement value) => new(
        value.GetProperty("kind").GetString()!, value.GetProperty("count").GetInt64(), ReadSource(value), Text(value, "value"));

    private static Rejection ReadRejection(JsonElement value)
    {
        string name = value.GetProperty("reason").GetString()!;
        // A newer server may know more reasons; a reader must not fail on them.
        if (!RejectionText.TryParse(name, out RejectionReason reason))
            reason = RejectionReason.None;
        return new Rejection(ReadSource(value), value.GetProperty("field").GetString()!, Text(value, "value"), reason);
    }

    private static SourcePosition ReadSource(JsonElement value)
    {
        if (!value.TryGetProperty("source", out JsonElement source))
            return default;
        return new SourcePosition(
            Place(source, "line"), Place(source, "row"), Place(source, "segment"), Text(source, "path"), Text(source, "column"));
    }

    private static long Place(JsonElement source, string name) =>
        source.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number
            ? value.GetInt64()
            : 0;

    private static string? Text(JsonElement value, string name) =>
        value.TryGetProperty(name, out JsonElement text) ? text.GetString() : null;
}
