using Inventory.Adapters.Mapping;
using Inventory.Model.Identifiers;
using Inventory.Model.Rejections;

namespace Inventory.Adapters.Edi;

/// <summary>Turns a collected item into stated lines.</summary>
/// <param name="intake">Where they go.</param>
/// <param name="header">What holds for all items of the message.</param>
/// <param name="numberField">What the format calls the quantity, such as <c>QTY02</c>.</param>
/// <param name="timeField">What the format calls the as-of.</param>
internal sealed class EdiLines(LineIntake intake, EdiHeader header, string numberField, string timeField)
{
    private readonly EdiLevels _levels = new();
    private readonly Dictionary<string, int> _places = [];
    private string _owner = string.Empty;
    private bool _isOwner;

    /// <summary>Ends the item: its levels are stated, a quantity without a number is unknown, and so is an item without
    /// any quantity.</summary>
    public void End(EdiItem item)
    {
        if (!item.IsOpen)
            return;
        Span<EdiEntry> entries = item.Entries;
        if (item.Fault != RejectionReason.None)
            Refuse(item);
        else if (entries.IsEmpty && !item.HasUnknownParts)
            intake.AddUnknown();
        else if (!State(item, entries) && !item.Gtin.IsEmpty && !item.IsGtinValid)
            intake.Findings.Warn("checkDigit", new SourcePosition(Segment: item.Segment), item.Of(item.Gtin).ToString());
        item.Clear();
    }

    private void Refuse(EdiItem item)
    {
        var line = new StatedLine
        {
            Source = new SourcePosition(Segment: item.FaultSegment),
            Fault = item.Fault,
            FaultField = item.FaultField,
            FaultValue = item.Of(item.FaultValue),
        };
        SetPlace(item, item.Entries.IsEmpty ? item.ItemPlace : item.Entries[0].Place, ref line);
        intake.Add(line);
    }

    private bool State(EdiItem item, Span<EdiEntry> entries)
    {
        if (entries.Length > 1)
        {
            foreach (ref EdiEntry entry in entries)
                entry.PlaceId = PlaceId(item, entry.Place);
        }

        if (_levels.Resolve(item))
            intake.Findings.Warn("partsMismatch", new SourcePosition(Segment: item.Segment));
        bool isAny = false;
        foreach (ref readonly EdiEntry entry in entries)
        {
            if (entry.IsDropped)
                continue;
            State(item, entry);
            isAny = true;
        }

        return isAny;
    }

    private void State(EdiItem item, in EdiEntry entry)
    {
        var line = new StatedLine
        {
            Source = new SourcePosition(Segment: entry.Segment),
            Gtin = item.Of(item.Gtin),
            LocalItem = item.Of(item.LocalItem),
            Number = entry.IsBlank ? null : entry.Number,
            Unit = item.Of(entry.Unit),
            Status = entry.Status ?? entry.Rule!.Status,
            Lot = item.Of(entry.Lot.IsEmpty ? item.Lot : entry.Lot),
            Expiry = item.Of(entry.Expiry.IsEmpty ? item.Expiry : entry.Expiry),
            AsOf = item.Of(entry.AsOf.IsEmpty ? item.AsOf : entry.AsOf),
            Owner = Owner(item),
        };
        SetPlace(item, entry.Place, ref line);
        if (entry.IsWrong)
        {
            (line.Fault, line.FaultField) = (RejectionReason.QuantityInvalid, numberField);
            line.FaultValue = item.Of(entry.Text);
        }
        else if (line.AsOf.IsEmpty && header.WrongTime is { } wrong)
        {
            (line.Fault, line.FaultField) = (RejectionReason.AsOfInvalid, timeField);
            line.FaultValue = wrong;
        }

        intake.Add(line);
    }

    private void SetPlace(EdiItem item, in Place place, ref StatedLine line)
    {
        bool isStated = place.IsStated;
        line.Location = isStated ? item.Of(place.Code) : header.PlaceCode;
        if (line.Location.IsEmpty)
            line.LocationName = isStated ? item.Of(place.Name) : header.PlaceName;
    }

    /// <summary>The owner that is stated, when it can be a participant; else nothing. One owner holds for many
    /// items.</summary>
    private ReadOnlySpan<char> Owner(EdiItem item)
    {
        ReadOnlySpan<char> owner = item.Owner.IsEmpty ? header.Owner : item.Of(item.Owner);
        if (!owner.SequenceEqual(_owner))
        {
            _owner = owner.ToString();
            _isOwner = ParticipantId.TryParse(_owner, out _);
        }

        return _isOwner ? owner : default;
    }

    /// <summary>A number for the place, equal for equal ones; 0 for the head's.</summary>
    private int PlaceId(EdiItem item, in Place place)
    {
        if (!place.IsStated)
            return 0;
        if (_places.Count > EdiLimits.PlacesMax)
            _places.Clear();
        ReadOnlySpan<char> key = item.Of(place.Code.IsEmpty ? place.Name : place.Code);
        var lookup = _places.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!lookup.TryGetValue(key, out int id))
            lookup[key] = id = _places.Count + 1;
        return id;
    }
}
