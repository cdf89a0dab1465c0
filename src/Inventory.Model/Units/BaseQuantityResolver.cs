using System.Numerics;
using Inventory.Model.Identifiers;
using Inventory.Model.Registry;

namespace Inventory.Model.Units;

/// <summary>Turns quantities as sent into exact base quantities through an item's packaging levels. Never
/// guesses.</summary>
public static class BaseQuantityResolver
{
    /// <summary>Resolves one quantity; <paramref name="baseQuantity"/> holds only when the answer is
    /// <see cref="Resolution.Resolved"/>.</summary>
    /// <param name="registry">Where items, packs and categories are looked up.</param>
    /// <param name="item">The item's own id, or the GTIN of one of its packs.</param>
    /// <param name="quantity">The quantity as sent.</param>
    /// <param name="unit">The unit as sent; null means the item's own consumer unit only when the id is a pack's own
    /// GTIN, else unknown pack.</param>
    /// <param name="baseQuantity">The quantity in the category's base unit.</param>
    public static Resolution Resolve(StockRegistry registry, ItemId item, decimal quantity, string? unit,
        out long baseQuantity)
    {
        baseQuantity = 0;
        if (!registry.TryFindItem(item, out Item? found, out PackLevel? own)
            || !registry.TryFindCategory(found.Category, out Category? category))
            return Resolution.UnknownItem;
        // An item whose id is the GTIN of one of its levels is found by its id; the level is meant all the same.
        own ??= LevelOf(found, item);
        return TryFactor(found, category.BaseUnit, own, unit, out Factor factor)
            ? Multiply(quantity, factor, out baseQuantity)
            : Resolution.UnknownPack;
    }

    private static PackLevel? LevelOf(Item item, ItemId gtin)
    {
        foreach (PackLevel pack in item.Packs)
        {
            if (pack.Gtin == gtin)
                return pack;
        }

        return null;
    }

    private static bool TryFactor(Item item, string baseUnit, PackLevel? own, string? unit, out Factor factor)
    {
        factor = new Factor(own?.Factor ?? 0, 1);
        if (unit is null)
            return own is not null;
        if (!UnitTable.TryNormalize(unit, out string? code))
            return false;
        PackLevel? named = LevelNamed(item, code);
        if (own is not null && code == "EA")
            return TryEachOf(own, named, baseUnit);
        if (named is not null)
        {
            factor = new Factor(named.Factor, 1);
            return true;
        }

        // The base unit itself has the ratio 1 to 1, also where it is a package (RO, BX) and no measure.
        long numerator = 1;
        long denominator = 1;
        bool isBase = code == baseUnit || Measures.TryRatio(code, baseUnit, out numerator, out denominator);
        factor = new Factor(numerator, denominator);
        return isBase;
    }

    /// <summary>
    /// "10 EA" of a level's own GTIN is ten of that level, as GS1 counts trade items. Where the item is also counted in
    /// single pieces, the sender may as well mean those: then nothing is guessed.
    /// </summary>
    private static bool TryEachOf(PackLevel own, PackLevel? each, string baseUnit) =>
        each is not null ? each.Factor == own.Factor : baseUnit != "EA" || own.Factor == 1;

    private static PackLevel? LevelNamed(Item item, string code)
    {
        for (int i = 0; i < item.Packs.Count; i++)
        {
            if (item.Packs[i].Unit == code)
                return item.Packs[i];
        }

        return null;
    }

    private static Resolution Multiply(decimal quantity, Factor factor, out long baseQuantity)
    {
        baseQuantity = 0;
        // Decimal multiplication rounds past 28 digits and throws past 96 bits, so the product is taken over whole
        // numbers.
        Int128 product;
        if (quantity == decimal.Truncate(quantity) && quantity is >= long.MinValue and <= long.MaxValue
            && factor.Denominator == 1)
            product = (Int128)(long)quantity * factor.Numerator;
        else if (!TryExact(quantity, factor, out product, out Resolution failure))
            return failure;
        if (product < long.MinValue || product > long.MaxValue)
            return Resolution.OutOfRange;
        baseQuantity = (long)product;
        return Resolution.Resolved;
    }

    private static bool TryExact(decimal quantity, Factor factor, out Int128 product, out Resolution failure)
    {
        product = 0;
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(quantity, bits);
        // The digits without sign and point; bits[3] holds the number of decimals and the sign.
        var digits = new BigInteger(new decimal(bits[0], bits[1], bits[2], false, 0));
        int scale = (bits[3] >> 16) & 0xFF;
        BigInteger scaled = digits * factor.Numerator * (quantity < 0 ? -1 : 1);
        BigInteger whole = BigInteger.DivRem(scaled, BigInteger.Pow(10, scale) * factor.Denominator,
            out BigInteger rest);
        bool isInRange = whole >= long.MinValue && whole <= long.MaxValue;
        failure = rest.IsZero ? Resolution.OutOfRange : Resolution.Fractional;
        if (!rest.IsZero || !isInRange)
            return false;
        product = (long)whole;
        return true;
    }

    private readonly record struct Factor(long Numerator, long Denominator);
}
