using Inventory.Model.Rejections;
using Inventory.Model.Snapshots;

namespace Inventory.Adapters.Epcis;

/// <summary>What one level is the level of.</summary>
internal readonly record struct StockKey(string Place, string Item, string? Lot, string? Unit, StockStatus Status);

/// <summary>A running sum.</summary>
internal sealed class StockCell(StockKey key)
{
    public StockKey Key { get; } = key;

    public decimal Level { get; set; }

    /// <summary>True once a stock-taking, or a movement after one of the same place and item, has made it a
    /// level.</summary>
    public bool IsStated { get; set; }

    /// <summary>When it was counted last.</summary>
    public DateTimeOffset? CountedAt { get; set; }

    /// <summary>How often it was counted: serials that were here before a count and are not in it are not
    /// here.</summary>
    public int Counts { get; set; }

    public string? Expiry { get; set; }

    /// <summary>The last event that changed it.</summary>
    public DateTimeOffset ChangedAt { get; set; }

    public SourcePosition Source { get; set; }
}
