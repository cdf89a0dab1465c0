using Inventory.Engine.Freshness;
using Inventory.Engine.Levels;
using Inventory.Model.Snapshots;

namespace Inventory.Engine.Columns;

/// <summary>How the sums follow the cells and the clock.</summary>
internal sealed partial class Partition
{
    /// <summary>Moves the clock: locations whose time is over turn stale.</summary>
    public void Advance(long nowMs)
    {
        NowMs = nowMs;
        while (_stale.TryTake(nowMs, out int local))
        {
            ref LocationState location = ref _locations[local];
            long dueMs = location.NewestAsOfMs + location.Facts.StaleAfterMs;
            location.IsQueued = dueMs >= nowMs;
            if (location.IsQueued)
                _stale.Add(local, dueMs);
            else
                SetFresh(ref location, false);
        }
    }

    /// <summary>Counts everything again under new facts; falls are taken over as the caller hands them.</summary>
    public void Recount(
        ItemTable items, int categories, OutflowTable outflow, Func<LocationState, LocationFacts> factsOf)
    {
        _items = items;
        Groups = new GroupTable(categories);
        Outflow = outflow;
        Leaves = new LeafTable(Groups.Figures.Length);
        AsOfs = new AsOfTable(Groups.Figures.Length);
        _stale = new StaleQueue();
        (_unknownItems, _unknownPacks, _negative) = (0, 0, 0);
        for (int local = 0; local < LocationCount; local++)
        {
            ref LocationState location = ref _locations[local];
            location.Facts = factsOf(location);
            (location.Slots, location.SlotKeys, location.SlotCount, location.Present) = ([], [], 0, 0);
            (location.IsFresh, location.IsQueued) = (false, false);
            long newestMs = location.NewestAsOfMs;
            location.NewestAsOfMs = long.MinValue;
            SeeAt(local, newestMs);
            for (int i = 0; i < location.Range.Count; i++)
                Count(local, _cells.Keys(location.Range)[i], Read(location, local, i), 1);
        }
    }

    /// <summary>Brings the as-of ends of a location's sums up to date after cells left them.</summary>
    public void Settle(int local)
    {
        ref LocationState location = ref _locations[local];
        Span<Slot> slots = location.Slots.AsSpan(0, location.SlotCount);
        bool isDirty = false;
        foreach (ref Slot slot in slots)
        {
            isDirty |= slot.IsAsOfDirty;
            if (slot.IsAsOfDirty)
                (slot.OldestMs, slot.NewestMs) = (long.MaxValue, long.MinValue);
        }

        if (isDirty)
            SettleAsOf(location, slots);
    }

    /// <summary>The newest as-of of a location in a figure; the least value when there is none.</summary>
    public long NewestOf(int local, int figure)
    {
        Settle(local);
        ref LocationState location = ref _locations[local];
        long newestMs = long.MinValue;
        foreach (ref readonly Slot slot in location.Slots.AsSpan(0, location.SlotCount))
            newestMs = FigureOf(location, slot.Key) == figure ? slot.NewestMs : newestMs;
        return newestMs;
    }

    private void SettleAsOf(in LocationState location, Span<Slot> slots)
    {
        Span<int> keys = _cells.Keys(location.Range);
        Span<long> asOfs = _cells.AsOfs(location.Range);
        Span<byte> states = _cells.States(location.Range);
        for (int i = 0; i < keys.Length; i++)
        {
            int category = _items.Category(keys[i] >> 2);
            int at = category < 0 || !CellFlags.IsCarried(states[i])
                ? -1
                : FindSlot(location, SlotKey(category, keys[i]));
            if (at < 0 || !slots[at].IsAsOfDirty)
                continue;
            slots[at].OldestMs = Math.Min(slots[at].OldestMs, asOfs[i]);
            slots[at].NewestMs = Math.Max(slots[at].NewestMs, asOfs[i]);
        }

        foreach (ref Slot slot in slots)
        {
            if (!slot.IsAsOfDirty)
                continue;
            slot.IsAsOfDirty = false;
            AsOfs.Keep(slot, FigureOf(location, slot.Key));
        }
    }

    private void SeeAt(int local, long asOfMs)
    {
        ref LocationState location = ref _locations[local];
        if (asOfMs <= location.NewestAsOfMs)
            return;
        location.NewestAsOfMs = asOfMs;
        long dueMs = asOfMs + location.Facts.StaleAfterMs;
        if (NowMs > dueMs)
            return;
        if (!location.IsFresh)
            SetFresh(ref location, true);
        if (location.IsQueued)
            return;
        location.IsQueued = true;
        _stale.Add(local, dueMs);
    }

    private void SetFresh(ref LocationState location, bool isFresh)
    {
        location.IsFresh = isFresh;
        Changes++;
        ulong expected = location.Facts.Expected | location.Present;
        for (int c = 0; expected >> c != 0 && c < RegistryIndex.CategoriesMax; c++)
        {
            if ((expected >> c & 1) != 0)
                Groups.Reporting[GroupOf(location, c)] += isFresh ? 1 : -1;
        }

        foreach (ref readonly Slot slot in location.Slots.AsSpan(0, location.SlotCount))
        {
            ref GroupFigures figures = ref Groups.Figures[FigureOf(location, slot.Key)];
            figures.Stale += isFresh ? -slot.Quantity : slot.Quantity;
        }
    }

    private void Observe(in LocationState location, int key, in CellValue old, in CellValue value)
    {
        int category = _items.Category(key >> 2);
        if (category < 0 || (StockStatus)(key & 3) != StockStatus.OnHand || value.AsOfMs <= old.AsOfMs)
            return;
        if ((old.State & value.State & CellFlags.HasQuantity) == 0
            || !CellFlags.IsCarried(old.State) || !CellFlags.IsCarried(value.State))
            return;
        Int128 fall = (Int128)old.Quantity - value.Quantity;
        Outflow.Observe(GroupOf(location, category), old.AsOfMs, value.AsOfMs, fall, ReceivedMs);
    }

    private void Count(int local, int key, in CellValue value, int sign)
    {
        ref LocationState location = ref _locations[local];
        bool hasQuantity = (value.State & CellFlags.HasQuantity) != 0;
        if (hasQuantity && value.Quantity < 0)
            _negative += sign;
        int category = _items.Category(key >> 2);
        if (category < 0)
        {
            _unknownItems += sign;
            return;
        }

        if ((value.State & CellFlags.HasUnknown) != 0)
            _unknownPacks += sign;
        Changes++;
        ref Slot slot = ref SlotOf(ref location, local, SlotKey(category, key));
        int figure = FigureOf(location, slot.Key);
        ref GroupFigures figures = ref Groups.Figures[figure];
        Standing before = slot.Standing;
        slot.Cells += sign;
        if (CellFlags.IsCarried(value.State))
        {
            CountCarried(ref slot, figure, value, sign);
            CountQuantity(ref slot, ref figures, value, location.IsFresh ? sign : sign * 2);
        }

        Stand(ref figures, before, -1);
        Stand(ref figures, slot.Standing, 1);
        SetPresent(ref location, category, slot.Cells);
    }

    private void CountCarried(ref Slot slot, int figure, in CellValue value, int sign)
    {
        byte state = value.State;
        ref Leaf leaf = ref Leaves[slot.Leaf];
        leaf.Carriers -= slot.Carried > 0 ? 1 : 0;
        slot.Carried += sign;
        leaf.Carriers += slot.Carried > 0 ? 1 : 0;
        Leaves.Mark(figure);
        if ((state & CellFlags.HasBand) != 0 && value.Band.IsStocked)
            slot.BandStocked += sign;
        if ((state & CellFlags.HasUnknown) != 0
            || ((state & CellFlags.HasBand) != 0 && !value.Band.IsStocked && !value.Band.IsEmpty))
            slot.Vague += sign;
        if (sign > 0)
            AsOfs.Add(ref slot, figure, value.AsOfMs);
        else
            AsOfs.Remove(ref slot, figure, value.AsOfMs);
    }

    // The factor is the sign, doubled when the location is stale: one argument less.
    private void CountQuantity(ref Slot slot, ref GroupFigures figures, in CellValue value, int factor)
    {
        if ((value.State & CellFlags.HasQuantity) == 0)
            return;
        int sign = Math.Sign(factor);
        Int128 quantity = sign * (Int128)value.Quantity;
        slot.Quantity += quantity;
        Leaves[slot.Leaf].Quantity += quantity;
        figures.Quantity += quantity;
        figures.Known += sign;
        if (factor != sign)
            figures.Stale += quantity;
        if (CellFlags.IsSellable(value.State))
            figures.Sellable += quantity;
    }

    private static void Stand(ref GroupFigures figures, Standing standing, int sign)
    {
        if (standing == Standing.Stocked)
            figures.Stocked += sign;
        else if (standing == Standing.Out)
            figures.Out += sign;
    }

    private void SetPresent(ref LocationState location, int category, int cells)
    {
        ulong bit = 1UL << category;
        bool isPresent = cells > 0;
        for (int i = 0; !isPresent && i < location.SlotCount; i++)
            isPresent = location.Slots[i].Key >> 2 == category && location.Slots[i].Cells > 0;
        if (isPresent == ((location.Present & bit) != 0))
            return;
        location.Present ^= bit;
        if ((location.Facts.Expected & bit) != 0)
            return;
        int group = GroupOf(location, category);
        Groups.Expected[group] += isPresent ? 1 : -1;
        if (location.IsFresh)
            Groups.Reporting[group] += isPresent ? 1 : -1;
    }

    private ref Slot SlotOf(ref LocationState location, int local, int slotKey)
    {
        int at = FindSlot(location, slotKey);
        if (at >= 0)
            return ref location.Slots[at];
        if (location.SlotCount == location.Slots.Length)
        {
            Array.Resize(ref location.Slots, Math.Max(2, location.SlotCount * 2));
            Array.Resize(ref location.SlotKeys, location.Slots.Length);
        }

        location.SlotKeys[location.SlotCount] = slotKey;
        ref Slot slot = ref location.Slots[location.SlotCount++];
        int figure = FigureOf(location, slotKey);
        slot = new Slot { Key = slotKey, OldestMs = long.MaxValue, NewestMs = long.MinValue };
        slot.Leaf = Leaves.GetOrAdd(location.Facts.Entity, figure);
        slot.Place = AsOfs.Enter(figure, local);
        return ref slot;
    }

    private static int FindSlot(in LocationState location, int slotKey) =>
        location.SlotKeys.AsSpan(0, location.SlotCount).IndexOf(slotKey);

    private static int SlotKey(int category, int cellKey) => (category << 2) | (cellKey & 3);

    private static int GroupOf(in LocationState location, int category) =>
        GroupTable.GroupOf(category, location.Facts.Prefecture, location.Facts.Tier);

    private static int FigureOf(in LocationState location, int slotKey) =>
        (GroupOf(location, slotKey >> 2) * GroupTable.StatusCount) + (slotKey & 3);
}
