using Inventory.Model.Alerts;
using Inventory.Model.History;
using Inventory.Model.Levels;
using Inventory.Model.Registry;

namespace Inventory.Engine.Partial;

/// <summary>
/// Merges the levels of all partitions into the same views as one engine makes. Deterministic, and one thread at a
/// time; the views may be read by any thread.
/// </summary>
public sealed partial class LevelMerge
{
    /// <summary>Nothing merged yet.</summary>
    /// <param name="registry">The registry of the views: it knows the categories and who is expected.</param>
    /// <param name="partitions">How many partitions there are, 1 to 1,024.</param>
    public LevelMerge(StockRegistry registry, int partitions) => throw new NotSupportedException();

    /// <summary>The clock it was last told.</summary>
    public long NowMs { get; }

    /// <summary>
    /// True once levels of every partition are shown. Until then alerts are not judged and history is not collected:
    /// both would tell of goods that are only not here yet.
    /// </summary>
    public bool IsWhole { get; }

    /// <summary>
    /// True in the one process that judges alerts; false in all others, which read what it raised. False at first.
    /// </summary>
    public bool JudgesAlerts { get; set; }

    /// <summary>Counts of all shown partitions.</summary>
    public EngineCounts Counts { get; }

    /// <summary>Where each partition stands, by its number.</summary>
    public IReadOnlyList<PartitionState> Partitions { get; } = [];

    /// <summary>
    /// Takes one message of a partition's topic, in the order of that topic. What a partition says is shown together at
    /// its tick. Messages of an epoch below the highest that was seen are let pass without effect.
    /// </summary>
    /// <returns>
    /// False when the message is malformed, hostile or does not fit its key; then nothing was changed.
    /// </returns>
    public bool Apply(int partition, string key, ReadOnlySpan<byte> json) => throw new NotSupportedException();

    /// <summary>Forgets all of a partition, its epoch too: its topic is read again from the beginning.</summary>
    public void Reset(int partition) => throw new NotSupportedException();

    /// <summary>Moves the clock (never back): the age of ticks, and alerts where they are judged.</summary>
    public void Advance(long nowMs) => throw new NotSupportedException();

    /// <summary>Takes a new registry.</summary>
    public void Replace(StockRegistry registry) => throw new NotSupportedException();

    /// <summary>The levels as <paramref name="audience"/> may see them now.</summary>
    public DisclosedView View(Audience audience) => throw new NotSupportedException();

    /// <summary>Expected, fresh, stale and silent reporters by participant, tier and prefecture.</summary>
    public IReadOnlyList<CoverageRow> Coverage() => throw new NotSupportedException();

    /// <summary>
    /// Goes on from the alerts that are active (others are passed over): what waited to be raised or cleared waits from
    /// now on again.
    /// </summary>
    public void RestoreAlerts(IEnumerable<Alert> alerts) => throw new NotSupportedException();

    /// <summary>Alerts raised or cleared since the last call.</summary>
    public IReadOnlyList<Alert> DrainAlerts() => throw new NotSupportedException();

    /// <summary>
    /// Adds a point for each on-hand group that changed since the last call; the first call tells everything. Adds
    /// nothing while it is not <see cref="IsWhole"/>.
    /// </summary>
    public void CollectHistory(long timeMs, List<HistoryPoint> into) => throw new NotSupportedException();
}
