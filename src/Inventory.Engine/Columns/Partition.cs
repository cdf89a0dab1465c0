using Inventory.Engine.Freshness;
using Inventory.Engine.Levels;

namespace Inventory.Engine.Columns;

/// <summary>
/// The cells and sums of a share of the locations: one writer, no lock. Goals: exact which-fact-wins, sums that follow
/// every change.
/// Not here: parsing, runs across locations, disclosure. Invariant: every sum equals what a recount of the cells would
/// give.
/// </summary>
internal sealed unsafe partial class Partition : IDisposable
{
    private readonly CellColumns _cells = new();
    private readonly Dictionary<(int Location, int Key), CellBand> _bands = [];
    private LocationState[] _locations = new LocationState[4];
    private StaleQueue _stale = new();
    private ItemTable _items;
    private long _unknownItems;
    private long _unknownPacks;
    private long _negative;

    /// <summary>An empty partition.</summary>
    public Partition(ItemTable items, int categories)
    {
        _items = items;
        Groups = new GroupTable(categories);
        Outflow = new OutflowTable(Groups.GroupCount);
        Leaves = new LeafTable(Groups.Figures.Length);
        AsOfs = new AsOfTable(Groups.Figures.Length);
    }

    /// <summary>Live sums by group.</summary>
    public GroupTable Groups { get; private set; }

    /// <summary>Falls by group.</summary>
    public OutflowTable Outflow { get; private set; }

    /// <summary>The leaves its slots count for.</summary>
    public LeafTable Leaves { get; private set; }

    /// <summary>Ends of the as-ofs by figure.</summary>
    public AsOfTable AsOfs { get; private set; }

    /// <summary>The engine's clock, for freshness.</summary>
    public long NowMs { get; private set; }

    /// <summary>The later of the engine's clock and the newest reception, for outflow windows.</summary>
    public long ReceivedMs { get; set; }

    /// <summary>Rises with every change of a figure.</summary>
    public long Changes { get; private set; }

    /// <summary>Locations that ever reported.</summary>
    public int LocationCount { get; private set; }

    /// <summary>Counts of this share.</summary>
    public EngineCounts Counts => new(_cells.Count, LocationCount, _unknownItems, _unknownPacks, _negative);

    /// <summary>A location's state.</summary>
    public ref readonly LocationState Location(int local) => ref _locations[local];

    /// <summary>The cells of a location.</summary>
    public CellColumns Cells => _cells;

    /// <summary>The band of a cell that has one.</summary>
    public CellBand Band(int local, int key) => _bands[(local, key)];

    /// <summary>Adds a location that reports for the first time; gives its local index.</summary>
    public int AddLocation(int index, int sender, int feed, LocationFacts facts)
    {
        if (LocationCount == _locations.Length)
            Array.Resize(ref _locations, LocationCount * 2);
        _locations[LocationCount] = new LocationState
        {
            Index = index, Sender = sender, Feed = feed, Facts = facts, Slots = [], SlotKeys = [],
            NewestAsOfMs = long.MinValue, CompleteAsOfMs = long.MinValue,
        };
        return LocationCount++;
    }

    /// <summary>Gives a new location the times it was saved with.</summary>
    public void Restore(int local, long newestAsOfMs, long completeAsOfMs)
    {
        SeeAt(local, newestAsOfMs);
        _locations[local].CompleteAsOfMs = completeAsOfMs;
    }

    /// <summary>Applies one snapshot: lines by ascending key, each key once.</summary>
    public ApplyCount Apply(in SnapshotHead head, ReadOnlySpan<int> keys, ReadOnlySpan<CellValue> values)
    {
        ref LocationState location = ref _locations[head.Local];
        long completeMs = Math.Max(location.CompleteAsOfMs, head.FeedCompleteMs);
        long newestMs = head.AsOfMs;
        foreach (ref readonly CellValue value in values)
            newestMs = Math.Max(newestMs, value.AsOfMs);
        SeeAt(head.Local, newestMs);
        var count = default(ApplyCount);
        // Snapshots mostly list the same items again: the next key is then the next cell.
        int next = 0;
        for (int i = 0; i < keys.Length; i++)
        {
            int at = next < location.Range.Count && _cells.Pointers.Keys[location.Range.Start + next] == keys[i]
                ? next
                : Find(location.Range, keys[i]);
            next = (at < 0 ? ~at : at) + 1;
            if (SetAt(head.Local, at, keys[i], values[i], completeMs))
                count.Applied += values[i].Lines;
            else
                count.Superseded += values[i].Lines;
        }

        if (head.IsFull && head.AsOfMs >= location.CompleteAsOfMs)
        {
            RemoveUnlisted(head.Local, keys, head.AsOfMs);
            location.CompleteAsOfMs = head.AsOfMs;
        }

        // While its cells are at hand: a snapshot of most of a location moves its oldest as-of as a rule.
        if (keys.Length * 2L >= location.Range.Count)
            Settle(head.Local);
        return count;
    }

    /// <summary>Everything of a location that was counted at or before a time is gone.</summary>
    public void Gone(int local, long asOfMs)
    {
        RemoveUnlisted(local, [], asOfMs);
        ref LocationState location = ref _locations[local];
        location.CompleteAsOfMs = Math.Max(location.CompleteAsOfMs, asOfMs);
    }

    /// <summary>Sets one cell unless what is known is newer; false when the line is superseded.</summary>
    public bool Set(int local, int key, in CellValue value, long completeMs) =>
        SetAt(local, Find(_locations[local].Range, key), key, value, completeMs);

    /// <inheritdoc/>
    public void Dispose() => _cells.Dispose();

    private bool SetAt(int local, int at, int key, in CellValue value, long completeMs)
    {
        ref LocationState location = ref _locations[local];
        if (at >= 0)
            return Renew(ref location, local, at, value);
        if (value.AsOfMs < completeMs)
            return false;
        at = ~at;
        _cells.Insert(ref location.Range, at, key);
        Store(location.Range, at, value);
        if ((value.State & CellFlags.HasBand) != 0)
            _bands[(local, key)] = value.Band;
        Count(local, key, value, 1);
        return true;
    }

    private bool Renew(ref LocationState location, int local, int at, in CellValue value)
    {
        int cell = location.Range.Start + at;
        CellPointers cells = _cells.Pointers;
        int key = cells.Keys[cell];
        if (value.State == cells.States[cell] && CellFlags.IsPlain(value.State))
        {
            int slot = SlotAt(location, key);
            if (slot >= 0)
                return RenewPlain(ref location, cell, slot, value.Quantity, value.AsOfMs);
        }

        CellValue old = Read(location, local, at);
        if (value.AsOfMs < old.AsOfMs)
            return false;
        Observe(location, key, old, value);
        Store(location.Range, at, value);
        if ((value.State & CellFlags.HasBand) != 0)
            _bands[(local, key)] = value.Band;
        else if ((old.State & CellFlags.HasBand) != 0)
            _bands.Remove((local, key));
        // The new one first, so that neither slot nor figure looks empty in between.
        Count(local, key, value, 1);
        Count(local, key, old, -1);
        return true;
    }

    private void RemoveUnlisted(int local, ReadOnlySpan<int> listed, long asOfMs)
    {
        ref LocationState location = ref _locations[local];
        int kept = 0;
        int next = 0;
        for (int i = 0; i < location.Range.Count; i++)
        {
            int key = _cells.Keys(location.Range)[i];
            while (next < listed.Length && listed[next] < key)
                next++;
            bool isListed = next < listed.Length && listed[next] == key;
            if (isListed || _cells.AsOfs(location.Range)[i] > asOfMs)
            {
                if (kept != i)
                    _cells.Copy(location.Range, i, kept);
                kept++;
                continue;
            }

            Count(local, key, Read(location, local, i), -1);
            _bands.Remove((local, key));
        }

        _cells.Cut(ref location.Range, kept);
    }

    private CellValue Read(in LocationState location, int local, int at)
    {
        byte state = _cells.States(location.Range)[at];
        var value = new CellValue
        {
            Quantity = _cells.Quantities(location.Range)[at],
            AsOfMs = _cells.AsOfs(location.Range)[at],
            State = state,
        };
        if ((state & CellFlags.HasBand) != 0)
            value.Band = _bands[(local, _cells.Keys(location.Range)[at])];
        return value;
    }

    private void Store(in CellRange range, int at, in CellValue value)
    {
        _cells.Quantities(range)[at] = value.Quantity;
        _cells.AsOfs(range)[at] = value.AsOfMs;
        _cells.States(range)[at] = value.State;
    }
}

/// <summary>What a snapshot says beside its lines.</summary>
/// <param name="Local">The location's index in its partition.</param>
/// <param name="AsOfMs">When it was counted.</param>
/// <param name="FeedCompleteMs">As-of of the last closed run of its feed; the least value when there is none.</param>
/// <param name="IsFull">True when unlisted cells are gone.</param>
internal readonly record struct SnapshotHead(int Local, long AsOfMs, long FeedCompleteMs, bool IsFull);

/// <summary>Lines that took effect and lines that came too late.</summary>
internal struct ApplyCount
{
    /// <summary>Lines that changed or confirmed a cell.</summary>
    public int Applied;

    /// <summary>Lines older than what is known.</summary>
    public int Superseded;
}
