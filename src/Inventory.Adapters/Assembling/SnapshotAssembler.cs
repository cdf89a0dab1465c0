using System.Runtime.InteropServices;
using Inventory.Model.Identifiers;
using Inventory.Model.Registry;
using Inventory.Model.Rejections;
using Inventory.Model.Snapshots;

namespace Inventory.Adapters.Assembling;

/// <summary>
/// Makes one snapshot per location from the lines of one file, in order of first appearance (one for each time where a
/// partial file states the same cell at several times), and closes the run when the feed has runs. Invariant: nothing
/// becomes gone that the file did not leave out. A location of which a row was refused or states no level (a blank is
/// unknown) is sent as partial: these items are not missing. When that holds for all rows of a location, or a refused
/// row does not even tell its location, the run stays open, for a location that is there could not be told from one
/// that is not.
/// </summary>
internal sealed class SnapshotAssembler(
    FeedProfile profile, StockRegistry registry, Delivery delivery, Findings findings)
{
    private const int ExpectedMax = 4096;

    private readonly Dictionary<string, LocationGroup> _byLocation = [];
    private readonly List<LocationGroup> _groups = [];
    private readonly SnapshotContext _context = new(registry, delivery.ReceivedAt)
    {
        AllowUnknownLocation = profile.UnknownLocation == "accept",
        OwnsLines = true,
    };

    private readonly List<Rejection> _refused = [];
    private readonly List<Warning> _warned = [];
    private readonly LineSample _sample = new(delivery.SampleMax);
    private LocationGroup? _last;
    private SourcePosition? _nowhere;
    private long _nowhereCount;

    /// <summary>Where refused lines and warnings go.</summary>
    public Findings Findings => findings;

    /// <summary>True when the delivery lists only what changed, whatever the profile says of its feed.</summary>
    public bool IsDelta { get; set; }

    /// <summary>Lines whose level is not known.</summary>
    public long Unknown { get; set; }

    public void Add(LocationId location, in StockLine line, in SourcePosition source, AsOfSource asOfSource) =>
        Group(location).Add(line, source, asOfSource);

    /// <summary>A row of this location was refused.</summary>
    public void Refuse(LocationId location, in SourcePosition source) => Group(location).Refuse(source);

    /// <summary>A level of this location that is not known: neither zero nor gone.</summary>
    public void AddUnknown(LocationId location, in SourcePosition source)
    {
        Unknown++;
        Group(location).Refuse(source);
    }

    /// <summary>A row was refused whose location could not be read.</summary>
    public void RefuseNowhere(in SourcePosition source)
    {
        _nowhere ??= source;
        _nowhereCount++;
    }

    public FeedReading Finish()
    {
        using var hasher = new ContentHasher();
        var stated = new List<(StockSnapshot Snapshot, LocationGroup Group, byte[] Content)>(_groups.Count);
        bool hasSeries = !profile.CompleteRun && (profile.Scope == SnapshotScope.Partial || IsDelta);
        foreach (LocationGroup group in _groups.SelectMany(x => hasSeries ? x.ByTime() : [x]))
        {
            if (group.Lines.Count == 0)
            {
                // All its rows were refused or blank: it is there, but there is no snapshot to say so.
                RefuseNowhere(group.FirstRefused);
                continue;
            }

            StockSnapshot snapshot = Draft(group);
            stated.Add((snapshot, group, hasher.Hash(snapshot)));
        }

        byte[] run = RunIdentity.RunHash(profile.Id, stated.Select(x => x.Content));
        string? runId = profile.CompleteRun && !IsDelta ? RunIdentity.Id('r', run) : null;
        var snapshots = new List<StockSnapshot>(stated.Count);
        foreach ((StockSnapshot draft, LocationGroup group, byte[] content) in stated)
        {
            byte[] id = runId is null ? content : RunIdentity.InRun(content, run);
            StockSnapshot snapshot = draft with { SnapshotId = RunIdentity.Id('f', id), Run = runId };
            if (Validated(snapshot, group) is { } valid)
                snapshots.Add(valid);
        }

        return new FeedReading
        {
            Snapshots = snapshots,
            Run = runId is null ? null : Close(snapshots, run, runId),
            Accepted = snapshots.Sum(x => (long)x.Lines.Count),
            Rejected = findings.Rejected,
            Unknown = Unknown,
            Rejections = findings.Rejections,
            Warnings = findings.Warnings,
            Sample = _sample.First(),
        };
    }

    private LocationGroup Group(LocationId location)
    {
        // Files are sorted by place as a rule; the same id is the same object there.
        if (_last is not null && ReferenceEquals(_last.Location.Value, location.Value))
            return _last;
        ref LocationGroup? group =
            ref CollectionsMarshal.GetValueRefOrAddDefault(_byLocation, location.Value, out bool exists);
        if (!exists)
        {
            // Shops of one file list about the same items. Each group is the measure of one other only, so what is
            // reserved is never more than what came.
            int expected = _groups.Count == 0 ? 0 : Math.Min(_groups[^1].Lines.Count, ExpectedMax);
            _groups.Add(group = new LocationGroup(location, expected));
        }

        return _last = group!;
    }

    private StockSnapshot Draft(LocationGroup group)
    {
        group.ShareAsOf();
        bool isPartial = profile.Scope == SnapshotScope.Partial || IsDelta || group.HasRefused;
        return new StockSnapshot
        {
            SnapshotId = "-",
            Sender = profile.Participant,
            Location = group.Location,
            Feed = profile.Id,
            AsOf = group.AsOf,
            AsOfSource = group.AsOfSource,
            Scope = isPartial ? SnapshotScope.Partial : SnapshotScope.Full,
            Lines = group.Lines,
        };
    }

    private StockSnapshot? Validated(StockSnapshot snapshot, LocationGroup group)
    {
        _refused.Clear();
        _warned.Clear();
        int stated = snapshot.Lines.Count;
        StockSnapshot? valid = SnapshotValidator.Validate(snapshot, group.Sources, _context, _refused, _warned);
        foreach (Warning warning in _warned)
            findings.Warn(warning);
        int lost = stated - (valid?.Lines.Count ?? 0);
        findings.Reject(_refused, lost);
        if (valid is null)
            RefuseNowhere(group.Sources[0]);
        else
            _sample.Add(group, _refused);
        return lost > 0 && valid is not null ? valid with { Scope = SnapshotScope.Partial } : valid;
    }

    private RunMarker? Close(List<StockSnapshot> snapshots, byte[] run, string runId)
    {
        if (_nowhere is { } first)
        {
            findings.Warn("runNotClosed", first, count: _nowhereCount);
            return null;
        }

        if (snapshots.Count == 0)
            return null;
        return new RunMarker
        {
            SnapshotId = RunIdentity.Id('m', run),
            Sender = profile.Participant,
            Feed = profile.Id,
            Run = runId,
            AsOf = snapshots.Max(x => x.AsOf),
            Locations = snapshots.Count,
        };
    }
}
