using Inventory.Model.Snapshots;

namespace Inventory.Engine;

/// <summary>
/// Which levels are asked for. Category is always grouped by, for units differ; without status on hand is meant.
/// </summary>
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
