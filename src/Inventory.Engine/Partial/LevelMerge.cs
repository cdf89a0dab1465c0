using Inventory.Engine.Alerts;
using Inventory.Engine.Levels;
using Inventory.Model.Alerts;
using Inventory.Model.History;
using Inventory.Model.Levels;
using Inventory.Model.Registry;

namespace Inventory.Engine.Partial;

/// <summary>
/// Merges the levels of all partitions into the same views as one engine makes. Goals: what one engine would say of
/// the same records, field by field; a partition's levels change together. Not here: transport, and what an engine
/// knows cell by cell. Deterministic, and one thread at a time; the views may be read by any thread.
/// </summary>
public sealed class LevelMerge
{
    private readonly PartialPartition[] _partitions;
    private readonly AlertBook _alerts = new();
    private readonly HistoryBook _history = new();
    private readonly List<string> _changed = [];
    private RegistryIndex _registry;
    private MergedLevels _levels;
    private MergedCoverage _coverage;
    private Dictionary<string, int> _entities = [];
    private LevelCapture? _capture;
    private long _sequence;
    private long _replacements;

    /// <summary>Nothing merged yet.</summary>
    /// <param name="registry">The registry of the views: it knows the categories and who is expected.</param>
    /// <param name="partitions">How many partitions there are, 1 to <see cref="PartialLimits.PartitionsMax"/>.</param>
    public LevelMerge(StockRegistry registry, int partitions)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(partitions, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(partitions, PartialLimits.PartitionsMax);
        _partitions = [.. Enumerable.Range(0, partitions).Select(_ => new PartialPartition(partitions))];
        _registry = new RegistryIndex(registry);
        _levels = new MergedLevels(_registry.Expected.Length);
        _coverage = new MergedCoverage(_registry);
    }

    /// <summary>The clock it was last told.</summary>
    public long NowMs { get; private set; }

    /// <summary>
    /// True once levels of every partition are shown. Until then alerts are not judged and history is not collected:
    /// both would tell of goods that are only not here yet.
    /// </summary>
    public bool IsWhole => Array.TrueForAll(_partitions, x => x.Shown is not null);

    /// <summary>
    /// True in the one process that judges alerts; false in all others, which read what it raised. False at first.
    /// </summary>
    public bool JudgesAlerts { get; set; }

    /// <summary>Counts of all shown partitions.</summary>
    public EngineCounts Counts
    {
        get
        {
            var sum = default(EngineCounts);
            foreach (PartialPartition partition in _partitions)
            {
                EngineCounts part = partition.Shown?.Counts ?? default;
                sum = new EngineCounts(
                    sum.Cells + part.Cells, sum.Locations + part.Locations, sum.UnknownItems + part.UnknownItems,
                    sum.UnknownPacks + part.UnknownPacks, sum.Negative + part.Negative);
            }

            return sum;
        }
    }

    /// <summary>Where each partition stands, by its number.</summary>
    public IReadOnlyList<PartitionState> Partitions => [.. _partitions.Select(StateOf)];

    /// <summary>
    /// Takes one message of a partition's topic, in the order of that topic. What a partition says is shown together at
    /// its tick. Messages of an epoch below the highest that was seen are let pass without effect, and so is what comes
    /// a second time.
    /// </summary>
    /// <returns>
    /// False when the message is malformed, hostile or does not fit its key; then nothing was changed.
    /// </returns>
    public bool Apply(int partition, string key, ReadOnlySpan<byte> json)
    {
        if (partition < 0 || partition >= _partitions.Length)
            return false;
        PartialBody? body = PartialReader.Read(json);
        if (body is null || body.Key != key)
            return false;
        _changed.Clear();
        PartialPartition from = _partitions[partition];
        TickPart? before = from.Shown;
        if (!from.Take(body, PartialBook.HashOf(json), _changed))
            return false;
        if (!ReferenceEquals(before, from.Shown))
            Show(before);
        return true;
    }

    /// <summary>
    /// Forgets all of a partition, its epoch too: its topic is read again from the beginning. Until its next tick the
    /// merge is not <see cref="IsWhole"/>.
    /// </summary>
    public void Reset(int partition)
    {
        PartialPartition old = _partitions[partition];
        _partitions[partition] = new PartialPartition(_partitions.Length);
        if (old.Shown is null)
            return;
        _changed.Clear();
        _changed.AddRange(old.All.Select(x => x.Key));
        Show(old.Shown);
    }

    /// <summary>Moves the clock (never back): the age of ticks, and alerts where they are judged.</summary>
    public void Advance(long nowMs)
    {
        if (nowMs <= NowMs)
            return;
        NowMs = Math.Min(nowMs, Columns.LineBuffer.TimeMsMax);
        if (JudgesAlerts && IsWhole && _alerts.IsDue(NowMs, _registry.Registry))
            _alerts.Judge(Capture(), NowMs);
    }

    /// <summary>
    /// Takes a new registry. Until the cores have it too, what they count stands under the old one
    /// (<see cref="PartitionState.Registry"/>).
    /// </summary>
    public void Replace(StockRegistry registry)
    {
        _registry = new RegistryIndex(registry);
        _levels = new MergedLevels(_registry.Expected.Length);
        _coverage = new MergedCoverage(_registry);
        _entities = [];
        _changed.Clear();
        _changed.AddRange(_partitions.SelectMany(x => x.All).Select(x => x.Key).Distinct());
        Recount();
        _alerts.Keep(registry, NowMs);
        _replacements++;
        Rise(true);
    }

    /// <summary>
    /// The levels as <paramref name="audience"/> may see them now. The sequence rises only when something changed.
    /// </summary>
    public DisclosedView View(Audience audience) => new(audience, _sequence, NowMs, Capture());

    /// <summary>Expected, fresh, stale and silent reporters by participant, tier and prefecture.</summary>
    public IReadOnlyList<CoverageRow> Coverage() => _coverage.Rows();

    /// <summary>
    /// Goes on from the alerts that are active (others are passed over): what waited to be raised or cleared waits from
    /// now on again. Active ones whose rule or category the registry no longer has are cleared.
    /// </summary>
    public void RestoreAlerts(IEnumerable<Alert> alerts)
    {
        _alerts.Restore(alerts);
        _alerts.Keep(_registry.Registry, NowMs);
    }

    /// <summary>Alerts raised or cleared since the last call.</summary>
    public IReadOnlyList<Alert> DrainAlerts() => _alerts.Drain();

    /// <summary>
    /// Adds a point for each on-hand group that changed since the last call; the first call tells everything. Adds
    /// nothing while it is not <see cref="IsWhole"/>.
    /// </summary>
    public void CollectHistory(long timeMs, List<HistoryPoint> into)
    {
        if (IsWhole)
            _history.Collect(Capture(), timeMs, into);
    }

    private void Show(TickPart? before)
    {
        Recount();
        Rise(_changed.Count > 0 || before is null);
    }

    private void Recount()
    {
        foreach (string key in _changed)
        {
            PartialBody[] parts = [.. _partitions.Select(x => x[key]).OfType<PartialBody>()];
            if (key[0] == 'c')
                _coverage.Recount(key, parts.OfType<CoveragePart>());
            else if (PlaceOf(key) is >= 0 and int group)
                _levels.Recount(group, parts.OfType<GroupPart>(), EntityOf);
        }

        if (_entities.Count > PartialLimits.EntitiesMax)
            Renumber();
    }

    // Entities that are no more keep their numbers until there are too many; then all are numbered afresh.
    private void Renumber()
    {
        _entities = [];
        string[] keys = [.. _partitions.SelectMany(x => x.All).OfType<GroupPart>().Select(x => x.Key).Distinct()];
        foreach (string key in keys)
        {
            if (PlaceOf(key) is >= 0 and int group)
                _levels.Recount(group, _partitions.Select(x => x[key]).OfType<GroupPart>(), EntityOf);
        }
    }

    private int PlaceOf(string key)
    {
        string[] parts = key.Split(':');
        int category = _registry.CategoryOf(string.Join(':', parts[1..^2]));
        return category < 0
            ? -1
            : GroupTable.GroupOf(category, PartialReader.PrefectureOf(parts[^2]), PartialReader.TierOf(parts[^1]));
    }

    private int EntityOf(string entity)
    {
        if (!_entities.TryGetValue(entity, out int index))
            _entities[entity] = index = _entities.Count;
        return index;
    }

    // The sum of the partitions' own sequences is the same in every process that shows the same ticks; a successor that
    // counts from a lower one must not make it fall.
    private void Rise(bool isChanged)
    {
        _capture = null;
        long sum = _replacements;
        foreach (PartialPartition partition in _partitions)
            sum += partition.Shown?.Sequence ?? 0;
        _sequence = Math.Max(sum, _sequence + (isChanged ? 1 : 0));
    }

    private LevelCapture Capture()
    {
        if (_capture is null)
        {
            long clockMs = _partitions.Max(x => x.Shown?.ReceivedMs ?? 0);
            _capture = new LevelCapture(_registry, _levels, clockMs);
        }

        return _capture;
    }

    private PartitionState StateOf(PartialPartition partition, int number)
    {
        TickPart? shown = partition.Shown;
        return new PartitionState(
            number, partition.Epoch, partition.Claim?.Instance, partition.Claim?.Url, shown?.Epoch ?? 0,
            shown?.Tick ?? 0, shown?.NextOffset ?? 0, shown?.NowMs ?? 0,
            shown is null ? long.MaxValue : Math.Max(0, NowMs - shown.NowMs), shown?.Registry, partition.IsComplete);
    }
}
