using Inventory.Model.Snapshots;

namespace Inventory.Engine.Columns;

/// <summary>
/// The lines of one snapshot, read whole before anything changes, then ordered by key with equal keys added. Reused for
/// ever.
/// </summary>
internal sealed class LineBuffer
{
    /// <summary>The last time that can be shown in every offset from UTC.</summary>
    public const long TimeMsMax = 253_402_300_799_999 - 86_400_000;

    // The years 1 to 9999 less a day at each end, as CanonicalTime reads them: every offset from UTC stays
    // representable.
    private const long TimeMsMin = -62_135_596_800_000 + 86_400_000;
    private int[] _keys = new int[64];
    private CellValue[] _values = new CellValue[64];
    private int _count;

    /// <summary>Item index x 4 + status, ascending after <see cref="Read"/>.</summary>
    public ReadOnlySpan<int> Keys => _keys.AsSpan(0, _count);

    /// <summary>What is said of each key.</summary>
    public ReadOnlySpan<CellValue> Values => _values.AsSpan(0, _count);

    /// <summary>True when a time can be shown.</summary>
    public static bool IsTime(long ms) => ms >= TimeMsMin && ms <= TimeMsMax;

    /// <summary>Reads all lines; false when the record is malformed, then no item was added.</summary>
    public bool Read(ref SnapshotReader reader, ItemTable items)
    {
        int itemsBefore = items.Ids.Count;
        var line = default(SnapshotLine);
        bool isOrdered = true;
        bool isValid = IsTime(reader.AsOfMs);
        _count = 0;
        while (isValid && reader.ReadLine(ref line))
        {
            isValid = IsTime(line.AsOfMs);
            Add((items.GetOrAdd(line.Item) << 2) | (int)line.Status, ValueOf(line));
            isOrdered = isOrdered && (_count < 2 || _keys[_count - 2] < _keys[_count - 1]);
        }

        if (!isValid || reader.IsMalformed)
        {
            items.Truncate(itemsBefore);
            return false;
        }

        if (!isOrdered)
            Order();
        return true;
    }

    private static CellValue ValueOf(in SnapshotLine line)
    {
        byte state = (byte)line.SaleState;
        if (line.HasBaseQuantity)
            state |= CellFlags.HasQuantity;
        if (line.HasBand)
            state |= CellFlags.HasBand;
        if (!line.HasBaseQuantity && !line.HasBand)
            state |= CellFlags.HasUnknown;
        return new CellValue
        {
            Quantity = line.HasBaseQuantity ? line.BaseQuantity : 0,
            AsOfMs = line.AsOfMs,
            Band = line.HasBand ? new CellBand(line.BandMin, line.BandMax) : default,
            Lines = 1,
            State = state,
        };
    }

    private void Add(int key, in CellValue value)
    {
        if (_count == _keys.Length)
        {
            Array.Resize(ref _keys, _count * 2);
            Array.Resize(ref _values, _count * 2);
        }

        _keys[_count] = key;
        _values[_count++] = value;
    }

    private void Order()
    {
        _keys.AsSpan(0, _count).Sort(_values.AsSpan(0, _count));
        int kept = 0;
        for (int i = 1; i < _count; i++)
        {
            if (_keys[i] == _keys[kept])
            {
                _values[kept].Add(_values[i]);
                continue;
            }

            kept++;
            (_keys[kept], _values[kept]) = (_keys[i], _values[i]);
        }

        _count = Math.Min(_count, kept + 1);
    }
}
