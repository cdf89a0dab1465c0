using Inventory.Engine.Alerts;
using Inventory.Engine.Columns;
using Inventory.Engine.Disclosure;
using Inventory.Engine.Levels;
using Inventory.Engine.Partial;
using Inventory.Engine.Runs;
using Inventory.Model.Alerts;
using Inventory.Model.History;
using Inventory.Model.Identifiers;
using Inventory.Model.Levels;
using Inventory.Model.Registry;
using Inventory.Model.Snapshots;

namespace Inventory.Engine;

/// <summary>
/// The hot core: cells in columns, levels kept live, freshness, alerts. Deterministic: it sees no clock, disk, network,
/// thread or random source; the same records, registries and times give the same state, byte for byte. One thread at a
/// time.
/// </summary>
public sealed partial class StockEngine : IDisposable
{
    private readonly Partition[] _partitions;
    private readonly KeyDictionary _locations = new();
    private readonly KeyDictionary _senders = new();
    private readonly KeyDictionary _feeds = new();
    private readonly List<FeedRuns> _runs = [];
    private readonly LineBuffer _lines = new();
    private readonly AlertBook _alerts = new();
    private readonly HistoryBook _history = new();
    private readonly bool _judgesAlerts;
    private readonly RecentIds? _recent;
    private Place[] _places = new Place[16];
    private RegistryIndex _registry;
    private ItemTable _items;
    private long _receivedMs;
    private long _sequence;
    private long _sequenceChanges;
    private LevelCapture? _capture;

    /// <summary>An empty engine.</summary>
    public StockEngine(EngineOptions options, StockRegistry registry)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Partitions, 1);
        _judgesAlerts = options.JudgesAlerts;
        _recent = options.RecentIdsMax > 0 ? new RecentIds(options.RecentIdsMax) : null;
        _registry = new RegistryIndex(registry);
        _items = new ItemTable(_registry);
        _partitions = new Partition[options.Partitions];
        for (int i = 0; i < _partitions.Length; i++)
            _partitions[i] = new Partition(_items, registry.Categories.Count);
    }

    /// <summary>The offset of the next record it expects.</summary>
    public long NextOffset { get; private set; }

    /// <summary>The clock it was last told.</summary>
    public long NowMs { get; private set; }

    /// <summary>Counts.</summary>
    public EngineCounts Counts
    {
        get
        {
            var sum = default(EngineCounts);
            foreach (Partition partition in _partitions)
            {
                EngineCounts part = partition.Counts;
                sum = new EngineCounts(
                    sum.Cells + part.Cells, sum.Locations + part.Locations, sum.UnknownItems + part.UnknownItems,
                    sum.UnknownPacks + part.UnknownPacks, sum.Negative + part.Negative);
            }

            return sum;
        }
    }

    /// <summary>
    /// Applies records in log order; <paramref name="outcomes"/> is as long as <paramref name="batch"/>. Offsets below
    /// <see cref="NextOffset"/> are skipped.
    /// </summary>
    public void Apply(ReadOnlySpan<LogRecord> batch, Span<RecordOutcome> outcomes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(outcomes.Length, batch.Length);
        for (int i = 0; i < batch.Length; i++)
        {
            outcomes[i] = default;
            if (batch[i].Offset < NextOffset)
                continue;
            outcomes[i] = ApplyOne(batch[i]);
            NextOffset = batch[i].Offset + 1;
        }
    }

    /// <summary>Moves the clock (never back): freshness, outflow windows, alerts.</summary>
    public void Advance(long nowMs)
    {
        if (nowMs <= NowMs)
            return;
        NowMs = Math.Min(nowMs, LineBuffer.TimeMsMax);
        Receive(NowMs);
        foreach (Partition partition in _partitions)
            partition.Advance(NowMs);
        if (_judgesAlerts && _alerts.IsDue(NowMs, _registry.Registry))
            _alerts.Judge(Capture(), NowMs);
    }

    /// <summary>Takes a new registry and recounts all levels.</summary>
    public void Replace(StockRegistry registry)
    {
        var next = new RegistryIndex(registry);
        OutflowTable[] outflows = Array.ConvertAll(_partitions, x => x.Outflow.Under(_registry, next));
        _registry = next;
        _items = _items.Under(next);
        for (int i = 0; i < _partitions.Length; i++)
            _partitions[i].Recount(_items, registry.Categories.Count, outflows[i], FactsOf);
        _alerts.Keep(registry, NowMs);
        _partials.Forget();
        _registered = null;
        _capture = null;
        _sequence++;
    }

    /// <summary>
    /// The levels as <paramref name="audience"/> may see them now. The sequence rises only when something changed.
    /// </summary>
    public DisclosedView View(Audience audience) => new(audience, CurrentSequence(), NowMs, Capture());

    /// <summary>Alerts raised or cleared since the last call.</summary>
    public IReadOnlyList<Alert> DrainAlerts() => _alerts.Drain();

    /// <summary>
    /// Adds a point for each on-hand group (category, and category by prefecture, and by tier, and by both) that
    /// changed since the last call. What was last told is not part of the saved state: the first call after a restart
    /// tells everything again.
    /// </summary>
    public void CollectHistory(long timeMs, List<HistoryPoint> into) => _history.Collect(Capture(), timeMs, into);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Partition partition in _partitions)
            partition.Dispose();
    }

    private RecordOutcome ApplyOne(in LogRecord record)
    {
        var reader = new SnapshotReader(record.Payload.Span);
        bool hasHeader = reader.ReadHeader();
        RecentId id = default;
        if (_recent is not null && hasHeader)
        {
            id = RecentId.Of(reader.Sender, reader.SnapshotId, record.Payload.Span);
            if (_recent.TryFind(id.Name, out ulong content))
                return new RecordOutcome(0, 0, false, content == id.Content, content != id.Content);
        }

        Receive(Math.Clamp(record.ReceivedAtMs, 0, LineBuffer.TimeMsMax));
        if (!hasHeader)
            return new RecordOutcome(0, 0, true);
        RecordOutcome outcome = reader.Kind == RecordKind.RunClosed ? CloseRun(reader) : ApplySnapshot(ref reader);
        // What could not be read did nothing, so its id is still free.
        if (!outcome.IsMalformed)
            _recent?.Add(id);
        return outcome;
    }

    private RecordOutcome ApplySnapshot(ref SnapshotReader reader)
    {
        if (!_lines.Read(ref reader, _items))
            return new RecordOutcome(0, 0, true);
        int feed = reader.Feed.IsEmpty ? -1 : FeedOf(reader.Feed);
        int location = LocationOf(reader, feed);
        if (feed >= 0 && !reader.Run.IsEmpty)
            _runs[feed].Join(reader.Run, location);
        Place place = _places[location];
        var head = new SnapshotHead(
            place.Local, reader.AsOfMs, feed < 0 ? long.MinValue : _runs[feed].ClosedAsOfMs,
            reader.Scope == SnapshotScope.Full);
        Partition partition = _partitions[place.Partition];
        partition.ReceivedMs = _receivedMs;
        ApplyCount count = partition.Apply(head, _lines.Keys, _lines.Values);
        return new RecordOutcome(count.Applied, count.Superseded, false);
    }

    private RecordOutcome CloseRun(in SnapshotReader reader)
    {
        if (!LineBuffer.IsTime(reader.AsOfMs))
            return new RecordOutcome(0, 0, true);
        FeedRuns runs = _runs[FeedOf(reader.Feed)];
        IndexSet? before = runs.Close(reader.Run, reader.AsOfMs, reader.RunLocations);
        if (before is null)
            return default;
        foreach (int location in before.Indexes())
        {
            if (!runs.ClosedMembers.Contains(location))
                _partitions[_places[location].Partition].Gone(_places[location].Local, reader.AsOfMs);
        }

        return default;
    }

    private void Receive(long ms) => _receivedMs = Math.Max(_receivedMs, ms);

    private int FeedOf(ReadOnlySpan<byte> feed)
    {
        int index = _feeds.GetOrAdd(feed);
        if (index == _runs.Count)
            _runs.Add(new FeedRuns());
        return index;
    }

    private int LocationOf(in SnapshotReader reader, int feed)
    {
        int location = _locations.Find(reader.Location);
        return location >= 0 ? location : AddLocation(reader.Location, _senders.GetOrAdd(reader.Sender), feed);
    }

    private int AddLocation(ReadOnlySpan<byte> id, int sender, int feed)
    {
        int location = _locations.GetOrAdd(id);
        if (location >= _places.Length)
            Array.Resize(ref _places, location * 2);
        int partition = (int)(_locations.HashOf(location) % (ulong)_partitions.Length);
        LocationFacts facts = FactsOf(location, sender, feed);
        _places[location] = new Place(partition, _partitions[partition].AddLocation(location, sender, feed, facts));
        return location;
    }

    private LocationFacts FactsOf(LocationState location) => FactsOf(location.Index, location.Sender, location.Feed);

    private LocationFacts FactsOf(int location, int sender, int feed) =>
        _registry.FactsOf(_locations.Text(location), _senders.Text(sender),
            feed < 0 ? string.Empty : _feeds.Text(feed));

    private long CurrentSequence()
    {
        // Changes are counted from the inputs alone, so replay gives the same sequence however often it was looked at.
        long changes = 0;
        foreach (Partition partition in _partitions)
            changes += partition.Changes;
        return _sequence + changes + OutflowTable.FirstHour(_receivedMs);
    }

    private LevelCapture Capture()
    {
        long sequence = CurrentSequence();
        if (_capture is null || _sequenceChanges != sequence)
            _capture = new LevelCapture(_registry, _partitions, _receivedMs, _capture);
        _sequenceChanges = sequence;
        return _capture;
    }

    private readonly record struct Place(int Partition, int Local);
}
