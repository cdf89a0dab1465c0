using System.Globalization;
using Inventory.Model.Identifiers;
using Inventory.Model.Registry;
using Inventory.Model.Rejections;
using Inventory.Model.Units;

namespace Inventory.Model.Snapshots;

/// <summary>Checks the lines of one snapshot and completes them. The place of a line is asked for only when something
/// is to be said of it.</summary>
internal readonly struct LineCheck(
    SnapshotContext context, WarningCounter warnings, IReadOnlyList<SourcePosition>? sources)
{
    /// <summary>The first thing wrong in the order of the reasons' precedence; null when the line is kept, and then it
    /// has its base quantity where that is known.</summary>
    public Fault? Complete(ref StockLine line, int index)
    {
        string? id = line.Item.Value;
        if (string.IsNullOrEmpty(id))
            return new Fault("item", null, RejectionReason.ItemMissing);
        ItemEntry? entry = context.Registry.FindEntry(id);
        Fault? fault = ItemFault(line.Item, entry)
            ?? AsOfFault(line)
            ?? StatedFault(line)
            ?? BaseFault(ref line, entry)
            ?? RestFault(line);
        if (fault is null)
            Warn(line, entry, index);
        return fault;
    }

    /// <summary>Where a line stands in what was sent; the default where nobody knows.</summary>
    public SourcePosition Source(int index) => sources is not null && index < sources.Count ? sources[index] : default;

    /// <summary>Tells that an as-of lies long ago.</summary>
    public void WarnOld(DateTimeOffset asOf, int index)
    {
        if (!warnings.Count("asOfOld"))
            warnings.Add("asOfOld", Source(index), CanonicalTime.Format(asOf));
    }

    private static Fault? ItemFault(ItemId item, ItemEntry? entry)
    {
        if (entry is { IsWellFormed: true })
            return null;
        // On the log a GTIN has 14 digits; a shorter one would be a second name of the same item.
        return ItemId.TryParse(item.Value, out ItemId id) && id == item
            ? null
            : new Fault("item", item.Value, RejectionReason.ItemInvalid);
    }

    private Fault? AsOfFault(in StockLine line) =>
        line.AsOf is { } asOf ? SnapshotValidator.TimeFault("asOf", asOf, context.Now) : null;

    private static Fault? StatedFault(in StockLine line)
    {
        if (line.Unit is { } unit && !IsUnit(unit))
            return new Fault("unit", unit, RejectionReason.UnitInvalid);
        if (line.Band is { } band && (band.Min < 0 || band.Max < band.Min))
            return new Fault("band", $"{band.Min}–{band.Max}", RejectionReason.BandInvalid);
        if (line.Quantity is not null)
            return null;
        if (line.BaseQuantity is { } baseQuantity)
            return new Fault("baseQuantity", baseQuantity.ToString(CultureInfo.InvariantCulture), RejectionReason.QuantityMissing);
        // "Not carried" and "closed" are facts of their own: there is nothing to count.
        return line.Band is null && line.SaleState is not (SaleState.NotCarried or SaleState.Closed)
            ? new Fault("quantity", null, RejectionReason.QuantityMissing)
            : null;
    }

    /// <summary>A code of the table is most of what comes; anything else must be short and need no escape.</summary>
    private static bool IsUnit(string unit) =>
        UnitTable.IsCode(unit) || (unit.Length is > 0 and <= UnitTable.TextLengthMax && JsonText.IsPlain(unit));

    private static Fault? BaseFault(ref StockLine line, ItemEntry? entry)
    {
        if (line.Quantity is not { } quantity)
            return null;
        long baseQuantity = 0;
        Resolution resolution = entry is null
            ? Resolution.UnknownItem
            : BaseQuantityResolver.Resolve(entry, quantity, line.Unit, out baseQuantity);
        long? stated = line.BaseQuantity;
        switch (resolution)
        {
            case Resolution.Fractional:
                return new Fault("quantity", Text(quantity), RejectionReason.QuantityFractional);
            case Resolution.OutOfRange:
                return new Fault("quantity", Text(quantity), RejectionReason.QuantityOutOfRange);
            case Resolution.Resolved when stated is { } sent && sent != baseQuantity:
                return new Fault("baseQuantity", Text(sent), RejectionReason.UnitMismatch);
            case Resolution.Resolved when stated is null:
                line = line with { BaseQuantity = baseQuantity };
                return null;
            case Resolution.UnknownItem or Resolution.UnknownPack when stated is not null:
                line = line with { BaseQuantity = null };
                return null;
            default:
                return null;
        }
    }

    private static Fault? RestFault(in StockLine line)
    {
        if (line.Status is < StockStatus.OnHand or > StockStatus.OnHold)
            return new Fault("status", null, RejectionReason.StatusInvalid);
        if (line.SaleState is < SaleState.Unknown or > SaleState.Closed)
            return new Fault("saleState", null, RejectionReason.SaleStateInvalid);
        if (line.Owner is { } owner && (owner.Value is null || !ParticipantId.TryParse(owner.Value, out _)))
            return new Fault("owner", owner.Value, RejectionReason.OwnerInvalid);
        return line.Lot is { } lot && !IsLot(lot) ? new Fault("lot", lot, RejectionReason.LotInvalid) : null;
    }

    private static bool IsLot(string lot)
    {
        foreach (char c in lot)
        {
            if (char.IsControl(c))
                return false;
        }

        return lot.Length is > 0 and <= SnapshotValidator.LotLengthMax && JsonText.IsWellFormed(lot);
    }

    private void Warn(in StockLine line, ItemEntry? entry, int index)
    {
        if (line.Quantity is < 0 && !warnings.Count("negative"))
            warnings.Add("negative", Source(index), Text(line.Quantity.Value));
        if (line.AsOf is { } asOf && SnapshotValidator.IsOld(asOf, context.Now))
            WarnOld(asOf, index);
        // What was resolved is known.
        if (line.BaseQuantity is not null)
            return;
        bool hasQuantity = line.Quantity is not null;
        // A band is stated in base units, so only the item must be known.
        if (entry is null && (hasQuantity || line.Band is not null))
            Warn("unknownItem", index, line.Item.Value);
        else if (hasQuantity)
            Warn("unknownPack", index, line.Unit);
    }

    private void Warn(string kind, int index, string? value)
    {
        if (!warnings.Count(kind))
            warnings.Add(kind, Source(index), value);
    }

    private static string Text(decimal number) => number.ToString(CultureInfo.InvariantCulture);
}
