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

    public LineIntake(FeedProfile profile, StockRegistry registry, Delivery delivery)
    {
        _profile = profile;
        _assembler = new SnapshotAssembler(profile, registry, delivery, Findings);
        _asOf = new AsOfReader(profile, delivery);
        _items = new ItemCodes(profile.Participant, registry);
        _locations = new LocationCodes(profile, registry);
        _words = new WordTables(profile);
    }

    /// <summary>What was refused and what was odd.</summary>
    public Findings Findings { get; } = new();

    /// <summary>The as-of that the document's head states for all lines that state none of their own.</summary>
    public DateTimeOffset? HeaderAsOf
    {
        get => _asOf.Header;
        set => _asOf.Header = value;
    }

    /// <summary>Reads a time in any of the date forms, in the profile's zone; false when it is none.</summary>
    public bool TryTime(ReadOnlySpan<char> text, out DateTimeOffset time) => _asOf.TryTime(text, out time);

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
        Count++;
        CodeReading<LocationId> place = ReadLocation(line);
        if (place.Reason != RejectionReason.None)
        {
            if (place.Reason != RejectionReason.LocationUnknown)
                _assembler.RefuseNowhere(line.Source);
            return Reject(line, "location", line.Location.IsEmpty ? line.LocationName : line.Location, place.Reason);
        }

        Warn(place.Warning, line, line.Location);
        RejectionReason reason =
            ReadFields(line, place.Id, out StockLine read, out AsOfSource source, out bool isIgnored);
        if (reason == RejectionReason.None && !isIgnored)
            reason = ReadItem(line, ref read);
        if (reason == RejectionReason.None && !isIgnored)
            reason = ReadQuantity(line, ref read, out isIgnored);
        if (reason != RejectionReason.None)
            _assembler.Refuse(place.Id, line.Source);
        else if (!isIgnored)
            _assembler.Add(place.Id, read, line.Source, source);
        return reason;
    }

    /// <summary>Ends the reading.</summary>
    public FeedReading Finish() => _assembler.Finish();

    private CodeReading<LocationId> ReadLocation(in StatedLine line)
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
        return _profile.Constants.TryGetValue("location", out string? constant)
            ? _locations.Read(constant)
            : new CodeReading<LocationId>(default, RejectionReason.FieldMissing);
    }

    private RejectionReason ReadFields(
        in StatedLine line, LocationId place, out StockLine read, out AsOfSource source, out bool isIgnored)
    {
        read = default;
        isIgnored = false;
        DateTimeOffset asOf;
        if (line.AsOfTime is { } time)
            (asOf, source) = (time, line.AsOfSource);
        else if (_asOf.Read(line.AsOf, out asOf, out source) is var wrong and not RejectionReason.None)
            return Reject(line, "asOf", line.AsOf, wrong);
        StockStatus status = line.Status;
        string? word = Text(line.StatusWord, "status");
        if (word is not null && !_words.TryStatus(word, out status, out isIgnored))
            return Reject(line, "status", word, RejectionReason.StatusInvalid);
        if (status == StockStatus.OnHand)
            status = _words.StatusOfPlace(place, line.LocationName);
        SaleState sale = _profile.SaleState;
        if (Text(line.SaleState, "saleState") is { } state && !_words.TrySaleState(state, out sale))
            return Reject(line, "saleState", state, RejectionReason.SaleStateInvalid);
        string? lot = Text(line.Lot, "lot");
        if (lot?.Length > LotLengthMax || HasControl(lot))
            return Reject(line, "lot", lot, RejectionReason.LotInvalid);
        DateReading expiry = default;
        string? date = Text(line.Expiry, "expiry");
        if (date is not null && !JapaneseDate.TryRead(date, null, out expiry))
            return Reject(line, "expiry", date, RejectionReason.ExpiryInvalid);
        ParticipantId owner = default;
        string? name = Text(line.Owner, "owner");
        if (name is not null && !ParticipantId.TryParse(name, out owner))
            return Reject(line, "owner", name, RejectionReason.OwnerInvalid);
        read = new StockLine
        {
            Item = default,
            Status = status,
            SaleState = sale,
            Lot = lot,
            Expiry = date is null ? null : expiry.Day,
            Owner = name is null ? null : owner,
            AsOf = asOf,
        };
        return RejectionReason.None;
    }

    private RejectionReason ReadItem(in StatedLine line, ref StockLine read)
    {
        CodeReading<ItemId> item;
        if (!line.Gtin.IsWhiteSpace())
        {
            item = _items.Read(line.Gtin, promisesGtin: true);
            bool isGtin = item.Reason == RejectionReason.None && item.Id.IsGtin;
            if (!isGtin && !line.LocalItem.IsWhiteSpace())
                item = _items.Read(line.LocalItem, promisesGtin: false) with { Warning = "checkDigit" };
            else if (!isGtin && item.Warning is null)
                item = item with { Warning = "checkDigit" };
        }
        else if (!line.OwnItem.IsWhiteSpace())
        {
            item = _items.ReadOwn(line.OwnItem);
        }
        else
        {
            item = _items.Read(line.LocalItem.IsWhiteSpace()
                ? _profile.Constants.GetValueOrDefault("item") : line.LocalItem, promisesGtin: false);
        }

        if (item.Reason != RejectionReason.None)
            return Reject(line, "item", line.Gtin.IsEmpty ? line.LocalItem : line.Gtin, item.Reason);
        Warn(item.Warning, line, line.Gtin.IsEmpty ? line.LocalItem : line.Gtin);
        read = read with { Item = item.Id };
        return RejectionReason.None;
    }

    private RejectionReason ReadQuantity(in StatedLine line, ref StockLine read, out bool isIgnored)
    {
        isIgnored = false;
        if (line.Band is { } band)
        {
            read = read with { Band = band, Unit = null };
            return RejectionReason.None;
        }

        decimal quantity = line.Number ?? 0;
        NumberReading reading = line.Number is null ? JapaneseNumber.Read(line.Quantity, out quantity)
            : NumberReading.Number;
        if (reading is NumberReading.Invalid or NumberReading.OutOfRange)
        {
            return Reject(line, "quantity", line.Quantity, reading == NumberReading.Invalid
                ? RejectionReason.QuantityInvalid : RejectionReason.QuantityOutOfRange);
        }

        if (reading == NumberReading.Unknown)
        {
            // "Not carried" and "closed" are facts of their own, with nothing to count.
            isIgnored = read.SaleState is not (SaleState.NotCarried or SaleState.Closed);
            if (isIgnored)
                _assembler.Unknown++;
            return RejectionReason.None;
        }

        if (line.Unit.Trim().Length > UnitLengthMax || line.Unit.ContainsAnyInRange('\0', '\u001F'))
            return Reject(line, "unit", line.Unit, RejectionReason.UnitInvalid);
        string? word = Text(line.Unit, "unit");
        if (word is null && _profile.MissingUnit == FeedProfile.Reject)
            return Reject(line, "unit", default, RejectionReason.UnitMissing);
        read = read with { Quantity = quantity };
        if (word is null)
        {
            Findings.Warn("unitMissing", line.Source);
            return RejectionReason.None;
        }

        read = read with { Unit = _words.Unit(word, out bool isKnown) };
        _words.WarnUnit(Findings, word, isKnown, line.Source);
        return RejectionReason.None;
    }

    private string? Text(ReadOnlySpan<char> text, string field)
    {
        text = text.Trim();
        return text.IsEmpty ? _profile.Constants.GetValueOrDefault(field) : text.ToString();
    }

    private static bool HasControl(string? text) => text.AsSpan().ContainsAnyInRange('\0', '\u001F');

    private void Warn(string? kind, in StatedLine line, ReadOnlySpan<char> value)
    {
        if (kind is not null)
            Findings.Warn(kind, line.Source, value.ToString());
    }

    private RejectionReason Reject(in StatedLine line, string field, ReadOnlySpan<char> value, RejectionReason reason)
    {
        Findings.Reject(line.Source, field, value.IsWhiteSpace() ? null : value.Trim().ToString(), reason);
        return reason;
    }
}
