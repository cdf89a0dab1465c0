using System.Text.Json;
using System.Text.Unicode;
using Inventory.Model.Registry;
using Inventory.Model.Rejections;
using Inventory.Model.Snapshots;

namespace Inventory.Adapters.Json;

/// <summary>
/// Collects what one JSON delivery holds. A snapshot of which lines were refused is kept as partial: what was
/// refused is not missing. A run of which a whole record was refused stays open, for the refused location would be
/// taken for gone.
/// </summary>
internal sealed class JsonDelivery(FeedProfile profile, StockRegistry registry, Delivery delivery)
{
    private readonly Findings _findings = new();
    private readonly List<StockSnapshot> _snapshots = [];
    private readonly SnapshotContext _context = new(registry, delivery.ReceivedAt)
    {
        AllowUnknownLocation = profile.UnknownLocation == "accept" ? true : null,
        OwnsLines = true,
    };

    private readonly List<Rejection> _refused = [];
    private readonly List<Warning> _warned = [];
    private readonly SnapshotScanner _scanner = new(registry, delivery.ReceivedAt);
    private SnapshotParser? _parser;
    private RunMarker? _marker;
    private bool _isRecordRefused;

    /// <summary>Why the delivery is refused as a whole; null when it is not.</summary>
    public Rejection? Failure { get; private set; }

    /// <summary>Records met.</summary>
    public long Count { get; private set; }

    private SnapshotParser Parser => _parser ??= new SnapshotParser(_findings);

    /// <summary>Bytes of the record that is being scanned; all of them once it is whole.</summary>
    public int ScannedLength => _scanner.Length;

    /// <summary>Begins to scan a record that may be cut.</summary>
    public void BeginScan() => _scanner.Begin();

    /// <summary>Goes on with it: <paramref name="utf8"/> begins where the record does.</summary>
    public ScanResult Scan(ReadOnlySpan<byte> utf8)
    {
        ScanResult result = _scanner.Scan(utf8);
        return result == ScanResult.Whole && !Utf8.IsValid(utf8[..ScannedLength]) ? ScanResult.Declined : result;
    }

    /// <summary>Takes the record that was scanned whole; false when nothing more is wanted.</summary>
    public bool TakeScanned(JsonPlace place)
    {
        Count++;
        Parser.Count(_scanner.LineCount);
        if (Parser.LineCount > JsonLimits.LinesMax)
            return Fail(RejectionReason.TooManyLines, place.Position);
        var sources = new LineSources(place.At("lines"), _scanner.LineCount);
        Keep(new ParsedRecord
        {
            Snapshot = _scanner.ToSnapshot(),
            Sources = sources,
            AreLinesComplete = _scanner.IsComplete,
        }, place);
        return true;
    }

    /// <summary>Reads one record; false when nothing more is wanted.</summary>
    public bool Take(ReadOnlyMemory<byte> utf8, JsonPlace place)
    {
        if (!Utf8.IsValid(utf8.Span))
            return TakeUnreadable(place);
        Count++;
        using JsonDocument document = JsonDocument.Parse(utf8, new JsonDocumentOptions
        {
            MaxDepth =
            JsonLimits.DepthMax
        });
        ParsedRecord? record = Parser.Read(document.RootElement, place);
        if (Parser.LineCount > JsonLimits.LinesMax)
            return Fail(RejectionReason.TooManyLines, place.Position);
        if (record is null)
            _isRecordRefused = true;
        else if (record.Marker is { } marker)
            Close(marker, place);
        else
            Keep(record, place);
        return true;
    }

    /// <summary>A line of NDJSON that is no JSON.</summary>
    public void RefuseLine(ReadOnlySpan<byte> utf8, long line)
    {
        Count++;
        _isRecordRefused = true;
        string text = System.Text.Encoding.UTF8.GetString(utf8[..Math.Min(utf8.Length, 200)]);
        _findings.Reject(new SourcePosition(Line: line), "snapshot", text, RejectionReason.JsonMalformed);
    }

    public bool Fail(RejectionReason reason, SourcePosition source = default, string? value = null)
    {
        Failure ??= new Rejection(source, "file", value, reason);
        return false;
    }

    public FeedReading Finish()
    {
        if (Failure is null && Count == 0)
            Fail(RejectionReason.Empty);
        if (Failure is { } failure)
            return FeedReading.Refused(failure);
        if (_marker is not null && _isRecordRefused)
        {
            _findings.Warn("runNotClosed", default, _marker.Run);
            _marker = null;
        }

        return new FeedReading
        {
            Snapshots = _snapshots,
            Run = _marker,
            Accepted = _snapshots.Sum(x => (long)x.Lines.Count),
            Rejected = _findings.Rejected,
            Rejections = _findings.Rejections,
            Warnings = _findings.Warnings,
        };
    }

    /// <summary>Bytes that are no UTF-8: in NDJSON only this line is refused, in a document all of it.</summary>
    private bool TakeUnreadable(JsonPlace place)
    {
        if (place.Line == 0)
            return Fail(RejectionReason.EncodingUnreadable, place.Position);
        Count++;
        _isRecordRefused = true;
        _findings.Reject(place.Position, "snapshot", null, RejectionReason.EncodingUnreadable);
        return true;
    }

    private void Close(RunMarker marker, JsonPlace place)
    {
        if (_marker is null)
            _marker = marker;
        else
            _findings.Reject(place.Position, "runClosed", marker.Run, RejectionReason.TypeInvalid);
    }

    private void Keep(ParsedRecord record, JsonPlace place)
    {
        StockSnapshot snapshot = record.Snapshot!;
        if (snapshot.Feed != profile.Id && registry.Feeds.ContainsKey(profile.Id))
        {
            // What comes through a feed is that feed's, whatever it says of itself.
            if (snapshot.Feed is not null)
                _findings.Warn("feedIgnored", place.At("feed").Position, snapshot.Feed);
            snapshot = snapshot with { Feed = profile.Id };
        }

        if (record.Refused > 0)
            snapshot = snapshot with { Scope = SnapshotScope.Partial };
        bool saysNothing = snapshot.Lines.Count == 0 && (record.Refused > 0 || snapshot.Scope == SnapshotScope.Partial);
        if (saysNothing)
        {
            // Nothing of the location could be read; in a run it is present all the same.
            _isRecordRefused = true;
            if (record.Refused == 0)
                _findings.Reject(place.At("lines").Position, "lines", null, RejectionReason.FieldMissing);
            return;
        }

        Validate(snapshot, record, place);
    }

    private void Validate(StockSnapshot snapshot, ParsedRecord record, JsonPlace place)
    {
        _refused.Clear();
        _warned.Clear();
        IReadOnlyList<SourcePosition> sources = record.Sources.Count == 0 ? [place.Position] : record.Sources;
        int sent = snapshot.Lines.Count;
        StockSnapshot? valid;
        if (!record.AreLinesComplete)
            valid = SnapshotValidator.Validate(snapshot, sources, _context, _refused, _warned);
        else
            valid = SnapshotValidator.ValidateHead(snapshot, sources, _context, _refused, _warned) ? snapshot : null;
        foreach (Warning warning in _warned)
            _findings.Warn(warning);
        int lost = sent - (valid?.Lines.Count ?? 0);
        _findings.Reject(_refused, valid is null ? Math.Max(1, lost) : lost);
        if (valid is null)
            _isRecordRefused = true;
        else
            _snapshots.Add(lost == 0 ? valid : valid with { Scope = SnapshotScope.Partial });
    }
}
