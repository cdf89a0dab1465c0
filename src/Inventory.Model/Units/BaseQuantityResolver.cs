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
        if (registry.FindEntry(item.Value) is { } entry)
            return Resolve(entry, quantity, unit, out baseQuantity);
        baseQuantity = 0;
        return Resolution.UnknownItem;
    }

    /// <summary>The same for an item that was looked up before.</summary>
    internal static Resolution Resolve(ItemEntry entry, decimal quantity, string? unit, out long baseQuantity)
    {
        baseQuantity = 0;
        if (entry.Category is null)
            return Resolution.UnknownItem;
        UnitFactor factor = entry.FactorOf(unit);
        if (!factor.IsKnown)
            return Resolution.UnknownPack;
        return TryWhole(quantity, out long whole) && factor.Denominator == 1
            ? Multiply(whole, factor.Numerator, out baseQuantity)
            : MultiplyExact(quantity, factor, out baseQuantity);
    }

    /// <summary>What one <paramref name="unit"/> of an item is in base units; the item's category is known.</summary>
    internal static UnitFactor FactorOf(ItemEntry entry, string? unit)
    {
        PackLevel? own = entry.Level;
        if (unit is null)
            return own is null ? UnitFactor.Unknown(unit) : new UnitFactor(unit, own.Factor, 1);
        if (!UnitTable.TryNormalize(unit, out string? code))
            return UnitFactor.Unknown(unit);
        string baseUnit = entry.Category!.BaseUnit;
        PackLevel? named = LevelNamed(entry.Item, code);
        if (own is not null && code == "EA")
            return IsEachOf(own, named, baseUnit) ? new UnitFactor(unit, own.Factor, 1) : UnitFactor.Unknown(unit);
        if (named is not null)
            return new UnitFactor(unit, named.Factor, 1);
        // The base unit itself has the ratio 1 to 1, also where it is a package (RO, BX) and no measure.
        if (code == baseUnit)
            return new UnitFactor(unit, 1, 1);
        return Measures.TryRatio(code, baseUnit, out long numerator, out long denominator)
            ? new UnitFactor(unit, numerator, denominator)
            : UnitFactor.Unknown(unit);
    }

    /// <summary>
    /// "10 EA" of a level's own GTIN is ten of that level, as GS1 counts trade items. Where the item is also counted in
    /// single pieces, the sender may as well mean those: then nothing is guessed.
    /// </summary>
    private static bool IsEachOf(PackLevel own, PackLevel? each, string baseUnit) =>
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

    /// <summary>The value of a decimal without decimals; false where it has some or is too large.</summary>
    private static bool TryWhole(decimal quantity, out long whole)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(quantity, bits);
        // bits[3] holds the sign in its highest bit and the number of decimals below.
        whole = unchecked((long)(((ulong)(uint)bits[1] << 32) | (uint)bits[0]));
        if (bits[2] != 0 || (bits[3] & 0x7FFF_FFFF) != 0 || whole < 0)
            return false;
        whole = bits[3] < 0 ? -whole : whole;
        return true;
    }

    private static Resolution Multiply(long quantity, long factor, out long baseQuantity)
    {
        long high = Math.BigMul(quantity, factor, out baseQuantity);
        if (high == baseQuantity >> 63)
            return Resolution.Resolved;
        baseQuantity = 0;
        return Resolution.OutOfRange;
    }

    private static Resolution MultiplyExact(decimal quantity, UnitFactor factor, out long baseQuantity)
    {
        baseQuantity = 0;
        // Decimal multiplication rounds past 28 digits and throws past 96 bits, so the product is taken over whole
        // numbers.
        if (!TryExact(quantity, factor, out Int128 product, out Resolution failure))
            return failure;
        if (product < long.MinValue || product > long.MaxValue)
            return Resolution.OutOfRange;
        baseQuantity = (long)product;
        return Resolution.Resolved;
    }

    private static bool TryExact(decimal quantity, UnitFactor factor, out Int128 product, out Resolution failure)
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
}
