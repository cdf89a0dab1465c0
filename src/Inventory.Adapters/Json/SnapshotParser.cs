using System.Text;
using System.Text.Json;
using Inventory.Model.Identifiers;
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

    /// <summary>Reads a record; null when it was refused (and then said so).</summary>
    public ParsedRecord? Read(JsonElement element, JsonPlace place)
    {
        if (element.ValueKind != JsonValueKind.Object)
            return Refuse(place, "snapshot", element, RejectionReason.TypeInvalid);
        var head = new Head();
        foreach (JsonProperty property in element.EnumerateObject())
        {
            string field = JsonValues.Name(property);
            RejectionReason reason = ReadField(field, property.Value, place, head);
            if (reason != RejectionReason.None)
                return Refuse(place.At(field), field, property.Value, reason, element);
        }

        if (head.Missing() is { } missing)
            return Refuse(place, missing, default, missing == "asOf"
                ? RejectionReason.AsOfMissing : RejectionReason.FieldMissing, element);
        return head.Locations is { } locations
            ? new ParsedRecord { Marker = head.ToMarker(locations) }
            : ReadLines(head, place);
    }

    private ParsedRecord? ReadLines(Head head, JsonPlace place)
    {
        JsonPlace at = place.At("lines");
        var lines = new List<StockLine>();
        var sources = new List<SourcePosition>();
        int index = 0;
        foreach (JsonElement element in head.Lines.EnumerateArray())
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

    private RejectionReason ReadField(string field, JsonElement value, JsonPlace place, Head head)
    {
        if (value.ValueKind == JsonValueKind.Null)
            return RejectionReason.None;
        switch (field)
        {
            case "lines":
                head.Lines = value;
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

    private static RejectionReason ReadRunClosed(JsonElement value, Head head)
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

    private sealed class Head
    {
        private string? _specVersion;
        private string? _snapshotId;
        private ParticipantId _sender;
        private string? _feed;
        private string? _run;
        private LocationId _location;
        private DateTimeOffset? _asOf;
        private AsOfSource _asOfSource;
        private SnapshotScope? _scope;

        public JsonElement Lines { get; set; }

        public int? Locations { get; set; }

        public RejectionReason Set(string name, string text)
        {
            switch (name)
            {
                case "specVersion":
                    _specVersion = text;
                    // Minor versions only add: 1.7 is read as 1.0 with unknown fields.
                    return text.StartsWith("1.", StringComparison.Ordinal) && CheckDigit.IsAllDigits(text.AsSpan(2))
                        ? RejectionReason.None : RejectionReason.SpecVersionUnknown;
                case "snapshotId":
                    _snapshotId = text;
                    return text.Length is > 0 and <= 64 && !text.AsSpan().ContainsAnyExceptInRange('!', '~')
                        ? RejectionReason.None : RejectionReason.SnapshotIdInvalid;
                case "sender":
                    return ParticipantId.TryParse(text, out _sender)
                        ? RejectionReason.None : RejectionReason.SenderUnknown;
                case "location":
                    return LocationId.TryParse(text, out _location)
                        ? RejectionReason.None : RejectionReason.LocationInvalid;
                case "asOf":
                    bool isTime = CanonicalTime.TryParse(Encoding.UTF8.GetBytes(text), out DateTimeOffset asOf);
                    _asOf = asOf;
                    return isTime ? RejectionReason.None : RejectionReason.AsOfInvalid;
                case "asOfSource":
                    return WireNames.TryParse(text, out _asOfSource)
                        ? RejectionReason.None : RejectionReason.TypeInvalid;
                case "scope":
                    bool isScope = WireNames.TryParse(text, out SnapshotScope scope);
                    _scope = scope;
                    return isScope ? RejectionReason.None : RejectionReason.ScopeInvalid;
                default:
                    return SetRun(name, text);
            }
        }

        /// <summary>The first required field that is missing; null when none is.</summary>
        public string? Missing()
        {
            bool isMarker = Locations is not null;
            if (_specVersion is null)
                return "specVersion";
            if (_snapshotId is null)
                return "snapshotId";
            if (_sender.Value is null)
                return "sender";
            if (_asOf is null)
                return "asOf";
            if (isMarker)
                return _feed is null ? "feed" : _run is null ? "run" : null;
            if (_location.Value is null)
                return "location";
            if (_scope is null)
                return "scope";
            return Lines.ValueKind == JsonValueKind.Undefined ? "lines" : null;
        }

        public RunMarker ToMarker(int locations) => new()
        {
            SnapshotId = _snapshotId!,
            Sender = _sender,
            Feed = _feed!,
            Run = _run!,
            AsOf = _asOf!.Value,
            Locations = locations,
        };

        public StockSnapshot ToSnapshot(IReadOnlyList<StockLine> lines) => new()
        {
            SnapshotId = _snapshotId!,
            Sender = _sender,
            Location = _location,
            Feed = _feed,
            Run = _run,
            AsOf = _asOf!.Value,
            AsOfSource = _asOfSource,
            Scope = _scope!.Value,
            Lines = lines,
        };

        private RejectionReason SetRun(string name, string text)
        {
            if (text.Length is 0 or > 64 || text.AsSpan().ContainsAnyExceptInRange('!', '~'))
                return RejectionReason.TypeInvalid;
            if (name == "feed")
                _feed = text;
            else
                _run = text;
            return RejectionReason.None;
        }
    }
}
