using Inventory.Engine.Columns;

namespace Inventory.Engine.Levels;

/// <summary>
/// Oldest and newest as-of by figure. An end is moved on at once when something passes it; when what stood at the end
/// leaves, the figure is marked and looked up when it is asked for. The look-up reads one bound per slot, side by side:
/// a slot whose oldest cell left keeps its old time as a bound below, so only slots whose bound could matter are counted
/// again from their cells.
/// </summary>
internal sealed class AsOfTable
{
    // A bound is the time times 2, plus 1 while it is only a bound; times stay far below 2^62.
    private const long Nothing = long.MaxValue - 1;
    private readonly SlotList?[] _lists;

    /// <summary>A table for so many figures.</summary>
    public AsOfTable(int figures)
    {
        _lists = new SlotList?[figures];
        Ends = new AsOfEnds[figures];
        Array.Fill(Ends, new AsOfEnds { OldestMs = long.MaxValue, NewestMs = long.MinValue });
    }

    /// <summary>The ends by figure; marked ones are bounds.</summary>
    public AsOfEnds[] Ends { get; }

    /// <summary>Enters a new slot of a location; gives its place.</summary>
    public int Enter(int figure, int local) => (_lists[figure] ??= new SlotList()).Add(local, Nothing);

    /// <summary>A carried cell came to a slot.</summary>
    public void Add(ref Slot slot, int figure, long asOfMs)
    {
        if (asOfMs < slot.OldestMs)
        {
            slot.OldestMs = asOfMs;
            Keep(slot, figure);
        }

        slot.NewestMs = Math.Max(slot.NewestMs, asOfMs);
        ref AsOfEnds ends = ref Ends[figure];
        ends.OldestMs = Math.Min(ends.OldestMs, asOfMs);
        ends.NewestMs = Math.Max(ends.NewestMs, asOfMs);
    }

    /// <summary>A carried cell left a slot, which no longer counts it.</summary>
    public void Remove(ref Slot slot, int figure, long asOfMs)
    {
        if (slot.Carried == 0)
        {
            (slot.OldestMs, slot.NewestMs, slot.IsAsOfDirty) = (long.MaxValue, long.MinValue, false);
            Keep(slot, figure);
        }
        else if (!slot.IsAsOfDirty && (asOfMs == slot.OldestMs || asOfMs == slot.NewestMs))
        {
            slot.IsAsOfDirty = true;
            Keep(slot, figure);
        }

        ref AsOfEnds ends = ref Ends[figure];
        ends.IsOldestOpen |= asOfMs == ends.OldestMs;
        ends.IsNewestOpen |= asOfMs == ends.NewestMs;
    }

    /// <summary>A carried cell's as-of moved on.</summary>
    public void Move(ref Slot slot, int figure, long fromMs, long toMs)
    {
        if (fromMs == toMs)
            return;
        ref AsOfEnds ends = ref Ends[figure];
        slot.NewestMs = Math.Max(slot.NewestMs, toMs);
        ends.NewestMs = Math.Max(ends.NewestMs, toMs);
        ends.IsOldestOpen |= fromMs == ends.OldestMs;
        if (fromMs != slot.OldestMs || slot.IsAsOfDirty)
            return;
        // The only cell of a slot is both of its ends.
        if (slot.Carried == 1)
            (slot.OldestMs, slot.NewestMs) = (toMs, toMs);
        else
            slot.IsAsOfDirty = true;
        Keep(slot, figure);
    }

    /// <summary>Writes down what a slot now knows of its oldest cell.</summary>
    public void Keep(in Slot slot, int figure) => _lists[figure]!.Bounds[slot.Place] =
        slot.OldestMs == long.MaxValue ? Nothing : (slot.OldestMs * 2) + (slot.IsAsOfDirty ? 1 : 0);

    /// <summary>The exact ends of a figure; the partition counts slots again where it must.</summary>
    public AsOfEnds Settled(int figure, Partition keeper)
    {
        ref AsOfEnds ends = ref Ends[figure];
        if (_lists[figure] is not { } list)
            return ends;
        if (ends.IsOldestOpen)
            ends.OldestMs = Oldest(list, keeper);
        if (ends.IsNewestOpen)
            ends.NewestMs = Newest(list, figure, keeper);
        (ends.IsOldestOpen, ends.IsNewestOpen) = (false, false);
        return ends;
    }

    private static long Oldest(SlotList list, Partition keeper)
    {
        long best = Nothing;
        foreach (long bound in list.Bounds.AsSpan(0, list.Count))
            best = (bound & 1) == 0 && bound < best ? bound : best;
        for (int i = 0; i < list.Count; i++)
        {
            if ((list.Bounds[i] & 1) == 0 || list.Bounds[i] >= best)
                continue;
            keeper.Settle(list.Locals[i]);
            best = Math.Min(best, list.Bounds[i]);
        }

        return best == Nothing ? long.MaxValue : best >> 1;
    }

    private static long Newest(SlotList list, int figure, Partition keeper)
    {
        long best = long.MinValue;
        for (int i = 0; i < list.Count; i++)
            best = Math.Max(best, keeper.NewestOf(list.Locals[i], figure));
        return best;
    }

    /// <summary>The slots of one figure in the order of first sight: location and bound.</summary>
    private sealed class SlotList
    {
        public int[] Locals { get; private set; } = new int[4];

        public long[] Bounds { get; private set; } = new long[4];

        public int Count { get; private set; }

        public int Add(int local, long bound)
        {
            if (Count == Locals.Length)
            {
                (int[] locals, long[] bounds) = (Locals, Bounds);
                Array.Resize(ref locals, Count * 2);
                Array.Resize(ref bounds, Count * 2);
                (Locals, Bounds) = (locals, bounds);
            }

            (Locals[Count], Bounds[Count]) = (local, bound);
            return Count++;
        }
    }
}

/// <summary>The ends of a figure's as-ofs.</summary>
internal struct AsOfEnds
{
    /// <summary>Oldest; the greatest value when there is none.</summary>
    public long OldestMs;

    /// <summary>Newest; the least value when there is none.</summary>
    public long NewestMs;

    /// <summary>True when what stood at the old end left.</summary>
    public bool IsOldestOpen;

    /// <summary>True when what stood at the new end left.</summary>
    public bool IsNewestOpen;
}
