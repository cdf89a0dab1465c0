using Inventory.Engine;
using Inventory.Model.Identifiers;

namespace Inventory.Server.Backbone;

/// <summary>What is asked of one partition's engine, on its thread.</summary>
internal static class PartitionCells
{
    /// <summary>The live cells of these locations.</summary>
    public static IReadOnlyList<CellFact> Of(StockEngine engine, IReadOnlyList<string> locations) =>
        [.. locations.SelectMany(x => LocationId.TryParse(x, out LocationId id) ? engine.Cells(id) : [])];

    /// <summary>How many live cells these locations have.</summary>
    public static long Count(StockEngine engine, IReadOnlyList<string> locations) => Of(engine, locations).Count;
}
