namespace Inventory.Engine.Columns;

/// <summary>
/// The cells of one partition: location-major ranges in parallel columns, each range sorted by item-status key and
/// followed by slack.
/// A range that outgrows its slack moves to the end with doubled capacity, so holes never exceed the live ranges; a
/// restart closes them.
/// Item, category, tier and prefecture come from dictionaries and are not stored per cell. Not thread safe.
/// </summary>
internal sealed unsafe class CellColumns : IDisposable
{
    private const int RangeCapacityMin = 4;
    private readonly NativeColumn<int> _keys = new();
    private readonly NativeColumn<long> _quantities = new();
    private readonly NativeColumn<long> _asOfs = new();
    private readonly NativeColumn<byte> _states = new();
    private int _end;

    /// <summary>Live cells over all ranges.</summary>
    public long Count { get; private set; }

    /// <summary>The columns' beginnings for the hot loop; valid until the next <see cref="Insert"/>.</summary>
    public CellPointers Pointers => new(_keys.Data, _quantities.Data, _asOfs.Data, _states.Data);

    /// <summary>The keys of a range, ascending: item index x 4 + status.</summary>
    public Span<int> Keys(in CellRange range) => _keys.Slice(range.Start, range.Count);

    /// <summary>The base quantities of a range.</summary>
    public Span<long> Quantities(in CellRange range) => _quantities.Slice(range.Start, range.Count);

    /// <summary>The as-ofs of a range, milliseconds since 1970 UTC.</summary>
    public Span<long> AsOfs(in CellRange range) => _asOfs.Slice(range.Start, range.Count);

    /// <summary>The state bytes of a range (<see cref="CellFlags"/>).</summary>
    public Span<byte> States(in CellRange range) => _states.Slice(range.Start, range.Count);

    /// <summary>
    /// Opens a place for a key at position <paramref name="at"/> of a range; the caller fills in the values.
    /// </summary>
    public void Insert(ref CellRange range, int at, int key)
    {
        if (range.Count == range.Capacity)
            Move(ref range, Math.Max(RangeCapacityMin, checked(range.Capacity * 2)));
        range.Count++;
        Count++;
        ShiftUp(_keys.Slice(range.Start, range.Count), at);
        ShiftUp(_quantities.Slice(range.Start, range.Count), at);
        ShiftUp(_asOfs.Slice(range.Start, range.Count), at);
        ShiftUp(_states.Slice(range.Start, range.Count), at);
        Keys(range)[at] = key;
    }

    /// <summary>Copies a cell down during a compaction of its range.</summary>
    public void Copy(in CellRange range, int from, int to)
    {
        CopyOne(Keys(range), from, to);
        CopyOne(Quantities(range), from, to);
        CopyOne(AsOfs(range), from, to);
        CopyOne(States(range), from, to);
    }

    /// <summary>Cuts a range to its first <paramref name="count"/> cells.</summary>
    public void Cut(ref CellRange range, int count)
    {
        Count -= range.Count - count;
        range.Count = count;
    }

    /// <summary>Makes a range at least this large, so that a whole snapshot goes in without moving it again.</summary>
    public void Reserve(ref CellRange range, int capacity)
    {
        if (capacity > range.Capacity)
            Move(ref range, Math.Max(capacity, RangeCapacityMin));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _keys.Dispose();
        _quantities.Dispose();
        _asOfs.Dispose();
        _states.Dispose();
    }

    private void Move(ref CellRange range, int capacity)
    {
        CellRange old = range;
        int start = _end;
        _end = checked(_end + capacity);
        if (_end > _keys.Capacity)
            Grow(Math.Max(_end, (int)Math.Min(int.MaxValue, Math.Max(1024L, _keys.Capacity * 3L / 2))));
        range = new CellRange { Start = start, Count = old.Count, Capacity = capacity };
        Keys(old).CopyTo(Keys(range));
        Quantities(old).CopyTo(Quantities(range));
        AsOfs(old).CopyTo(AsOfs(range));
        States(old).CopyTo(States(range));
    }

    private void Grow(int capacity)
    {
        _keys.Grow(capacity);
        _quantities.Grow(capacity);
        _asOfs.Grow(capacity);
        _states.Grow(capacity);
    }

    private static void ShiftUp<T>(Span<T> values, int at) => values[at..^1].CopyTo(values[(at + 1)..]);

    private static void CopyOne<T>(Span<T> values, int from, int to) => values[to] = values[from];
}

/// <summary>Where a location's cells stand in the columns.</summary>
internal struct CellRange
{
    /// <summary>The first cell.</summary>
    public int Start;

    /// <summary>Live cells.</summary>
    public int Count;

    /// <summary>Cells that fit before the range must move.</summary>
    public int Capacity;
}
