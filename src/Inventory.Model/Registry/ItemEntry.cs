using Inventory.Model.Identifiers;
using Inventory.Model.Units;

namespace Inventory.Model.Registry;

/// <summary>
/// What the registry knows under one item id (an item's own, or the GTIN of one of its packs), made ready so that a
/// line asks once: item, category, the level that the id itself means, and the factors of its units.
/// </summary>
public sealed class ItemEntry
{
    private readonly UnitFactor[] _factors;

    internal ItemEntry(ItemId id, Item item, PackLevel? pack, Category? category)
    {
        Id = id;
        Item = item;
        Pack = pack;
        Category = category;
        // On the log a GTIN has 14 digits; under a shorter one the item could not be reported.
        IsWellFormed = ItemId.TryParse(id.Value, out ItemId parsed) && parsed == id;
        // An item whose id is the GTIN of one of its levels is found by its id; the level is meant all the same.
        Level = pack ?? item.Packs.FirstOrDefault(x => x.Gtin == id);
        _factors = category is null
            ? []
            : [.. UsualUnits(item, category).Select(x => BaseQuantityResolver.FactorOf(this, x))];
    }

    /// <summary>The id it is found under.</summary>
    public ItemId Id { get; }

    /// <summary>The item.</summary>
    public Item Item { get; }

    /// <summary>The pack whose GTIN the id is; null when the id is the item's own.</summary>
    public PackLevel? Pack { get; }

    /// <summary>The item's category; null when the registry has none of that id.</summary>
    public Category? Category { get; }

    /// <summary>True when the id has the form that canonical JSON demands.</summary>
    public bool IsWellFormed { get; }

    /// <summary>A whole number of <paramref name="unit"/> in base units, exact; false where the item has no such unit,
    /// the unit is no whole number of base units, or the result is out of range. Null is the unit that the id itself
    /// names.</summary>
    public bool TryToBase(long quantity, string? unit, out long baseQuantity)
    {
        UnitFactor factor = Category is null ? UnitFactor.Unknown(unit) : FactorOf(unit);
        long high = Math.BigMul(quantity, factor.Numerator, out baseQuantity);
        return factor.Denominator == 1 && high == baseQuantity >> 63;
    }

    /// <summary>The level that the id itself names, also where it is the item's own id too; null when it names
    /// none.</summary>
    internal PackLevel? Level { get; }

    /// <summary>How many base units one <paramref name="unit"/> is; not known where the factor says so.</summary>
    internal UnitFactor FactorOf(string? unit)
    {
        if (unit is not null)
        {
            foreach (ref readonly UnitFactor factor in _factors.AsSpan())
            {
                if (factor.Unit == unit)
                    return factor;
            }
        }

        return BaseQuantityResolver.FactorOf(this, unit);
    }

    /// <summary>The codes that nearly all of its lines are in; any other word of a unit is looked up when it
    /// comes.</summary>
    private static IEnumerable<string> UsualUnits(Item item, Category category) =>
        item.Packs.Select(x => x.Unit).Append(category.BaseUnit).Append("EA").Distinct();
}
