namespace Inventory.Model.History;

/// <summary>One group's level at one time, as the ministry saw it. A side exit of the engine; nothing waits for
/// it.</summary>
/// <param name="TimeMs">The tick, milliseconds since 1970 UTC, on the history's grid.</param>
/// <param name="Category">The category's id.</param>
/// <param name="Prefecture">0..47; -1 for the nation.</param>
/// <param name="Tier">0..2; -1 for all tiers.</param>
/// <param name="Quantity">In base units, on hand.</param>
/// <param name="StaleQuantity">The stale part of it.</param>
/// <param name="Expected">Locations expected.</param>
/// <param name="Reporting">Locations fresh.</param>
/// <param name="Stocked">Locations holding more than zero.</param>
/// <param name="Out">Locations holding zero or less.</param>
/// <param name="OutflowPerDay">Base units per day; null when unknown.</param>
public readonly record struct HistoryPoint(
    long TimeMs,
    string Category,
    int Prefecture,
    int Tier,
    long Quantity,
    long StaleQuantity,
    int Expected,
    int Reporting,
    int Stocked,
    int Out,
    double? OutflowPerDay)
{
    /// <summary>A group that does not change is told again after this time, milliseconds.</summary>
    public const long RetoldMs = 600_000;
}

/// <summary>What part of the history is asked for.</summary>
/// <param name="Category">The category; null for all.</param>
/// <param name="Prefecture">0..47; -1 for the nation; null for every prefecture by itself.</param>
/// <param name="Tier">0..2; -1 for all tiers together; null for every tier by itself.</param>
/// <param name="FromMs">From this time on, included.</param>
/// <param name="ToMs">Up to this time, excluded.</param>
/// <param name="StepMs">
/// Width of a step, counted from 1970; the last point inside a step stands for it. A multiple of the resolution.
/// </param>
public readonly record struct HistoryQuery(string? Category, int? Prefecture, int? Tier, long FromMs, long ToMs,
    long StepMs)
{
    /// <summary>Where it is read from.</summary>
    public HistoryResolution Resolution { get; init; }
}
