using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Inventory.Engine.Levels;

namespace Inventory.Engine.Columns;

/// <summary>
/// The way of the common line: a known cell is stated again, plainly. Sums move by the difference. Lines are taken in
/// small batches whose memory is asked for ahead, for most of the time of a line is waiting for memory (measured by
/// <c>Inventory.Bench national</c>). Not here: anything that a plain line cannot do; that goes through
/// <see cref="Set"/>.
/// </summary>
internal sealed unsafe partial class Partition
{
    // Enough lines to hide a miss behind the others, few enough to keep what was fetched in the first cache.
    private const int BatchSize = 32;
    private const int CacheLineBytes = 64;

    /// <summary>Applies lines of partial snapshots that are already numbered, in order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public ApplyCount ApplyParsed(ReadOnlySpan<ParsedLine> lines)
    {
        var count = default(ApplyCount);
        Span<int> cells = stackalloc int[BatchSize];
        Span<int> slots = stackalloc int[BatchSize];
        while (!lines.IsEmpty)
        {
            ReadOnlySpan<ParsedLine> batch = lines[..Math.Min(BatchSize, lines.Length)];
            lines = lines[batch.Length..];
            Fetch(batch, cells, slots);
            for (int i = 0; i < batch.Length; i++)
            {
                if (ApplyLine(batch[i], cells[i], slots[i]))
                    count.Applied++;
                else
                    count.Superseded++;
            }
        }

        return count;
    }

    /// <summary>Finds each line's cell and slot, and asks for their memory; nothing is changed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Fetch(ReadOnlySpan<ParsedLine> batch, Span<int> cells, Span<int> slots)
    {
        CellPointers columns = _cells.Pointers;
        if (Sse.IsSupported)
        {
            foreach (ref readonly ParsedLine line in batch)
            {
                void* location = Unsafe.AsPointer(ref _locations[line.Local]);
                Sse.Prefetch0(location);
                Sse.Prefetch0((byte*)location + CacheLineBytes);
            }

            foreach (ref readonly ParsedLine line in batch)
                FetchKeys(_locations[line.Local], line.Key, columns.Keys);
        }

        for (int i = 0; i < batch.Length; i++)
        {
            ref readonly LocationState location = ref _locations[batch[i].Local];
            int at = Find(location.Range, batch[i].Key);
            (cells[i], slots[i]) = (at, at < 0 ? -1 : SlotAt(location, batch[i].Key));
            if (slots[i] < 0 || !Sse.IsSupported)
                continue;
            int cell = location.Range.Start + at;
            Sse.Prefetch0(columns.Quantities + cell);
            Sse.Prefetch0(columns.AsOfs + cell);
            Sse.Prefetch0(columns.States + cell);
            void* slot = Unsafe.AsPointer(ref location.Slots[slots[i]]);
            Sse.Prefetch0(slot);
            Sse.Prefetch0((byte*)slot + CacheLineBytes);
        }
    }

    private void FetchKeys(in LocationState location, int key, int* keys)
    {
        if (location.Range.Count > 0)
            Sse.Prefetch0(keys + location.Range.Start + Guess(location.Range.Count, key));
        if (location.SlotKeys.Length > 0)
            Sse.Prefetch0(Unsafe.AsPointer(ref location.SlotKeys[0]));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool ApplyLine(in ParsedLine line, int at, int slot)
    {
        ref LocationState location = ref _locations[line.Local];
        if (line.AsOfMs > location.NewestAsOfMs)
            SeeAt(line.Local, line.AsOfMs);
        CellPointers cells = _cells.Pointers;
        int cell = location.Range.Start + at;
        // An earlier line of the batch may have moved the cell; then it is looked up again.
        if (slot >= 0 && at < location.Range.Count && cells.Keys[cell] == line.Key
            && cells.States[cell] == CellFlags.HasQuantity)
            return RenewPlain(ref location, cell, slot, line.Quantity, line.AsOfMs);
        var value = new CellValue
        {
            Quantity = line.Quantity, AsOfMs = line.AsOfMs, Lines = 1, State = CellFlags.HasQuantity,
        };
        return Set(line.Local, line.Key, value, location.CompleteAsOfMs);
    }

    /// <summary>States a plain cell again in its own state; false when the line is superseded.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool RenewPlain(ref LocationState location, int cell, int slotAt, long quantity, long asOfMs)
    {
        CellPointers cells = _cells.Pointers;
        (long old, long oldMs) = (cells.Quantities[cell], cells.AsOfs[cell]);
        if (asOfMs < oldMs)
            return false;
        (cells.Quantities[cell], cells.AsOfs[cell]) = (quantity, asOfMs);
        // Two: what was goes and what is comes, as for every other line.
        Changes += 2;
        _negative += (quantity < 0 ? 1 : 0) - (old < 0 ? 1 : 0);
        ref Slot slot = ref location.Slots[slotAt];
        ref Leaf leaf = ref Leaves[slot.Leaf];
        int figure = leaf.Figure;
        AsOfs.Move(ref slot, figure, oldMs, asOfMs);
        if (asOfMs > oldMs && (slot.Key & 3) == 0)
            Outflow.Observe(figure / GroupTable.StatusCount, oldMs, asOfMs, (Int128)old - quantity, ReceivedMs);
        if (old == quantity)
            return true;
        ref GroupFigures figures = ref Groups.Figures[figure];
        Standing before = slot.Standing;
        // At most 2^31 cells of 64 bits each: no sum comes near 2^127.
        unchecked
        {
            Int128 delta = (Int128)quantity - old;
            slot.Quantity += delta;
            leaf.Quantity += delta;
            figures.Quantity += delta;
            if (!location.IsFresh)
                figures.Stale += delta;
            if (CellFlags.IsSellable(cells.States[cell]))
                figures.Sellable += delta;
        }

        Leaves.Mark(figure);
        Standing after = slot.Standing;
        if (before == after)
            return true;
        Stand(ref figures, before, -1);
        Stand(ref figures, after, 1);
        return true;
    }

    /// <summary>The position of a key in a range, or the complement of where it belongs.</summary>
    private int Find(in CellRange range, int key)
    {
        int* keys = _cells.Pointers.Keys + range.Start;
        // Positions stay within the range, whose length is far below 2^30: nothing here can overflow.
        unchecked
        {
            if (range.Count == 0)
                return ~0;
            (int from, int to) = (Guess(range.Count, key), range.Count);
            int step = 8;
            if (keys[from] < key)
            {
                while (from + step < to && keys[from + step] < key)
                    (from, step) = (from + step, step * 2);
                to = Math.Min(to, from + step + 1);
            }
            else
            {
                to = from + 1;
                while (from > 0 && keys[from] >= key)
                    (to, from, step) = (from + 1, Math.Max(0, from - step), step * 2);
            }

            return Halve(keys, from, to - from, key);
        }
    }

    // Halving without branches: which half is taken cannot be foretold, so a jump would mostly be guessed wrong.
    private static int Halve(int* keys, int from, int count, int key)
    {
        unchecked
        {
            while (count > 1)
            {
                int half = count >> 1;
                from += keys[from + half - 1] < key ? half : 0;
                count -= half;
            }

            return keys[from] == key ? from : ~(keys[from] < key ? from + 1 : from);
        }
    }

    /// <summary>
    /// Where a key would stand if a location held an even choice of all items: near enough to read one or two lines of
    /// memory instead of the five that plain halving reads.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Guess(int count, int key) =>
        Math.Min(count - 1, (int)((ulong)(uint)key * (uint)count / ((uint)(_items.Ids.Count * 4L) + 1)));

    private int SlotAt(in LocationState location, int key)
    {
        int category = _items.Category(key >> 2);
        return category < 0 ? -1 : FindSlot(location, SlotKey(category, key));
    }
}
