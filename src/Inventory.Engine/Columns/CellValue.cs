namespace Inventory.Engine.Columns;

/// <summary>What a snapshot says of one cell: its lines of the same item and status, already added.</summary>
internal struct CellValue
{
    /// <summary>Base units; 0 without <see cref="CellFlags.HasQuantity"/>.</summary>
    public long Quantity;

    /// <summary>When it was counted, milliseconds since 1970 UTC.</summary>
    public long AsOfMs;

    /// <summary>The band; meaningful with <see cref="CellFlags.HasBand"/>.</summary>
    public CellBand Band;

    /// <summary>How many lines were added.</summary>
    public int Lines;

    /// <summary>See <see cref="CellFlags"/>.</summary>
    public byte State;

    /// <summary>Adds another line of the same cell; the result does not depend on the order.</summary>
    public void Add(in CellValue other)
    {
        byte joined = CellFlags.Join(State, other.State);
        Int128 sum = (Int128)Quantity + other.Quantity;
        if (sum != Saturation.ToLong(sum))
            joined |= CellFlags.IsSaturated;
        if ((State & other.State & CellFlags.HasBand) != 0)
            Band = Band.Plus(other.Band);
        else if ((other.State & CellFlags.HasBand) != 0)
            Band = other.Band;
        Quantity = Saturation.ToLong(sum);
        AsOfMs = Math.Max(AsOfMs, other.AsOfMs);
        Lines += other.Lines;
        State = joined;
    }
}

/// <summary>A band of base units; <paramref name="Max"/> is -1 when there is no upper end.</summary>
internal readonly record struct CellBand(long Min, long Max)
{
    /// <summary>The band of two lots together.</summary>
    public CellBand Plus(CellBand other) => new(
        Saturation.ToLong((Int128)Min + other.Min),
        Max < 0 || other.Max < 0 ? -1 : Saturation.ToLong((Int128)Max + other.Max));

    /// <summary>True when something is surely there.</summary>
    public bool IsStocked => Min > 0;

    /// <summary>True when surely nothing is there.</summary>
    public bool IsEmpty => Max == 0;
}

/// <summary>Brings exact sums back into 64 bits: hostile quantities stop at the ends and crash nothing.</summary>
internal static class Saturation
{
    /// <summary>The nearest 64-bit value.</summary>
    public static long ToLong(Int128 value) =>
        value > long.MaxValue ? long.MaxValue : value < long.MinValue ? long.MinValue : (long)value;
}
