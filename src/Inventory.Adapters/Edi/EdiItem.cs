using System.Buffers;
using System.Text;
using Inventory.Model.Identifiers;
using Inventory.Model.Rejections;
using Inventory.Model.Snapshots;

namespace Inventory.Adapters.Edi;

/// <summary>
/// The segments of one item, collected until the next one begins: what stands before the first quantity is said of all
/// of them, what stands behind a quantity of that one and of those before it that are still without and bear other
/// codes. Reused from item to item, so that nothing is allocated per line.
/// </summary>
internal sealed class EdiItem
{
    private EdiEntry[] _entries = new EdiEntry[16];
    private char[] _arena = new char[1024];
    private int _used;
    private int _count;
    private int _runStart;
    private bool _isRunPlaced;
    private bool _arePlacesFirst;
    private bool _isPlaceUsed;
    private bool _areTypesFirst;
    private Place _place;
    private StockStatus? _status;
    private bool _isLeftOut;
    private bool _isBalance;
    private int _localRank;

    /// <summary>Where the item begins.</summary>
    public long Segment { get; private set; }

    /// <summary>True between the item's first segment and its end.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>What the item calls a GTIN.</summary>
    public Kept Gtin { get; private set; }

    /// <summary>True when <see cref="Gtin"/> has a right check digit. Asked of few items, so read when asked.</summary>
    public bool IsGtinValid => IsGtin(Gtin);

    /// <summary>The best of its other codes.</summary>
    public Kept LocalItem { get; private set; }

    /// <summary>The item's own as-of, lot and expiry, said before its quantities.</summary>
    public Kept AsOf { get; private set; }

    public Kept Lot { get; private set; }

    public Kept Expiry { get; private set; }

    public Kept Owner { get; private set; }

    /// <summary>What is wrong with the whole item; None when nothing is.</summary>
    public RejectionReason Fault { get; private set; }

    public string FaultField { get; private set; } = string.Empty;

    public Kept FaultValue { get; private set; }

    public long FaultSegment { get; private set; }

    /// <summary>Schedules and store quantities that have no quantity they could be parts of.</summary>
    public bool HasUnknownParts { get; set; }

    public Span<EdiEntry> Entries => _entries.AsSpan(0, _count);

    public Place ItemPlace => _place;

    public ReadOnlySpan<char> Of(Kept kept) => _arena.AsSpan(kept.Start, kept.Length);

    public void Begin(long segment)
    {
        Clear();
        Segment = segment;
        IsOpen = true;
    }

    public void Clear()
    {
        IsOpen = false;
        (_used, _count, _runStart) = (0, 0, 0);
        (_isRunPlaced, _arePlacesFirst, _isPlaceUsed, _areTypesFirst) = (false, false, false, false);
        (_status, _isLeftOut, _isBalance, _place) = (null, false, false, Place.None);
        (Gtin, LocalItem, _localRank) = (default, default, QualifierOrder.None);
        (AsOf, Lot, Expiry, Owner) = (default, default, default, default);
        (Fault, FaultValue, HasUnknownParts) = (RejectionReason.None, default, false);
    }

    /// <summary>Keeps an element's text, unescaped and without blanks around it.</summary>
    public Kept Keep(ReadOnlySpan<byte> element, in EdiSegment segment, EdiCharset charset)
    {
        if (element.Length == 0)
            return default;
        if (element.Length > EdiLimits.TextMax)
            element = element[..EdiLimits.TextMax];
        Reserve(element.Length);
        Span<char> to = _arena.AsSpan(_used, element.Length);
        if (!segment.IsEscaped && Ascii.ToUtf16(element, to, out _) == OperationStatus.Done
            && to[0] > ' ' && to[^1] > ' ')
        {
            _used += to.Length;
            return new Kept(_used - to.Length, to.Length);
        }

        int length = EdiText.Read(element, segment, charset, to);
        ReadOnlySpan<char> text = to[..length];
        if (text.Contains('\uFFFD'))
            Blame(RejectionReason.RecordInvalid, "segment", segment.Number, Add(text));
        int blanks = text.Length - text.TrimStart().Length;
        var kept = new Kept(_used + blanks, text.Trim().Length);
        _used += length;
        return kept;
    }

    public Kept Add(ReadOnlySpan<char> text)
    {
        Reserve(text.Length);
        text.CopyTo(_arena.AsSpan(_used));
        _used += text.Length;
        return new Kept(_used - text.Length, text.Length);
    }

    /// <summary>Notes the first thing that is wrong with the item: then none of it counts.</summary>
    public void Blame(RejectionReason reason, string field, long segment, Kept value)
    {
        if (Fault == RejectionReason.None)
            (Fault, FaultField, FaultSegment, FaultValue) = (reason, field, segment, value);
    }

    /// <summary>Offers what the item calls a GTIN: the first valid one is taken, else the first.</summary>
    public void OfferGtin(Kept code)
    {
        if (!code.IsEmpty && (Gtin.IsEmpty || (!IsGtin(Gtin) && IsGtin(code))))
            Gtin = code;
    }

    public void OfferCode(Kept code, int rank)
    {
        if (!code.IsEmpty && rank < _localRank)
            (LocalItem, _localRank) = (code, rank);
    }

    /// <summary>Adds a quantity; false when there are more than <see cref="EdiLimits.QuantitiesMax"/>.</summary>
    public bool AddQuantity(in EdiEntry entry)
    {
        if (_count == EdiLimits.QuantitiesMax)
            return false;
        if (_count == _entries.Length)
            Array.Resize(ref _entries, _count * 2);
        if (_isRunPlaced)
            (_runStart, _isRunPlaced) = (_count, false);
        ref EdiEntry added = ref _entries[_count++];
        added = entry;
        if (_areTypesFirst)
            (added.Status, added.IsLeftOut, added.IsBalance) = (_status, _isLeftOut, _isBalance);
        if (entry.Whole == 0 && _arePlacesFirst)
            (added.Place, _isPlaceUsed) = (_place, true);
        return true;
    }

    /// <summary>The last quantity that is no part of another; -1 when there is none.</summary>
    public int LastWhole()
    {
        int last = _count - 1;
        while (last >= 0 && _entries[last].Whole > 0)
            last--;
        return last;
    }

    /// <summary>Says where the goods stand.</summary>
    public void SetPlace(in Place place)
    {
        if (_count == 0 || _arePlacesFirst)
        {
            // A place behind a quantity that has one begins the next group.
            if (_isPlaceUsed)
                (_place, _isPlaceUsed) = (Place.None, false);
            if (place.Rank < _place.Rank)
                _place = place;
            _arePlacesFirst = true;
            return;
        }

        for (int i = _count - 1; i >= _runStart && !IsRepeated(i); i--)
        {
            if (place.Rank < _entries[i].Place.Rank)
                _entries[i].Place = place;
        }

        _isRunPlaced = true;
    }

    public void SetAsOf(Kept time)
    {
        if (_count == 0)
            AsOf = time;
        for (int i = _count - 1; i >= 0 && _entries[i].AsOf.IsEmpty && !IsRepeated(i); i--)
            _entries[i].AsOf = time;
    }

    public void SetLot(Kept lot)
    {
        if (_count == 0)
            Lot = lot;
        else
            (_entries[_count - 1].Lot, _entries[_count - 1].IsSplit) = (lot, true);
    }

    public void SetExpiry(Kept expiry)
    {
        if (_count == 0)
            Expiry = expiry;
        else
            _entries[_count - 1].Expiry = expiry;
    }

    public void SetOwner(Kept owner) => Owner = owner;

    /// <summary>Gives the last quantity a unit that stands in a segment of its own.</summary>
    public void SetUnit(Kept unit)
    {
        int last = LastWhole();
        if (last >= 0 && _entries[last].Unit.IsEmpty)
            _entries[last].Unit = unit;
    }

    /// <summary>The last quantity counts only the packages that follow.</summary>
    public void Split()
    {
        if (_count > 0)
            _entries[_count - 1].IsSplit = true;
    }

    /// <summary>Says of which type the inventory is, and whether it is what a movement left.</summary>
    public void SetType(StockStatus? status, bool isLeftOut, bool isBalance)
    {
        if (_count == 0 || _areTypesFirst)
        {
            (_status, _isLeftOut, _isBalance, _areTypesFirst) = (status, isLeftOut, isBalance, true);
            return;
        }

        ref EdiEntry last = ref _entries[_count - 1];
        (last.Status, last.IsLeftOut, last.IsBalance) = (status ?? last.Status, isLeftOut, last.IsBalance || isBalance);
    }

    /// <summary>True when a later quantity bears the same code: then what follows that one is not said of this
    /// one.</summary>
    private bool IsRepeated(int index)
    {
        QuantityRule? rule = _entries[index].Rule;
        // A run of more quantities than codes exist repeats one for certain.
        if (_count - index > 32)
            return true;
        for (int i = index + 1; i < _count; i++)
        {
            if (rule is not null && ReferenceEquals(_entries[i].Rule, rule))
                return true;
        }

        return false;
    }

    private bool IsGtin(Kept code) => ItemId.TryParseGtin(Of(code), out _);

    private void Reserve(int length)
    {
        if (_used + length > _arena.Length)
            Array.Resize(ref _arena, Math.Max(_arena.Length * 2, _used + length));
    }
}
