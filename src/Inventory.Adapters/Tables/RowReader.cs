using Inventory.Adapters.Mapping;
using Inventory.Adapters.Numbers;
using Inventory.Model.Identifiers;
using Inventory.Model.Registry;
using Inventory.Model.Rejections;

namespace Inventory.Adapters.Tables;

/// <summary>
/// Turns one row into stated lines, one for each quantity column, and hands them to the intake. A field that is wrong
/// for the whole row refuses the row with one rejection; a wrong quantity refuses only its own line, so that the other
/// quantity columns of the row stay. Rows of totals and end marks are passed over and told.
/// </summary>
internal sealed class RowReader
{
    // Larger numbers are no quantities that a total is made of.
    private const long SummandEnd = 1_000_000_000_000;

    private readonly ColumnMap _map;
    private readonly QuantitySlot[] _slots;
    private readonly LineIntake _intake;
    private readonly int[] _items;
    private readonly int[] _locations;
    private readonly int[] _others;
    private readonly bool[] _promisesGtin;
    private readonly bool _isPlaceInFile;
    private readonly bool _needsItem;
    private readonly Func<string, SourcePosition> _placeOf;
    private readonly Columns _columns;
    private readonly decimal[] _sums;
    private readonly long[] _wholeSums;
    private readonly int[] _shared;
    private readonly LastText[] _lastShared;
    private StatedRow _lastRow;
    private bool _isRepeated;
    private ITableRow _row = null!;
    private QuantitySlot? _slot;
    private int _itemColumn;
    private int _locationColumn;
    private long _count;

    public RowReader(FeedProfile profile, ColumnMap map, LineIntake intake)
    {
        _map = map;
        _slots = [.. map.Quantities];
        _intake = intake;
        _items = [.. map.Of("item")];
        _locations = [.. map.Of("location")];
        _others = [.. map.Of("otherQuantity")];
        _promisesGtin = [.. map.Names.Select(CodeText.PromisesGtin)];
        _columns = new Columns(map.First("locationName"), map.First("asOf"), map.First("status"), map.First("saleState"),
            map.First("lot"), map.First("expiry"), map.First("owner"), map.First("unit"));
        _shared =
        [
            .. _locations,
            .. new[] { _columns.Name, _columns.AsOf, _columns.Status, _columns.SaleState }.Where(x => x >= 0),
            .. new[] { _columns.Lot, _columns.Expiry, _columns.Owner }.Where(x => x >= 0),
        ];
        _lastShared = new LastText[_shared.Length];
        _isPlaceInFile = _locations.Length > 0 || _columns.Name >= 0;
        _needsItem = _items.Length > 0 && !profile.Constants.ContainsKey("item") && map.Quantities.Any(x => x.Item is null);
        _placeOf = PlaceOf;
        _sums = new decimal[map.Quantities.Count];
        _wholeSums = new long[map.Quantities.Count];
    }

    /// <summary>The column of the as-of; -1 when the file has none.</summary>
    public int AsOfColumn => _columns.AsOf;

    /// <summary>Reads a row; the reason why it was refused as a whole, or None.</summary>
    public RejectionReason Read(ITableRow row)
    {
        _row = row;
        _slot = null;
        if (_isRepeated && row.Count == _map.Names.Count && TryRepeat())
            return RejectionReason.None;
        _isRepeated = false;
        _itemColumn = FirstFilled(_items, out int secondItem);
        _locationColumn = FirstFilled(_locations, out _);
        if (IsTotal(row))
        {
            _intake.Findings.Warn("totalRow", row.At(-1, null), Findings.Cut(Label(row)));
            return RejectionReason.None;
        }

        _count++;
        if (row.Count < _map.Required)
            return RefuseRow(row, "row", null, RejectionReason.RowIncomplete);
        if (row.Count > _map.Names.Count && ExtraColumns(row) is { } split)
            return RefuseRow(row, "quantity", split, RejectionReason.QuantityInvalid);
        bool hasPlace = _locationColumn >= 0 || !Cell(_columns.Name).IsWhiteSpace();
        // A constant stands for a column that the file does not have, not for a cell that somebody left empty.
        if (_isPlaceInFile && !hasPlace)
            return _intake.Refuse(PlaceOf("location"), "location", null, RejectionReason.FieldMissing);
        WarnOthers();
        return ReadLines(secondItem);
    }

    /// <summary>Takes a row that says beside its item and quantity what the row before said, and says it plainly;
    /// false, with nothing taken, when it must be read in full.</summary>
    private bool TryRepeat()
    {
        ReadOnlySpan<char> item = _row.Field(_items[0]);
        QuantitySlot slot = _slots[0];
        // What ends in a digit is no word for a total; what stands for the place was none in the row before.
        if (item.IsEmpty || !char.IsAsciiDigit(item[^1]) || _row.Fault(slot.Index) != RejectionReason.None)
            return false;
        for (int i = 0; i < _shared.Length; i++)
        {
            if (!_lastShared[i].Is(_row.Field(_shared[i])))
                return false;
        }

        bool isTaken = _intake.TryRepeat(
            _lastRow,
            slot.Status,
            item,
            _promisesGtin[_items[0]],
            _row.Field(slot.Index),
            Cell(_columns.Unit),
            _row.At(slot.Index, slot.Name),
            out long whole);
        if (!isTaken)
            return false;
        _count++;
        if (_needsItem)
            AddWhole(0, whole);
        return true;
    }

    /// <summary>Keeps what a row has said beside its items and quantities.</summary>
    private void Remember(in StatedRow row)
    {
        _lastRow = row;
        for (int i = 0; i < _shared.Length; i++)
            _lastShared[i].Set(Cell(_shared[i]));
        _isRepeated = _slots is [{ Item: null, Unit: null }] && _items.Length > 0 && _others.Length == 0;
    }

    private RejectionReason ReadLines(int secondItem)
    {
        // Filled in place: it is too large to be made elsewhere and copied for every row.
        StatedLine line = default;
        line.Source = _row.At(-1, null);
        line.PlaceOf = _placeOf;
        line.HasQuantityPlace = true;
        line.Location = Cell(_locationColumn);
        line.LocationName = Cell(_columns.Name);
        line.LocalItem = Cell(_itemColumn);
        line.ItemPromisesGtin = _itemColumn >= 0 && _promisesGtin[_itemColumn];
        line.SecondItem = Cell(secondItem);
        line.AsOf = Cell(_columns.AsOf);
        line.StatusWord = Cell(_columns.Status);
        line.SaleState = Cell(_columns.SaleState);
        line.Lot = Cell(_columns.Lot);
        line.Expiry = Cell(_columns.Expiry);
        line.Owner = Cell(_columns.Owner);
        RejectionReason reason = _intake.Begin(line, out StatedRow shared);
        if (reason != RejectionReason.None)
            return reason;
        Remember(shared);
        foreach (QuantitySlot slot in _slots)
        {
            _slot = slot;
            line.QuantityPlace = _row.At(slot.Index, slot.Name);
            line.Status = slot.Status;
            line.Quantity = Cell(slot.Index);
            line.Fault = _row.Fault(slot.Index);
            line.FaultValue = line.Quantity;
            line.Unit = slot.Unit is null ? Cell(_columns.Unit) : slot.Unit;
            if (slot.Item is not null)
            {
                line.LocalItem = slot.Item;
                line.SecondItem = default;
                line.ItemPromisesGtin = false;
            }

            _intake.Take(line, shared);
        }

        return RejectionReason.None;
    }

    /// <summary>
    /// A row is a total when its item or place is the word for one; or when it has no item and either such a word
    /// somewhere or nothing but the sums of the columns above it.
    /// </summary>
    private bool IsTotal(ITableRow row)
    {
        if (_itemColumn >= 0 && TotalRow.IsWord(row.Field(_itemColumn)))
            return true;
        if (_locationColumn >= 0 && TotalRow.IsWord(row.Field(_locationColumn)))
            return true;
        if (_locationColumn < 0 && TotalRow.IsWord(Cell(_columns.Name)))
            return true;
        if (!_needsItem || _itemColumn >= 0)
        {
            AddSums();
            return false;
        }

        for (int i = 0; i < row.Count; i++)
        {
            if (TotalRow.IsWord(row.Field(i)))
                return true;
        }

        return _count > 1 && _locationColumn < 0 && AreSums();
    }

    private void AddSums()
    {
        // Only a file that names its items row by row can have a row without one.
        if (!_needsItem)
            return;
        for (int i = 0; i < _sums.Length; i++)
        {
            ReadOnlySpan<char> cell = Cell(_slots[i].Index);
            if (JapaneseNumber.TryWhole(cell, out long whole))
            {
                AddWhole(i, whole);
                continue;
            }

            NumberReading reading = JapaneseNumber.Read(cell, out decimal quantity);
            if (reading == NumberReading.Number && Math.Abs(quantity) < SummandEnd)
                _sums[i] += quantity;
        }
    }

    // Two million rows of these fit a long.
    private void AddWhole(int slot, long whole) => _wholeSums[slot] += whole < SummandEnd ? whole : 0;

    private bool AreSums()
    {
        for (int i = 0; i < _sums.Length; i++)
        {
            NumberReading reading = JapaneseNumber.Read(Cell(_slots[i].Index), out decimal quantity);
            if (reading != NumberReading.Number || quantity != _sums[i] + _wholeSums[i])
                return false;
        }

        // Sums of other columns may stand beside it, but a word or a code means goods whose item was forgotten.
        for (int i = 0; i < _row.Count; i++)
        {
            if (JapaneseNumber.Read(_row.Field(i), out _) is not (NumberReading.Number or NumberReading.Unknown))
                return false;
        }

        return true;
    }

    private static string Label(ITableRow row)
    {
        for (int i = 0; i < row.Count; i++)
        {
            if (!row.Field(i).IsWhiteSpace())
                return row.Field(i).Trim().ToString();
        }

        return string.Empty;
    }

    /// <summary>Stock of a place that the file does not name is not counted, and told where there is any.</summary>
    private void WarnOthers()
    {
        foreach (int index in _others)
        {
            NumberReading reading = JapaneseNumber.Read(Cell(index), out decimal quantity);
            if (reading == NumberReading.Unknown || (reading == NumberReading.Number && quantity == 0))
                continue;
            _intake.Findings.Warn(
                "otherLocationUnknown", _row.At(index, _map.Names[index]), Findings.Cut(Cell(index).Trim()));
        }
    }

    private int FirstFilled(int[] columns, out int second)
    {
        int first = -1;
        second = -1;
        foreach (int index in columns)
        {
            if (index >= _row.Count || _row.Field(index).IsWhiteSpace())
                continue;
            if (first >= 0)
            {
                second = index;
                break;
            }

            first = index;
        }

        return first;
    }

    private ReadOnlySpan<char> Cell(int index) => index >= 0 && index < _row.Count ? _row.Field(index) : default;

    /// <summary>
    /// Columns beyond the header: told as a warning, except where they look like the rest of a quantity whose
    /// thousands separator was taken for the delimiter; then the quantity is wrong and is refused whole.
    /// </summary>
    private string? ExtraColumns(ITableRow row)
    {
        int count = _map.Names.Count;
        ReadOnlySpan<char> extra = row.Field(count).Trim();
        foreach (QuantitySlot slot in _slots)
        {
            // A sheet has no separators to mistake.
            if (row.At(-1, null).Row > 0 || slot.Index != count - 1
                || !CheckDigit.IsAllDigits(extra) || extra.Length != 3 || row.Field(slot.Index).IsWhiteSpace())
                continue;
            return $"{row.Field(slot.Index)},{extra}";
        }

        for (int i = count; i < row.Count; i++)
        {
            if (row.Field(i).IsWhiteSpace())
                continue;
            _intake.Findings.Warn("extraColumns", row.At(-1, null), row.Field(i).ToString());
            break;
        }

        return null;
    }

    private RejectionReason RefuseRow(ITableRow row, string field, string? value, RejectionReason reason) =>
        _intake.Refuse(row.At(-1, null), field, value, reason);

    private SourcePosition PlaceOf(string field)
    {
        int index = field switch
        {
            "quantity" => _slot?.Index ?? -1,
            "item" => _slot?.Item is null ? ItemColumn() : -1,
            "location" => _locationColumn >= 0 ? _locationColumn : _columns.Name >= 0 ? _columns.Name : First(_locations),
            "asOf" => _columns.AsOf,
            "status" => _columns.Status,
            "saleState" => _columns.SaleState,
            "lot" => _columns.Lot,
            "expiry" => _columns.Expiry,
            "owner" => _columns.Owner,
            "unit" => _columns.Unit,
            _ => -1,
        };
        return _row.At(index, index < 0 ? null : _map.Names[index]);
    }

    private int ItemColumn() => _itemColumn >= 0 ? _itemColumn : First(_items);

    private static int First(int[] columns) => columns is [int first, ..] ? first : -1;

    private readonly record struct Columns(
        int Name, int AsOf, int Status, int SaleState, int Lot, int Expiry, int Owner, int Unit);
}
