using Inventory.Model.Snapshots;

namespace Inventory.Engine.Quality;

/// <summary>What a delivery says of a cell beside what is known of it.</summary>
/// <param name="Location">The location's id.</param>
/// <param name="Item">The item's id.</param>
/// <param name="Status">The status.</param>
/// <param name="Before">The known quantity in base units.</param>
/// <param name="After">The delivered quantity in base units.</param>
public readonly record struct LineChange(string Location, string Item, StockStatus Status, long Before, long After)
{
    /// <summary>The greater over the smaller; 1 when either is not above zero.</summary>
    public double Ratio => Before <= 0 || After <= 0 ? 1 : Math.Max((double)Before / After, (double)After / Before);
}
