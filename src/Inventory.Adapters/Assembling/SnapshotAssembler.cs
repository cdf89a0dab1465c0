using Inventory.Adapters.Mapping;
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
internal sealed class SnapshotAssembler
{
    // An item with more units than this gives each line a kind of its own: to look through them all would take longer.
    private const int KindsMax = 16;

    private readonly FeedProfile _profile;
    private readonly LineStore _store = new();
    private readonly LocationGroups _groups;
    private readonly GroupCheck _check;
    private readonly LineSample _sample;
    private LineRest? _absentBeside;
    private int _absent;
    private SourcePosition? _nowhere;
    private long _nowhereCount;

    public SnapshotAssembler(FeedProfile profile, StockRegistry registry, Delivery delivery, Findings findings)
    {
        (_profile, Findings) = (profile, findings);
        _groups = new LocationGroups(_store);
        _check = new GroupCheck(profile, registry, delivery, _store, findings);
        _sample = new LineSample(delivery.SampleMax, _store);
    }

    /// <summary>Where refused lines and warnings go.</summary>
    public Findings Findings { get; }

    /// <summary>True when the delivery lists only what changed, whatever the profile says of its feed.</summary>
    public bool IsDelta { get; set; }

    /// <summary>Lines whose level is not known.</summary>
    public long Unknown { get; set; }

    private bool IsPartial => _profile.Scope == SnapshotScope.Partial || IsDelta;

    /// <summary>Adds a line: so much of an item, in this unit and status, at a place.</summary>
    public void Add(
        LocationId location,
        ItemReading item,
        string? unit,
        StockStatus status,
        RowFacts facts,
        in Amount amount,
        in SourcePosition source)
    {
        if (amount.IsWhole)
        {
            Add(location, item, unit, status, facts, amount.Whole, source);
            return;
        }

        LocationGroup group = _groups.Of(location);
        LineKind kind = KindOf(item, unit, status, facts.SaleState, source, group, out int number);
        Keep(group, kind, RestOf(facts, amount), facts, number, 0);
    }

    /// <summary>The same for a whole number, as nearly all are.</summary>
    public void Add(
        LocationId location,
        ItemReading item,
        string? unit,
        StockStatus status,
        RowFacts facts,
        long whole,
        in SourcePosition source)
    {
        LocationGroup group = _groups.Of(location);
        LineKind kind = KindOf(item, unit, status, facts.SaleState, source, group, out int number);
        int rest = kind.State != KindState.Odd ? RestOf(facts) : RestOf(facts, new Amount(true, whole));
        Keep(group, kind, rest, facts, number, whole);
    }

    /// <summary>The id of a location of which something was said before, by the text of it.</summary>
    public bool TryFind(ReadOnlySpan<char> id, out LocationId location) => _groups.TryFind(id, out location);

    /// <summary>A row of this location was refused.</summary>
    public void Refuse(LocationId location, in SourcePosition source) => _groups.Of(location).Refuse(source);

    /// <summary>A level of this location that is not known: neither zero nor gone.</summary>
    public void AddUnknown(LocationId location, in SourcePosition source)
    {
        Unknown++;
        Refuse(location, source);
    }

    /// <summary>A row was refused whose location could not be read.</summary>
    public void RefuseNowhere(in SourcePosition source)
    {
        _nowhere ??= source;
        _nowhereCount++;
    }

    public FeedReading Finish()
    {
        bool hasSeries = !_profile.CompleteRun && IsPartial;
        List<LocationGroup> groups = _groups.Arrange(hasSeries);
        PagedList<ContentHash> contents = Hash(groups);
        ContentHash run = RunIdentity.RunHash(_profile.Id, contents);
        string? runId = _profile.CompleteRun && !IsDelta ? RunIdentity.Id('r', run) : null;
        var snapshots = new KeptSnapshots(_profile, _store, groups, contents) { Run = runId, ArePartial = IsPartial };
        for (int i = 0; i < contents.Count; i++)
        {
            SourcePosition first = _store.SourceOf(_store.Lines[groups[i].At(0)]);
            if (!_check.Check(groups[i]))
            {
                RefuseNowhere(first);
                continue;
            }

            _sample.Add(groups[i]);
            snapshots.Keep(i, runId is null ? contents[i] : RunIdentity.InRun(contents[i], run));
        }

        return new FeedReading
        {
            Snapshots = snapshots,
            Run = runId is null ? null : Close(snapshots, run, runId),
            Accepted = snapshots.LineCount,
            Rejected = Findings.Rejected,
            Unknown = Unknown,
            Rejections = Findings.Rejections,
            Warnings = Findings.Warnings,
            Sample = _sample.First(),
        };
    }

    /// <summary>The content of each location that states something; those are moved to the front.</summary>
    private PagedList<ContentHash> Hash(List<LocationGroup> groups)
    {
        var contents = new PagedList<ContentHash>();
        using var hasher = new ContentHasher(_profile, _store);
        for (int i = 0; i < groups.Count; i++)
        {
            LocationGroup group = groups[i];
            if (group.Count == 0)
            {
                // All its rows were refused or blank: it is there, but there is no snapshot to say so.
                RefuseNowhere(group.FirstRefused);
                continue;
            }

            groups[contents.Count] = group;
            SnapshotScope scope = IsPartial || group.HasRefused ? SnapshotScope.Partial : SnapshotScope.Full;
            contents.Add(hasher.Hash(group, scope));
        }

        return contents;
    }

    private void Keep(LocationGroup group, LineKind kind, int rest, RowFacts facts, int number, long whole)
    {
        if (facts.AsOfIndex < 0)
            facts.AsOfIndex = _store.Add(facts.AsOf);
        _groups.Take(group, new KeptLine(kind.Index, rest, facts.AsOfIndex, number, whole), facts);
    }

    private LineKind KindOf(
        ItemReading item,
        string? unit,
        StockStatus status,
        SaleState state,
        in SourcePosition source,
        LocationGroup group,
        out int number)
    {
        (int template, number) = _store.KeepSource(source);
        int tried = 0;
        for (LineKind? kind = item.Kinds; kind is not null && tried < KindsMax; kind = kind.Next, tried++)
        {
            if (kind.Is(unit, status, state, template))
                return kind;
        }

        var made = new LineKind(item.Id, unit, status, state, template) { Index = _store.KindCount, Next = item.Kinds };
        (made.State, made.Factor) = _check.StateOf(made, group);
        _store.Add(made);
        return item.Kinds = made;
    }

    private int RestOf(RowFacts facts)
    {
        if (facts.Rest is null)
            return 0;
        if (facts.RestIndex < 0)
            facts.RestIndex = _store.Add(facts.Rest);
        return facts.RestIndex;
    }

    /// <summary>What a line leaves out nearly always, and its quantity.</summary>
    private int RestOf(RowFacts facts, in Amount amount)
    {
        decimal? number = amount.IsWhole ? amount.Whole : amount.Number;
        if (number is not null || amount.Band is not null)
            return _store.Add(LineRest.WithQuantity(facts.Rest, number, amount.Band));
        // Nothing is counted of what a place does not carry.
        if (_absent == 0 || !ReferenceEquals(_absentBeside, facts.Rest))
            (_absent, _absentBeside) = (_store.Add(LineRest.WithQuantity(facts.Rest, null, null)), facts.Rest);
        return _absent;
    }

    private RunMarker? Close(KeptSnapshots snapshots, ContentHash run, string runId)
    {
        if (_nowhere is { } first)
        {
            Findings.Warn("runNotClosed", first, count: _nowhereCount);
            return null;
        }

        if (snapshots.Count == 0)
            return null;
        return new RunMarker
        {
            SnapshotId = RunIdentity.Id('m', run),
            Sender = _profile.Participant,
            Feed = _profile.Id,
            Run = runId,
            AsOf = snapshots.AsOf,
            Locations = snapshots.Count,
        };
    }
}
