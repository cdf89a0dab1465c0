using Inventory.Model.Registry;

namespace Inventory.Adapters.Simulated;

/// <summary>A registered location that reports, and what it stocks.</summary>
internal sealed class Outlet
{
    /// <summary>Where it is.</summary>
    public required Location Location { get; init; }

    /// <summary>The start of its snapshot ids.</summary>
    public required string IdPrefix { get; init; }

    /// <summary>True for a shop that never closes.</summary>
    public required bool IsOpenAlways { get; init; }

    /// <summary>Where in the reporting rhythm it stands, 0 to 1.</summary>
    public required double Stagger { get; init; }

    /// <summary>What it stocks, by category and item.</summary>
    public required StockedCell[] Cells { get; init; }

    /// <summary>The as-of of its last snapshot, milliseconds since 1970 UTC.</summary>
    public long LastAsOfMs { get; set; } = long.MinValue;

    /// <summary>How many more snapshots carried that as-of.</summary>
    public int Repeats { get; set; }
}
