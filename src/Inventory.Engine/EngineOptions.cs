namespace Inventory.Engine;

/// <summary>How the engine is sized.</summary>
public sealed record EngineOptions
{
    /// <summary>Partitions by location, 1 or more; the state does not depend on it.</summary>
    public int Partitions { get; init; } = 1;

    /// <summary>
    /// How many record ids are remembered, so that a record that comes a second time changes nothing; 0 (default)
    /// remembers none, for a log that refuses known ids needs no second memory. About 70 bytes each.
    /// </summary>
    public int RecentIdsMax { get; init; }

    /// <summary>
    /// False where the levels are one partition's of many, from which no alert may be judged.
    /// </summary>
    public bool JudgesAlerts { get; init; } = true;
}
