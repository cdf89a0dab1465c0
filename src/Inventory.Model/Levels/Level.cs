namespace Inventory.Model.Levels;

/// <summary>Who may see what. The engine gives a different output for each.</summary>
public enum Audience
{
    /// <summary>Bands only, never a number.</summary>
    Public = 0,

    /// <summary>Its own cells, and trade aggregates under disclosure control.</summary>
    Participant = 1,

    /// <summary>Everything, every read audited.</summary>
    Ministry = 2,
}

/// <summary>The five words the public sees.</summary>
public enum PublicBand
{
    /// <summary>No report, or too few to say.</summary>
    Unknown = 0,

    /// <summary>Less than a day.</summary>
    None = 1,

    /// <summary>One to three days.</summary>
    Few = 2,

    /// <summary>Three to fourteen days.</summary>
    Some = 3,

    /// <summary>Fourteen days and more.</summary>
    Plenty = 4,
}

/// <summary>
/// An aggregate of cells as one audience may see it. A null dimension means "not grouped by it"; a null figure means
/// unknown or withheld (then <see cref="Suppressed"/> says so). Schema: <c>schemas/levels.v1.schema.json</c>.
/// </summary>
public sealed record Level
{
    /// <summary>The category's id; null only when not grouped by category (then quantities of different units are never
    /// added: no figure).</summary>
    public string? Category { get; init; }

    /// <summary>JIS X 0401 code, <c>"00"</c> for unknown.</summary>
    public string? Prefecture { get; init; }

    /// <summary>manufacturer, wholesaler or retailer.</summary>
    public string? Tier { get; init; }

    /// <summary>onHand, allocated, inTransit or onHold.</summary>
    public string? Status { get; init; }

    /// <summary>Newest known quantity, fresh and stale together, in <see cref="Unit"/>; null when withheld or nothing
    /// is known.</summary>
    public long? Quantity { get; init; }

    /// <summary>The part of <see cref="Quantity"/> that stands at stale locations.</summary>
    public long? StaleQuantity { get; init; }

    /// <summary>The category's base unit.</summary>
    public string? Unit { get; init; }

    /// <summary>How many locations stand behind the figure.</summary>
    public LevelLocations? Locations { get; init; }

    /// <summary>Distinct legal entities behind the figure.</summary>
    public int? Participants { get; init; }

    /// <summary>Base units per day that left, seen from falling levels; null until something was seen for long
    /// enough.</summary>
    public double? OutflowPerDay { get; init; }

    /// <summary><see cref="Quantity"/> divided by <see cref="OutflowPerDay"/>; null when there is no outflow
    /// known.</summary>
    public double? DaysOfSupply { get; init; }

    /// <summary>Oldest and newest as-of behind the figure.</summary>
    public AsOfRange? AsOf { get; init; }

    /// <summary>True when the figure is withheld; which rule fired is not told.</summary>
    public bool Suppressed { get; init; }

    /// <summary>The public's word; null for the other audiences.</summary>
    public PublicBand? Band { get; init; }
}

/// <summary>Counts of locations behind a level.</summary>
/// <param name="Expected">Registered locations of the group that are expected to report (plus unregistered ones that
/// did).</param>
/// <param name="Reporting">Those that are fresh.</param>
/// <param name="Stocked">Those (fresh or stale) that hold more than zero.</param>
/// <param name="Out">Those (fresh or stale) that report the category and hold zero or less of it.</param>
public readonly record struct LevelLocations(int Expected, int Reporting, int Stocked, int Out);

/// <summary>A closed range of times.</summary>
/// <param name="Oldest">The oldest as-of.</param>
/// <param name="Newest">The newest as-of.</param>
public readonly record struct AsOfRange(DateTimeOffset Oldest, DateTimeOffset Newest);

/// <summary>Levels as one audience may see them, at one tick of the engine.</summary>
/// <param name="Audience">Whose view it is.</param>
/// <param name="Sequence">Rises whenever something changed, not by exactly one; replay gives the same. One over all
/// audiences.</param>
/// <param name="ComputedAt">When the view was computed.</param>
/// <param name="Levels">The levels.</param>
public sealed record LevelSet(Audience Audience, long Sequence, DateTimeOffset ComputedAt, IReadOnlyList<Level> Levels)
{
    /// <summary>The parts of the log whose levels are older than the rest; empty in a single process.</summary>
    public IReadOnlyList<PartitionBehind> PartitionsBehind { get; init; } = [];
}
