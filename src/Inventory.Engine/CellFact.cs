using Inventory.Model.Snapshots;

namespace Inventory.Engine;

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
