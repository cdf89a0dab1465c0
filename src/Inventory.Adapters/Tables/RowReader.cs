using Inventory.Adapters.Assembling;
using Inventory.Adapters.Dates;
using Inventory.Adapters.Mapping;
using Inventory.Adapters.Numbers;
using Inventory.Model.Identifiers;
using Inventory.Model.Registry;
using Inventory.Model.Rejections;
using Inventory.Model.Snapshots;

namespace Inventory.Adapters.Tables;

/// <summary>
/// Turns one row into its lines. The first field that is wrong for the whole row refuses the row with one rejection;
/// a wrong quantity refuses only its own line, so that the other quantity columns of the row stay.
/// </summary>
internal sealed class RowReader
{
    private const int UnitLengthMax = 32;
    private const int LotLengthMax = 64;

    private readonly FeedProfile _profile;
    private readonly ColumnMap _map;
    private readonly Findings _findings;
    private readonly SnapshotAssembler _assembler;
    private readonly AsOfReader _asOf;
    private readonly ItemCodes _items;
    private readonly LocationCodes _locations;
    private readonly WordTables _words;
    private readonly bool[] _promisesGtin;

    public RowReader(
        FeedProfile profile, StockRegistry registry, Delivery delivery, ColumnMap map, SnapshotAssembler assembler)
    {
        _profile = profile;
        _map = map;
        _assembler = assembler;
        _findings = assembler.Findings;
        _asOf = new AsOfReader(profile, delivery);
        _items = new ItemCodes(profile.Participant, registry);
        _locations = new LocationCodes(profile, registry);
        _words = new WordTables(profile);
        _promisesGtin = [.. map.Names.Select(CodeText.PromisesGtin)];
    }

    /// <summary>The column of the as-of; -1 when the file has none.</summary>
    public int AsOfColumn => _map.First("asOf");

    /// <summary>Reads a row; the reason why it was refused as a whole, or None.</summary>
    public RejectionReason Read(ITableRow row)
    {
        if (row.Count < _map.Required)
            return RefuseRow(row, "row", null, RejectionReason.RowIncomplete);
        if (row.Count > _map.Names.Count && ExtraColumns(row) is { } split)
            return RefuseRow(row, "quantity", split, RejectionReason.QuantityInvalid);
        CodeReading<LocationId> location = ReadLocation(row, out int locationColumn);
        if (location.Reason is not (RejectionReason.None or RejectionReason.LocationUnknown))
            return RefuseAt(row, "location", locationColumn, location.Reason);
        if (location.Reason == RejectionReason.LocationUnknown)
        {
            _findings.Reject(At(row, locationColumn), "location", Cell(row, "location", locationColumn),
                location.Reason);
            return location.Reason;
        }

        Warn(location.Warning, row, "location", locationColumn);
        RejectionReason reason = ReadShared(row, out StockLine shared, out AsOfSource source, out string? unit);
        if (reason != RejectionReason.None)
        {
            _assembler.Refuse(location.Id, At(row, -1));
            return reason;
        }

        foreach (QuantitySlot slot in _map.Quantities)
            ReadQuantity(row, slot, new RowFacts(location.Id, shared, source, unit));
        return RejectionReason.None;
    }

    private CodeReading<LocationId> ReadLocation(ITableRow row, out int column)
    {
        foreach (int index in _map.Of("location"))
        {
            if (row.Field(index).IsWhiteSpace())
                continue;
            column = index;
            return _locations.Read(row.Field(index));
        }

        column = _map.First("location");
        if (_profile.Constants.TryGetValue("location", out string? constant))
            return _locations.Read(constant);
        if (_map.First("locationName") is >= 0 and int name)
        {
            column = name;
            return _locations.ReadName(row.Field(name));
        }

        return new CodeReading<LocationId>(default, RejectionReason.FieldMissing);
    }

    /// <summary>Reads what all lines of the row share; refuses the row at the first wrong field.</summary>
    private RejectionReason ReadShared(ITableRow row, out StockLine line, out AsOfSource source,
        out string? unit)
    {
        line = default;
        unit = null;
        int column = _map.First("asOf");
        RejectionReason reason = _asOf.Read(column < 0 ? [] : row.Field(column), out DateTimeOffset asOf, out source);
        if (reason != RejectionReason.None)
            return Refuse(row, "asOf", column, reason);
        if (!TryWord(row, "status", out string? status, out column)
            || !_words.TryStatus(status ?? "onHand", out StockStatus stock, out _))
            return Refuse(row, "status", column, RejectionReason.StatusInvalid);
        SaleState saleState = _profile.SaleState;
        if (!TryWord(row, "saleState", out string? state, out column)
            || (state is not null && !_words.TrySaleState(state, out saleState)))
            return Refuse(row, "saleState", column, RejectionReason.SaleStateInvalid);
        if (!TryWord(row, "lot", out string? lot, out column) || lot?.Length > LotLengthMax)
            return Refuse(row, "lot", column, RejectionReason.LotInvalid);
        DateReading expiry = default;
        if (!TryWord(row, "expiry", out string? date, out column)
            || (date is not null && !JapaneseDate.TryRead(date, null, out expiry)))
            return Refuse(row, "expiry", column, RejectionReason.ExpiryInvalid);
        ParticipantId owner = default;
        if (!TryWord(row, "owner", out string? name, out column)
            || (name is not null && !ParticipantId.TryParse(name, out owner)))
            return Refuse(row, "owner", column, RejectionReason.OwnerInvalid);
        if (!TryWord(row, "unit", out unit, out column) || unit?.Length > UnitLengthMax)
            return Refuse(row, "unit", column, RejectionReason.UnitInvalid);
        line = new StockLine
        {
            Item = default,
            Status = stock,
            SaleState = saleState,
            Lot = lot,
            Expiry = date is null ? null : expiry.Day,
            Owner = name is null ? null : owner,
            AsOf = asOf,
        };
        return RejectionReason.None;
    }

    private void ReadQuantity(ITableRow row, QuantitySlot slot, in RowFacts facts)
    {
        CodeReading<ItemId> item = ReadItem(row, slot, out int itemColumn);
        if (item.Reason != RejectionReason.None)
        {
            _assembler.Refuse(facts.Location, At(row, slot.Index));
            Refuse(row, "item", itemColumn, item.Reason);
            return;
        }

        if (row.Fault(slot.Index) is var fault && fault != RejectionReason.None)
        {
            _assembler.Refuse(facts.Location, At(row, slot.Index));
            Refuse(row, "quantity", slot.Index, fault);
            return;
        }

        NumberReading reading = JapaneseNumber.Read(row.Field(slot.Index), out decimal quantity);
        // "Not carried" and "closed" are facts of their own, with nothing to count.
        bool isUncounted = reading == NumberReading.Unknown
            && facts.Shared.SaleState is SaleState.NotCarried or SaleState.Closed;
        if (reading == NumberReading.Unknown && !isUncounted)
        {
            _assembler.Unknown++;
            return;
        }

        if (reading is NumberReading.Invalid or NumberReading.OutOfRange)
        {
            _assembler.Refuse(facts.Location, At(row, slot.Index));
            Refuse(row, "quantity", slot.Index, reading == NumberReading.Invalid
                ? RejectionReason.QuantityInvalid
                : RejectionReason.QuantityOutOfRange);
            return;
        }

        Warn(item.Warning, row, "item", itemColumn);
        StockLine line = facts.Shared with
        {
            Item = item.Id,
            Status = slot.Status == StockStatus.OnHand ? facts.Shared.Status : slot.Status,
            Quantity = reading == NumberReading.Number ? quantity : null,
            Unit = reading == NumberReading.Number ? ReadUnit(row, slot.Unit ?? facts.Unit) : null,
        };
        _assembler.Add(facts.Location, line, At(row, slot.Index), facts.Source);
    }

    private CodeReading<ItemId> ReadItem(ITableRow row, QuantitySlot slot, out int column)
    {
        column = -1;
        if (slot.Item is not null)
            return _items.Read(slot.Item, promisesGtin: false);
        foreach (int index in _map.Of("item"))
        {
            if (column < 0)
                column = index;
            if (row.Field(index).IsWhiteSpace())
                continue;
            column = index;
            return _items.Read(row.Field(index), _promisesGtin[index]);
        }

        return _items.Read(_profile.Constants.GetValueOrDefault("item"), promisesGtin: false);
    }

    private string? ReadUnit(ITableRow row, string? word)
    {
        if (word is null)
        {
            _findings.Warn("unitMissing", At(row, _map.First("unit")));
            return null;
        }

        string unit = _words.Unit(word, out bool isKnown);
        if (!isKnown)
            _findings.Warn("unitUnknown", At(row, _map.First("unit")), word);
        return unit;
    }

    /// <summary>The word in a field's column, else its constant, else null; false when it holds what no word
    /// holds.</summary>
    private bool TryWord(ITableRow row, string field, out string? word, out int column)
    {
        word = null;
        column = _map.First(field);
        if (column >= 0)
        {
            ReadOnlySpan<char> text = row.Field(column).Trim();
            if (text.ContainsAnyInRange('\0', '\u001F'))
                return false;
            word = text.IsEmpty ? null : text.ToString();
        }

        word ??= _profile.Constants.GetValueOrDefault(field);
        return true;
    }

    /// <summary>
    /// Columns beyond the header: told as a warning, except where they look like the rest of a quantity whose
    /// thousands separator was taken for the delimiter; then the quantity is wrong and is refused whole.
    /// </summary>
    private string? ExtraColumns(ITableRow row)
    {
        int count = _map.Names.Count;
        ReadOnlySpan<char> extra = row.Field(count).Trim();
        foreach (QuantitySlot slot in _map.Quantities)
        {
            if (slot.Index != count - 1 || !CheckDigit.IsAllDigits(extra) || extra.Length != 3
                || row.Field(slot.Index).IsWhiteSpace())
                continue;
            return $"{row.Field(slot.Index)},{extra}";
        }

        for (int i = count; i < row.Count; i++)
        {
            if (row.Field(i).IsWhiteSpace())
                continue;
            _findings.Warn("extraColumns", row.At(-1, null), row.Field(i).ToString());
            break;
        }

        return null;
    }

    private void Warn(string? kind, ITableRow row, string field, int column)
    {
        if (kind is not null)
            _findings.Warn(kind, At(row, column), Cell(row, field, column));
    }

    /// <summary>Refuses a row whose location is not known.</summary>
    private RejectionReason RefuseRow(ITableRow row, string field, string? value, RejectionReason reason)
    {
        var source = row.At(-1, null);
        _findings.Reject(source, field, value, reason);
        _assembler.RefuseNowhere(source);
        return reason;
    }

    private RejectionReason RefuseAt(ITableRow row, string field, int column, RejectionReason reason)
    {
        _assembler.RefuseNowhere(At(row, column));
        return Refuse(row, field, column, reason);
    }

    private RejectionReason Refuse(ITableRow row, string field, int column, RejectionReason reason)
    {
        string? value = Cell(row, field, column);
        _findings.Reject(At(row, column), field, string.IsNullOrWhiteSpace(value) ? null : value, reason);
        return reason;
    }

    private string? Cell(ITableRow row, string field, int column) =>
        column >= 0 && column < row.Count
            ? Findings.Cut(row.Field(column)) : _profile.Constants.GetValueOrDefault(field);

    private SourcePosition At(ITableRow row, int column) =>
        row.At(column, column < 0 ? null : _map.Names[column]);

    private readonly record struct RowFacts(LocationId Location, StockLine Shared, AsOfSource Source, string? Unit);
}
