using System.Text;
using Inventory.Model.Identifiers;
using Inventory.Model.Rejections;
using Inventory.Model.Snapshots;

namespace Inventory.Adapters.Json;

/// <summary>The head of one canonical record while its fields come in, in any order.</summary>
internal sealed class RecordHead
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

    /// <summary>True when the record has lines, if only none.</summary>
    public bool HasLines { get; set; }

    /// <summary>Locations of the run that it closes; null for a snapshot.</summary>
    public int? Locations { get; set; }

    /// <summary>Takes one text field.</summary>
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

    /// <summary>Takes the as-of that was read otherwise.</summary>
    public void SetAsOf(DateTimeOffset asOf) => _asOf = asOf;

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
        return HasLines ? null : "lines";
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
