using Inventory.Model.Alerts;
using Inventory.Model.History;
using Inventory.Model.Identifiers;
using Inventory.Model.Levels;
using Inventory.Model.Registry;
using Inventory.Model.Snapshots;

namespace Inventory.Engine;

/// <summary>How the engine is sized.</summary>
public sealed record EngineOptions
{
    /// <summary>Partitions by location, 1 or more; the state does not depend on it.</summary>
    public int Partitions { get; init; } = 1;
}

/// <summary>What became of one log record.</summary>
/// <param name="Applied">Lines that changed or confirmed a cell.</param>
/// <param name="Superseded">Lines older than what is known, which changed nothing.</param>
/// <param name="IsMalformed">True when the record could not be read; it changed nothing.</param>
public readonly record struct RecordOutcome(int Applied, int Superseded, bool IsMalformed);

/// <summary>Which levels are asked for. Category is always grouped by, for units differ; without status on hand is meant.</summary>
public sealed record LevelQuery
{
    /// <summary>Group by prefecture.</summary>
    public bool ByPrefecture { get; init; }

    /// <summary>Group by tier.</summary>
    public bool ByTier { get; init; }

    /// <summary>Group by status.</summary>
    public bool ByStatus { get; init; }

    /// <summary>Only this category.</summary>
    public string? Category { get; init; }

    /// <summary>Only this prefecture (0..47).</summary>
    public int? Prefecture { get; init; }

    /// <summary>Only this tier.</summary>
    public Tier? Tier { get; init; }

    /// <summary>Only this status; on hand when neither filtered nor grouped.</summary>
    public StockStatus? Status { get; init; }
}

/// <summary>Levels as one audience may see them: the only way numbers leave the engine. Immutable; any thread may read it.</summary>
public sealed class DisclosedView
{
    internal DisclosedView()
    {
    }

    /// <summary>Whose view it is.</summary>
    public Audience Audience => throw new NotSupportedException();

    /// <summary>Rises with each view that differs from the one before.</summary>
    public long Sequence => throw new NotSupportedException();

    /// <summary>The engine's clock when it was made.</summary>
    public DateTimeOffset ComputedAt => throw new NotSupportedException();

    /// <summary>The levels of a query.</summary>
    public LevelSet Query(LevelQuery query) => throw new NotSupportedException(query.ToString());
}

/// <summary>One cell as its owner or the ministry may see it.</summary>
/// <param name="Location">Where.</param>
/// <param name="Item">What.</param>
/// <param name="Status">What may be done with it.</param>
/// <param name="Category">Its category; null when the registry does not know the item.</param>
/// <param name="Quantity">Base units; null when only a band is known or the item or pack is unknown.</param>
/// <param name="Unit">The base unit; null when the item is unknown.</param>
/// <param name="BandMin">Least quantity of a band; null when there is none.</param>
/// <param name="BandMax">Greatest quantity of a band; null when there is none.</param>
/// <param name="SaleState">Whether the public can buy it.</param>
/// <param name="AsOf">When it was counted.</param>
/// <param name="IsStale">True past three reporting intervals.</param>
public sealed record CellFact(
    string Location, string Item, StockStatus Status, string? Category, long? Quantity, string? Unit,
    long? BandMin, long? BandMax, SaleState SaleState, DateTimeOffset AsOf, bool IsStale);

/// <summary>Counts for metrics and for what is kept apart.</summary>
/// <param name="Cells">Live cells.</param>
/// <param name="Locations">Locations that ever reported.</param>
/// <param name="UnknownItems">Live cells whose item the registry does not know.</param>
/// <param name="UnknownPacks">Live cells of known items whose pack it does not know.</param>
/// <param name="Negative">Live cells below zero.</param>
public readonly record struct EngineCounts(long Cells, long Locations, long UnknownItems, long UnknownPacks, long Negative);

/// <summary>Reporters of one participant, tier and prefecture.</summary>
/// <param name="Participant">The legal entity; null where the reader may not see it.</param>
/// <param name="Tier">The tier.</param>
/// <param name="Prefecture">0..47.</param>
/// <param name="Expected">Locations expected.</param>
/// <param name="Fresh">Reported within three intervals.</param>
/// <param name="Stale">Reported, but too long ago.</param>
/// <param name="Silent">Never reported.</param>
/// <param name="NewestAsOf">Newest as-of; null when all are silent.</param>
public sealed record CoverageRow(
    string? Participant, Tier Tier, int Prefecture, int Expected, int Fresh, int Stale, int Silent, DateTimeOffset? NewestAsOf);

/// <summary>
/// The hot core: cells in columns, levels kept live, freshness, alerts. Deterministic: it sees no clock, disk, network, thread or random
/// source; the same records, registries and times give the same state, byte for byte. One thread at a time.
/// </summary>
public sealed class StockEngine : IDisposable
{
    /// <summary>An empty engine.</summary>
    public StockEngine(EngineOptions options, StockRegistry registry) => throw new NotSupportedException();

    /// <summary>The offset of the next record it expects.</summary>
    public long NextOffset => throw new NotSupportedException();

    /// <summary>The clock it was last told.</summary>
    public long NowMs => throw new NotSupportedException();

    /// <summary>Counts.</summary>
    public EngineCounts Counts => throw new NotSupportedException();

    /// <summary>Applies records in log order; <paramref name="outcomes"/> is as long as <paramref name="batch"/>. Offsets below <see cref="NextOffset"/> are skipped.</summary>
    public void Apply(ReadOnlySpan<LogRecord> batch, Span<RecordOutcome> outcomes) => throw new NotSupportedException();

    /// <summary>Moves the clock (never back): freshness, outflow windows, alerts.</summary>
    public void Advance(long nowMs) => throw new NotSupportedException();

    /// <summary>Takes a new registry and recounts all levels.</summary>
    public void Replace(StockRegistry registry) => throw new NotSupportedException();

    /// <summary>The levels as <paramref name="audience"/> may see them now. The sequence rises only when something changed.</summary>
    public DisclosedView View(Audience audience) => throw new NotSupportedException();

    /// <summary>The live cells of a location; empty when it never reported. The caller has checked who asks.</summary>
    public IReadOnlyList<CellFact> Cells(LocationId location) => throw new NotSupportedException();

    /// <summary>The live cells of a participant's locations, or all when null, from a position on; at most <paramref name="countMax"/>.</summary>
    public IReadOnlyList<CellFact> Cells(ParticipantId? participant, int skip, int countMax) => throw new NotSupportedException();

    /// <summary>Expected, fresh, stale and silent reporters by participant, tier and prefecture.</summary>
    public IReadOnlyList<CoverageRow> Coverage() => throw new NotSupportedException();

    /// <summary>Alerts raised or cleared since the last call.</summary>
    public IReadOnlyList<Alert> DrainAlerts() => throw new NotSupportedException();

    /// <summary>Adds a point for each on-hand group (category, and category by prefecture, and by tier, and by both) that changed since the last call.</summary>
    public void CollectHistory(long timeMs, List<HistoryPoint> into) => throw new NotSupportedException();

    /// <summary>Writes the whole state.</summary>
    public void Save(Stream stream) => throw new NotSupportedException();

    /// <summary>Reads a state; the registry may be newer than the one it was saved under (then levels are recounted).</summary>
    /// <exception cref="InvalidDataException">The stream is not a valid state.</exception>
    public static StockEngine Load(Stream stream, EngineOptions options, StockRegistry registry) => throw new NotSupportedException();

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
