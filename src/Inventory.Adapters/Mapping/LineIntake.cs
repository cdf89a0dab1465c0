using Inventory.Adapters.Assembling;
using Inventory.Adapters.Dates;
using Inventory.Adapters.Numbers;
using Inventory.Model.Identifiers;
using Inventory.Model.Registry;
using Inventory.Model.Rejections;
using Inventory.Model.Snapshots;

namespace Inventory.Adapters.Mapping;

/// <summary>
/// The one door through which stated lines of any format become snapshot lines: codes, times, words and numbers are
/// read as the profile says. A wrong field refuses only its line, with its place; nothing is guessed.
/// </summary>
internal sealed class LineIntake
{
    private const int UnitLengthMax = 32;
    private const int LotLengthMax = 64;

    private readonly FeedProfile _profile;
    private readonly SnapshotAssembler _assembler;
    private readonly AsOfReader _asOf;
    private readonly ItemCodes _items;
    private readonly LocationCodes _locations;
    private readonly WordTables _words;

    private LastPlace _lastPlace;
    private LastFields _lastFields;
    private LastText _lastUnit;
    private UnitWord _lastUnitWord;

    private readonly string? _constantLocation;
    private readonly string? _constantItem;
    private readonly string? _constantStatus;
    private readonly string? _constantSaleState;
    private readonly string? _constantLot;
    private readonly string? _constantExpiry;
    private readonly string? _constantOwner;
    private readonly string? _constantUnit;

    public LineIntake(FeedProfile profile, StockRegistry registry, Delivery delivery)
    {
        _profile = profile;
        _assembler = new SnapshotAssembler(profile, registry, delivery, Findings);
        _asOf = new AsOfReader(profile, delivery);
        _items = new ItemCodes(profile.Participant, registry, profile.UnknownItem == FeedProfile.Reject);
        _locations = new LocationCodes(profile, registry, _assembler);
        _words = new WordTables(profile);
        _constantLocation = Constant("location");
        _constantItem = Constant("item");
        _constantStatus = Constant("status");
        _constantSaleState = Constant("saleState");
        _constantLot = Constant("lot");
        _constantExpiry = Constant("expiry");
        _constantOwner = Constant("owner");
        _constantUnit = Constant("unit");
    }

    /// <summary>What was refused and what was odd.</summary>
    public Findings Findings { get; } = new();

    /// <summary>The as-of that the document's head states for all lines that state none of their own.</summary>
    public DateTimeOffset? HeaderAsOf
    {
        get => _asOf.Header;
        set
        {
            _asOf.Header = value;
            _lastFields.Facts = null;
        }
    }

    /// <summary>Reads a time in any of the date forms, in the profile's zone; false when it is none.</summary>
    public bool TryTime(ReadOnlySpan<char> text, out DateTimeOffset time) => _asOf.TryTime(text, out time);

    /// <summary>True when the delivery says of itself that it lists only what changed: then nothing becomes
    /// gone.</summary>
    public bool IsDelta
    {
        get => _assembler.IsDelta;
        set => _assembler.IsDelta = value;
    }

    /// <summary>Lines taken or refused so far.</summary>
    public long Count { get; private set; }

    /// <summary>A stated level that is not known: counted, never zero.</summary>
    public void AddUnknown() => _assembler.Unknown++;

    /// <summary>Refuses a line the format itself could not read.</summary>
    public RejectionReason Refuse(in SourcePosition source, string field, string? value, RejectionReason reason)
    {
        Count++;
        Findings.Reject(source, field, value, reason);
        _assembler.RefuseNowhere(source);
        return reason;
    }

    /// <summary>About now: the day of the delivery in the profile's zone.</summary>
    public DateOnly Reference => _asOf.Reference;

    /// <summary>The instant that a date of the source means.</summary>
    public DateTimeOffset Instant(in DateReading reading) => _asOf.Instant(reading);

    /// <summary>Refuses a line whose place may be known: what else is there is then not complete.</summary>
    public RejectionReason Refuse(
        in StatedLine line, string field, RejectionReason reason, ReadOnlySpan<char> value = default)
    {
        Count++;
        CodeReading<LocationId> place = ReadLocation(line);
        if (place.Reason == RejectionReason.None)
            _assembler.Refuse(place.Id, line.Source);
        else
            _assembler.RefuseNowhere(line.Source);
        return Reject(line, field, value, reason);
    }

    /// <summary>Takes a stated line; the reason when it was refused, else None.</summary>
    public RejectionReason Add(in StatedLine line)
    {
        RejectionReason reason = Begin(line, out StatedRow row);
        if (reason != RejectionReason.None)
            return reason;
        return Take(line, row, row.Facts.HasStatusWord ? StockStatus.OnHand : line.Status);
    }

    /// <summary>
    /// Reads what all quantities of a row share: its place, times and words; the reason when the row is refused, and
    /// then once for all its quantities, which must not be taken any more.
    /// </summary>
    public RejectionReason Begin(in StatedLine line, out StatedRow row)
    {
        row = default;
        CodeReading<LocationId> place = ReadLocation(line);
        if (place.Reason != RejectionReason.None)
        {
            Count++;
            if (place.Reason != RejectionReason.LocationUnknown)
                _assembler.RefuseNowhere(line.At("location"));
            return Reject(line, "location", line.Location.IsEmpty ? line.LocationName : line.Location, place.Reason);
        }

        Warn(place.Warning, line, "location", line.Location);
        RejectionReason reason = ReadFields(line, place.Id, out RowFacts? facts);
        row = new StatedRow(place.Id, facts!, place.Warning is not null);
        if (reason == RejectionReason.None)
            return reason;
        Count++;
        _assembler.Refuse(place.Id, line.Source);
        return reason;
    }

    /// <summary>Takes one quantity of a row that was begun; a status of its own wins over the row's.</summary>
    public RejectionReason Take(in StatedLine line, in StatedRow row) => Take(line, row, line.Status);

    /// <summary>Takes one more quantity of the same place, times and words as a row that was begun and taken before,
    /// where item, number and unit are plain; false, with nothing taken, where they must be read with all that may be
    /// odd of them.</summary>
    public bool TryRepeat(
        in StatedRow row,
        StockStatus status,
        ReadOnlySpan<char> item,
        bool promisesGtin,
        ReadOnlySpan<char> quantity,
        ReadOnlySpan<char> unit,
        in SourcePosition source,
        out long whole)
    {
        whole = 0;
        bool isPlain = !row.Facts.IsIgnored && !row.HasWarning && !unit.IsEmpty && TryKnownUnit(unit)
            && _lastUnitWord.Warning is null;
        if (!isPlain || !JapaneseNumber.TryWhole(quantity, out whole))
            return false;
        ItemReading known = _items.Read(item, promisesGtin);
        if (known.Reason != RejectionReason.None || known.Warning is not null)
            return false;
        Count++;
        RowFacts facts = row.Facts;
        _assembler.Add(row.Place, known, _lastUnitWord.Code, Status(status, facts), facts, whole, source);
        return true;
    }

    /// <summary>True for a unit that was read before; it is then the last one.</summary>
    private bool TryKnownUnit(ReadOnlySpan<char> word)
    {
        if (_lastUnit.Is(word))
            return true;
        if (!_words.TryUnit(word, out UnitWord known))
            return false;
        _lastUnitWord = known;
        _lastUnit.Set(word);
        return true;
    }

    /// <summary>Ends the reading.</summary>
    public FeedReading Finish() => _assembler.Finish();

    private RejectionReason Take(in StatedLine line, in StatedRow row, StockStatus status)
    {
        Count++;
        RowFacts facts = row.Facts;
        if (facts.IsIgnored)
            return RejectionReason.None;
        if (line.Fault != RejectionReason.None)
        {
            _assembler.Refuse(row.Place, line.At("quantity"));
            return Reject(line, line.FaultField ?? "quantity", line.FaultValue, line.Fault);
        }

        RejectionReason reason = ReadItem(line, out ItemReading item);
        var amount = new Amount(false, 0, Band: line.Band);
        string? unit = null;
        bool isUnknown = false;
        if (reason == RejectionReason.None && line.Band is null)
            reason = ReadQuantity(line, facts.SaleState, out amount, out unit, out isUnknown);
        SourcePosition source = line.AtQuantity();
        if (reason != RejectionReason.None)
            _assembler.Refuse(row.Place, source);
        else if (isUnknown)
            _assembler.AddUnknown(row.Place, source);
        else
            _assembler.Add(row.Place, item, unit, Status(status, facts), facts, amount, source);
        return reason;
    }

    /// <summary>A status of the quantity's own wins over the row's.</summary>
    private static StockStatus Status(StockStatus own, RowFacts facts) =>
        own == StockStatus.OnHand ? facts.Status : own;

    private CodeReading<LocationId> ReadLocation(in StatedLine line)
    {
        if (_lastPlace.Is(line))
            return _lastPlace.Reading;
        CodeReading<LocationId> reading = FindLocation(line);
        _lastPlace.Set(line, reading);
        return reading;
    }

    private CodeReading<LocationId> FindLocation(in StatedLine line)
    {
        if (!line.Location.IsWhiteSpace())
        {
            CodeReading<LocationId> reading = _locations.Read(line.Location);
            if (reading.Warning != "checkDigit" || line.LocalLocation.IsWhiteSpace())
                return reading;
            return _locations.Read(line.LocalLocation) with { Warning = "checkDigit" };
        }

        if (!line.LocalLocation.IsWhiteSpace())
            return _locations.Read(line.LocalLocation);
        if (!line.LocationName.IsWhiteSpace())
            return _locations.ReadName(line.LocationName);
        return _constantLocation is null
            ? new CodeReading<LocationId>(default, RejectionReason.FieldMissing)
            : _locations.Read(_constantLocation);
    }

    private RejectionReason ReadFields(in StatedLine line, LocationId place, out RowFacts? facts)
    {
        // The status of the place itself is told by its id or its name.
        bool isOfPlace = _profile.LocationStatuses.Count > 0;
        facts = _lastFields.Facts;
        if (facts is not null && !isOfPlace && _lastFields.Are(line))
            return RejectionReason.None;
        RejectionReason reason = FindFields(line, place, out facts);
        _lastFields.Set(line, facts);
        return reason;
    }

    private RejectionReason FindFields(in StatedLine line, LocationId place, out RowFacts? facts)
    {
        facts = null;
        DateTimeOffset asOf;
        AsOfSource source;
        if (line.AsOfTime is { } time)
            (asOf, source) = (time, line.AsOfSource);
        else if (_asOf.Read(line.AsOf, out asOf, out source) is var wrong and not RejectionReason.None)
            return Reject(line, "asOf", line.AsOf, wrong);
        var status = StockStatus.OnHand;
        bool isIgnored = false;
        ReadOnlySpan<char> word = Text(line.StatusWord, _constantStatus);
        if (!word.IsEmpty && !_words.TryStatus(word, out status, out isIgnored))
            return Reject(line, "status", word, RejectionReason.StatusInvalid);
        if (status == StockStatus.OnHand)
            status = _words.StatusOfPlace(place, line.LocationName);
        SaleState sale = _profile.SaleState;
        ReadOnlySpan<char> state = Text(line.SaleState, _constantSaleState);
        if (!state.IsEmpty && !_words.TrySaleState(state, out sale))
            return Reject(line, "saleState", state, RejectionReason.SaleStateInvalid);
        RejectionReason reason = FindRest(line, out LineRest? rest);
        if (reason != RejectionReason.None)
            return reason;
        facts = new RowFacts
        {
            Status = status,
            HasStatusWord = !word.IsEmpty,
            SaleState = sale,
            AsOf = asOf,
            AsOfSource = source,
            IsIgnored = isIgnored,
            Rest = rest,
        };
        return RejectionReason.None;
    }

    private RejectionReason FindRest(in StatedLine line, out LineRest? rest)
    {
        rest = null;
        ReadOnlySpan<char> lot = Text(line.Lot, _constantLot);
        if (lot.Length > LotLengthMax || HasControl(lot))
            return Reject(line, "lot", lot, RejectionReason.LotInvalid);
        ReadOnlySpan<char> date = Text(line.Expiry, _constantExpiry);
        DateReading expiry = default;
        if (!date.IsEmpty && !JapaneseDate.TryRead(date, null, out expiry))
            return Reject(line, "expiry", date, RejectionReason.ExpiryInvalid);
        ReadOnlySpan<char> name = Text(line.Owner, _constantOwner);
        ParticipantId owner = default;
        if (!name.IsEmpty && !ParticipantId.TryParse(name.ToString(), out owner))
            return Reject(line, "owner", name, RejectionReason.OwnerInvalid);
        if (lot.IsEmpty && date.IsEmpty && name.IsEmpty)
            return RejectionReason.None;
        rest = new LineRest
        {
            Lot = lot.IsEmpty ? null : lot.ToString(),
            Expiry = date.IsEmpty ? null : expiry.Day,
            Owner = name.IsEmpty ? null : owner,
        };
        return RejectionReason.None;
    }

    private RejectionReason ReadItem(in StatedLine line, out ItemReading item)
    {
        ReadOnlySpan<char> text = line.LocalItem;
        string? warning;
        if (!line.Gtin.IsWhiteSpace())
        {
            text = line.Gtin;
            item = _items.Read(line.Gtin, promisesGtin: true);
            warning = item.Warning;
            bool isGtin = item.Reason == RejectionReason.None && item.Id.IsGtin;
            if (!isGtin && !line.LocalItem.IsWhiteSpace())
                (item, warning) = (_items.Read(line.LocalItem, promisesGtin: false), "checkDigit");
            else if (!isGtin)
                warning ??= "checkDigit";
        }
        else if (!line.OwnItem.IsWhiteSpace())
        {
            text = line.OwnItem;
            item = _items.ReadOwn(text);
            warning = item.Warning;
        }
        else
        {
            item = _items.Read(line.LocalItem.IsWhiteSpace() ? _constantItem : line.LocalItem, line.ItemPromisesGtin);
            warning = item.Warning;
            if (warning is "checkDigit" or "idSpoiled" && !line.SecondItem.IsWhiteSpace())
                item = _items.Read(line.SecondItem, promisesGtin: false);
        }

        if (item.Reason != RejectionReason.None)
            return Reject(line, "item", text, item.Reason);
        Warn(warning, line, "item", text);
        return RejectionReason.None;
    }

    private RejectionReason ReadQuantity(
        in StatedLine line, SaleState sale, out Amount amount, out string? unit, out bool isUnknown)
    {
        unit = null;
        isUnknown = false;
        NumberReading reading = ReadNumber(line, out amount);
        if (reading is NumberReading.Invalid or NumberReading.OutOfRange)
        {
            return Reject(line, "quantity", line.Quantity, reading == NumberReading.Invalid
                ? RejectionReason.QuantityInvalid : RejectionReason.QuantityOutOfRange);
        }

        if (reading == NumberReading.Unknown)
        {
            // "Not carried" and "closed" are facts of their own, with nothing to count.
            isUnknown = sale is not (SaleState.NotCarried or SaleState.Closed);
            return RejectionReason.None;
        }

        ReadOnlySpan<char> word = Text(line.Unit, _constantUnit);
        if (!word.IsEmpty && _lastUnit.Is(word))
        {
            unit = _lastUnitWord.Code;
            Warn(_lastUnitWord.Warning, line, "unit", unit);
            return RejectionReason.None;
        }

        if (word.Length > UnitLengthMax || HasControl(word))
            return Reject(line, "unit", word, RejectionReason.UnitInvalid);
        if (!word.IsEmpty)
        {
            _lastUnitWord = _words.Unit(word);
            _lastUnit.Set(word);
            unit = _lastUnitWord.Code;
            Warn(_lastUnitWord.Warning, line, "unit", unit);
            return RejectionReason.None;
        }

        if (_profile.MissingUnit == FeedProfile.Reject)
            return Reject(line, "unit", default, RejectionReason.UnitMissing);
        if (!Findings.Count("unitMissing"))
            Findings.Warn("unitMissing", line.At("unit"));
        return RejectionReason.None;
    }

    private static NumberReading ReadNumber(in StatedLine line, out Amount amount)
    {
        NumberReading reading = NumberReading.Number;
        if (line.Number is { } decoded)
            amount = Amount.Of(decoded);
        else if (JapaneseNumber.TryWhole(line.Quantity, out long whole))
            amount = new Amount(true, whole);
        else
        {
            reading = JapaneseNumber.Read(CodeText.Unwrap(line.Quantity.Trim()), out decimal quantity);
            amount = reading == NumberReading.Number ? Amount.Of(quantity) : default;
        }

        return reading;
    }

    private string? Constant(string field) =>
        _profile.Constants.GetValueOrDefault(field) is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;

    private static ReadOnlySpan<char> Text(ReadOnlySpan<char> text, string? constant)
    {
        text = text.Trim();
        return text.IsEmpty ? constant : text;
    }

    private static bool HasControl(ReadOnlySpan<char> text) =>
        text.ContainsAnyInRange('\0', '\u001F') || LocalCode.HasBidiControl(text);

    private void Warn(string? kind, in StatedLine line, string field, ReadOnlySpan<char> value)
    {
        if (kind is not null && !Findings.Count(kind))
            Findings.Warn(kind, line.At(field), value.ToString());
    }

    private RejectionReason Reject(in StatedLine line, string field, ReadOnlySpan<char> value, RejectionReason reason)
    {
        Findings.Reject(line.At(field), field, value.IsWhiteSpace() ? Constant(field) : value.ToString(), reason);
        return reason;
    }
}
