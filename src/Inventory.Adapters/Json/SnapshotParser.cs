using System.Text.Json;
using Inventory.Model.Rejections;
using Inventory.Model.Snapshots;

namespace Inventory.Adapters.Json;

/// <summary>A snapshot or run marker as it was read, before the registry was asked.</summary>
internal sealed record ParsedRecord
{
    public StockSnapshot? Snapshot { get; init; }

    public RunMarker? Marker { get; init; }

    /// <summary>Place of each kept line.</summary>
    public IReadOnlyList<SourcePosition> Sources { get; init; } = [];

    /// <summary>Lines refused.</summary>
    public int Refused { get; init; }

    /// <summary>True when the lines were checked while they were read, and there is nothing to say of them.</summary>
    public bool AreLinesComplete { get; init; }
}

/// <summary>
/// Reads one canonical record with its fields in any order. A wrong field of the head refuses the record, a wrong
/// line only itself; unknown fields are told as a warning, so that a mistyped name is seen, and <c>x-</c> fields are
/// silent.
/// </summary>
internal sealed class SnapshotParser(Findings findings)
{
    private readonly LineParser _lines = new(findings);

    /// <summary>Lines met so far, over all records.</summary>
    public long LineCount { get; private set; }

    /// <summary>Counts the lines of a record that was read otherwise.</summary>
    public void Count(int lines) => LineCount += lines;

    /// <summary>Reads a record; null when it was refused (and then said so).</summary>
    public ParsedRecord? Read(JsonElement element, JsonPlace place)
    {
        if (element.ValueKind != JsonValueKind.Object)
            return Refuse(place, "snapshot", element, RejectionReason.TypeInvalid);
        var head = new RecordHead();
        JsonElement lines = default;
        foreach (JsonProperty property in element.EnumerateObject())
        {
            string field = JsonValues.Name(property);
            RejectionReason reason = ReadField(field, property.Value, place, head, ref lines);
            if (reason != RejectionReason.None)
                return Refuse(place.At(field), field, property.Value, reason, element);
        }

        if (head.Missing() is { } missing)
            return Refuse(place, missing, default, missing == "asOf"
                ? RejectionReason.AsOfMissing : RejectionReason.FieldMissing, element);
        return head.Locations is { } locations
            ? new ParsedRecord { Marker = head.ToMarker(locations) }
            : ReadLines(head, lines, place);
    }

    private ParsedRecord ReadLines(RecordHead head, JsonElement all, JsonPlace place)
    {
        JsonPlace at = place.At("lines");
        var lines = new List<StockLine>();
        var sources = new List<SourcePosition>();
        int index = 0;
        foreach (JsonElement element in all.EnumerateArray())
        {
            LineCount++;
            JsonPlace here = at.At(index++);
            if (!_lines.TryRead(element, here, out StockLine line))
                continue;
            lines.Add(line);
            sources.Add(here.Position);
        }

        return new ParsedRecord { Snapshot = head.ToSnapshot(lines), Sources = sources, Refused = index - lines.Count };
    }

    private RejectionReason ReadField(
        string field, JsonElement value, JsonPlace place, RecordHead head, ref JsonElement lines)
    {
        if (value.ValueKind == JsonValueKind.Null)
            return RejectionReason.None;
        switch (field)
        {
            case "lines":
                head.HasLines = true;
                lines = value;
                return value.ValueKind == JsonValueKind.Array ? RejectionReason.None : RejectionReason.TypeInvalid;
            case "runClosed":
                return ReadRunClosed(value, head);
            case "specVersion" or "snapshotId" or "sender" or "feed" or "run" or "location" or "asOf" or "asOfSource"
                or "scope":
                return value.TryText(out string text) ? head.Set(field, text) : RejectionReason.TypeInvalid;
            default:
                if (!field.StartsWith("x-", StringComparison.Ordinal))
                    findings.Warn("unknownField", place.At(field).Position, field);
                return RejectionReason.None;
        }
    }

    private static RejectionReason ReadRunClosed(JsonElement value, RecordHead head)
    {
        if (!value.TryField("locations", out JsonElement count)
            || count.ValueKind != JsonValueKind.Number || !count.TryGetInt32(out int locations) || locations < 0)
            return RejectionReason.TypeInvalid;
        head.Locations = locations;
        return RejectionReason.None;
    }

    /// <summary>Refuses a whole record: one rejection, and all its lines are counted.</summary>
    private ParsedRecord? Refuse(
        JsonPlace place, string field, JsonElement value, RejectionReason reason, JsonElement record = default)
    {
        int lines = record.TryField("lines", out JsonElement all)
            && all.ValueKind == JsonValueKind.Array ? all.GetArrayLength() : 1;
        LineCount += lines;
        string? text = value.ValueKind == JsonValueKind.Undefined ? null : value.Raw();
        findings.Reject([new Rejection(place.Position, field, text is null
            ? null : Findings.Cut(text), reason)], Math.Max(1, lines));
        return null;
    }
}
