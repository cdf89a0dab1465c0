using System.Runtime.InteropServices;
using Inventory.Model.Identifiers;
using Inventory.Model.Registry;
using Inventory.Model.Snapshots;

namespace Inventory.Adapters.Json;

/// <summary>The fields of one line while they come in.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct LineDraft
{
    public string? Item;

    /// <summary>What the registry knows of the item; null when it knows nothing.</summary>
    public ItemEntry? Entry;
    public string? Unit;
    public string? Lot;
    public ParticipantId? Owner;
    public QuantityBand? Band;
    public DateOnly? Expiry;
    public DateTimeOffset? AsOf;

    /// <summary>The digits of the quantity without its point.</summary>
    public long Digits;

    /// <summary>How many of the digits stand behind the point; -1 when no quantity was sent.</summary>
    public int Decimals;
    public long? BaseQuantity;
    public StockStatus Status;
    public SaleState SaleState;

    /// <summary>True when it has what every line must have.</summary>
    public readonly bool IsWhole =>
        Item is not null
        && (Decimals >= 0 || Band is not null || SaleState is SaleState.NotCarried or SaleState.Closed);

    /// <summary>Fills in the base quantity; false when there may be something to say of the line, which is then the
    /// validator's work.</summary>
    public bool TryComplete(DateTimeOffset now)
    {
        if (Entry is not { IsWellFormed: true } || Decimals != 0 || Digits < 0 || Lot is not null || Band is not null
            || !Entry.TryToBase(Digits, Unit, out long baseQuantity)
            || (AsOf is { } asOf && !SnapshotValidator.IsTimely(asOf, now)))
            return false;
        if (BaseQuantity is { } stated)
            return stated == baseQuantity;
        BaseQuantity = baseQuantity;
        return true;
    }

    public readonly StockLine ToLine()
    {
        var line = new StockLine
        {
            Item = new ItemId(Item!), Status = Status, Unit = Unit, SaleState = SaleState,
            Quantity = Decimals < 0 ? null : Quantity(), BaseQuantity = BaseQuantity,
        };
        return IsPlain() ? line : WithRest(line);
    }

    private readonly bool IsPlain() =>
        Lot is null && Owner is null && Band is null && Expiry is null && AsOf is null;

    private readonly StockLine WithRest(in StockLine line) => line with
    {
        Band = Band,
        Owner = Owner,
        Lot = Lot,
        Expiry = Expiry,
        AsOf = AsOf,
    };

    private readonly decimal Quantity()
    {
        if (Decimals == 0)
            return Digits;
        ulong digits = (ulong)Math.Abs(Digits);
        return new decimal(
            unchecked((int)digits), (int)(digits >> 32), 0, isNegative: Digits < 0, (byte)Decimals);
    }
}
