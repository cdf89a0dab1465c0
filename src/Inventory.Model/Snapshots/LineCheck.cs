using System.Globalization;
using Inventory.Model.Identifiers;
using Inventory.Model.Rejections;
using Inventory.Model.Units;

namespace Inventory.Model.Snapshots;

/// <summary>Checks one line and completes it.</summary>
internal readonly struct LineCheck(SnapshotContext context, WarningCounter warnings, SourcePosition source)
{
    /// <summary>The first thing wrong in the order of the reasons' precedence; null when the line is kept as
    /// <paramref name="kept"/>.</summary>
    public Fault? Fault(in StockLine line, out StockLine kept)
    {
        kept = line;
        Fault? fault = ItemFault(line)
            ?? AsOfFault(line)
            ?? QuantityFault(line, out kept)
            ?? RestFault(line);
        if (fault is null)
            Warn(line, kept);
        return fault;
    }

    private static Fault? ItemFault(in StockLine line)
    {
        string? text = line.Item.Value;
        if (string.IsNullOrEmpty(text))
            return new Fault("item", null, RejectionReason.ItemMissing);
        // On the log a GTIN has 14 digits; a shorter one would be a second name of the same item.
        return ItemId.TryParse(text, out ItemId id) && id == line.Item
            ? null
            : new Fault("item", text, RejectionReason.ItemInvalid);
    }

    private Fault? AsOfFault(in StockLine line) =>
        line.AsOf is { } asOf ? SnapshotValidator.TimeFault("asOf", asOf, context.Now) : null;

    private Fault? QuantityFault(in StockLine line, out StockLine kept)
    {
        kept = line;
        if (line.Unit is { } unit && (unit.Length is 0 or > UnitTable.TextLengthMax || !JsonText.IsPlain(unit)))
            return new Fault("unit", unit, RejectionReason.UnitInvalid);
        if (line.Band is { } band && (band.Min < 0 || band.Max < band.Min))
            return new Fault("band", $"{band.Min}–{band.Max}", RejectionReason.BandInvalid);
        if (line.Quantity is { } quantity)
            return BaseFault(line, quantity, out kept);
        if (line.BaseQuantity is { } baseQuantity)
            return new Fault("baseQuantity", baseQuantity.ToString(CultureInfo.InvariantCulture), RejectionReason.QuantityMissing);
        // "Not carried" and "closed" are facts of their own: there is nothing to count.
        return line.Band is null && line.SaleState is not (SaleState.NotCarried or SaleState.Closed)
            ? new Fault("quantity", null, RejectionReason.QuantityMissing)
            : null;
    }

    private Fault? BaseFault(in StockLine line, decimal quantity, out StockLine kept)
    {
        Resolution resolution = BaseQuantityResolver.Resolve(context.Registry, line.Item, quantity, line.Unit,
            out long baseQuantity);
        kept = line with { BaseQuantity = resolution == Resolution.Resolved ? baseQuantity : null };
        switch (resolution)
        {
            case Resolution.Fractional:
                return new Fault("quantity", Text(quantity), RejectionReason.QuantityFractional);
            case Resolution.OutOfRange:
                return new Fault("quantity", Text(quantity), RejectionReason.QuantityOutOfRange);
            case Resolution.Resolved when line.BaseQuantity is { } stated && stated != baseQuantity:
                return new Fault("baseQuantity", Text(stated), RejectionReason.UnitMismatch);
            default:
                return null;
        }
    }

    private static Fault? RestFault(in StockLine line)
    {
        if (!Enum.IsDefined(line.Status))
            return new Fault("status", null, RejectionReason.StatusInvalid);
        if (!Enum.IsDefined(line.SaleState))
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

    private void Warn(in StockLine line, in StockLine kept)
    {
        if (line.Quantity < 0)
            warnings.Add("negative", source, Text(line.Quantity.Value));
        if (line.AsOf is { } asOf && SnapshotValidator.IsOld(asOf, context.Now))
            warnings.Add("asOfOld", source, CanonicalTime.Format(asOf));
        // What was resolved is known.
        if (kept.BaseQuantity is not null)
            return;
        // A band is stated in base units, so only the item must be known.
        bool isCounted = kept.Quantity is not null || kept.Band is not null;
        if (isCounted && !context.Registry.TryFindItem(kept.Item, out _, out _))
            warnings.Add("unknownItem", source, kept.Item.Value);
        else if (kept.Quantity is not null && kept.BaseQuantity is null)
            warnings.Add("unknownPack", source, kept.Unit);
    }

    private static string Text(decimal number) => number.ToString(CultureInfo.InvariantCulture);
}
