using Inventory.Model.Snapshots;

namespace Inventory.Engine.Explain;

/// <summary>Which figure is explained.</summary>
/// <param name="Category">The category.</param>
/// <param name="Prefecture">0..47; null for the nation.</param>
/// <param name="Tier">The tier; null for all together.</param>
/// <param name="Status">The status.</param>
public sealed record FigureQuery(string Category, int? Prefecture, Tier? Tier, StockStatus Status)
{
    /// <summary>The same figure as a level.</summary>
    public LevelQuery AsLevel => new() { Category = Category, Prefecture = Prefecture, Tier = Tier, Status = Status };
}

/// <summary>One cell behind a figure.</summary>
/// <param name="Fact">The cell.</param>
/// <param name="IsCounted">True when its quantity is part of the sum: known, and of something its location
/// carries.</param>
/// <param name="Offset">The record that set it; -1 when it is not on the log any more.</param>
/// <param name="SnapshotId">The id its sender gave that record.</param>
/// <param name="Sender">Who sent it.</param>
public sealed record TracedCell(CellFact Fact, bool IsCounted, long Offset, string SnapshotId, string Sender);
