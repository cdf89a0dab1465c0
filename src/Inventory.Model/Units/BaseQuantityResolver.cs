using Inventory.Model.Identifiers;
using Inventory.Model.Registry;

namespace Inventory.Model.Units;

/// <summary>How a quantity and unit as sent became base units, or why not.</summary>
public enum Resolution
{
    /// <summary>Exact.</summary>
    Resolved = 0,

    /// <summary>The item is not in the registry: kept, counted apart, never summed.</summary>
    UnknownItem = 1,

    /// <summary>The item has no such pack: kept, counted apart, never summed.</summary>
    UnknownPack = 2,

    /// <summary>Not a whole number of base units: the line is refused.</summary>
    Fractional = 3,

    /// <summary>Beyond the exact 64-bit range: the line is refused.</summary>
    OutOfRange = 4,
}

/// <summary>Turns quantities as sent into exact base quantities through an item's packaging levels. Never guesses.</summary>
public static class BaseQuantityResolver
{
    /// <summary>Resolves one quantity; <paramref name="baseQuantity"/> holds only when the answer is <see cref="Resolution.Resolved"/>.</summary>
    /// <param name="unit">The unit as sent; null means the item's own consumer unit only when the id is a pack's own GTIN, else unknown pack.</param>
    public static Resolution Resolve(StockRegistry registry, ItemId item, decimal quantity, string? unit, out long baseQuantity) =>
        throw new NotSupportedException(item.Value);
}
