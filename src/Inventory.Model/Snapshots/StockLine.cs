using Inventory.Model.Identifiers;

namespace Inventory.Model.Snapshots;

/// <summary>
/// One stated level of one item. <c>default</c> is not a valid line. Files hold millions of them and every one is
/// copied on its way, so what may be absent shares one byte of flags instead of bearing a flag of its own.
/// </summary>
public readonly record struct StockLine
{
    private readonly decimal _quantity;
    private readonly long _baseQuantity;
    private readonly DateTimeOffset _asOf;
    private readonly BandRange? _band;
    private readonly string? _owner;
    private readonly DateOnly _expiry;
    private readonly Stated _stated;

    [Flags]
    private enum Stated : byte
    {
        Nothing = 0,
        Quantity = 1,
        BaseQuantity = 2,
        Owner = 4,
        Expiry = 8,
        AsOf = 16,
    }

    /// <summary>The trade item.</summary>
    public required ItemId Item { get; init; }

    /// <summary>What may be done with the goods.</summary>
    public StockStatus Status { get; init; }

    /// <summary>The quantity as sent, in <see cref="Unit"/>; null when only a <see cref="Band"/> is stated.</summary>
    public decimal? Quantity
    {
        get => Has(Stated.Quantity) ? _quantity : null;
        init => (_quantity, _stated) = (value.GetValueOrDefault(), With(Stated.Quantity, value is not null));
    }

    /// <summary>The unit as sent, a UN/ECE Rec 20/21 code where one was recognised; null when none was
    /// stated.</summary>
    public string? Unit { get; init; }

    /// <summary>
    /// <see cref="Quantity"/> in the base unit of the item's category, exact; null when the item or the pack is not in
    /// the registry (then the line is kept and counted apart, never summed).
    /// </summary>
    public long? BaseQuantity
    {
        get => Has(Stated.BaseQuantity) ? _baseQuantity : null;
        init => (_baseQuantity, _stated) = (value.GetValueOrDefault(), With(Stated.BaseQuantity, value is not null));
    }

    /// <summary>A range, where the source states only ranges; never turned into a point value. In base units.</summary>
    public QuantityBand? Band
    {
        get => _band?.Band;
        init => _band = value is { } band ? new BandRange(band) : null;
    }

    /// <summary>Whether the public can buy it.</summary>
    public SaleState SaleState { get; init; }

    /// <summary>The owner, when the goods belong to someone else than the location's participant
    /// (consignment).</summary>
    public ParticipantId? Owner
    {
        get => Has(Stated.Owner) ? new ParticipantId(_owner!) : null;
        init => (_owner, _stated) = (value?.Value, With(Stated.Owner, value is not null));
    }

    /// <summary>Lot or batch, at most 64 characters.</summary>
    public string? Lot { get; init; }

    /// <summary>Expiry or best-before date.</summary>
    public DateOnly? Expiry
    {
        get => Has(Stated.Expiry) ? _expiry : null;
        init => (_expiry, _stated) = (value.GetValueOrDefault(), With(Stated.Expiry, value is not null));
    }

    /// <summary>When this line was counted, when that differs from the snapshot's as-of.</summary>
    public DateTimeOffset? AsOf
    {
        get => Has(Stated.AsOf) ? _asOf : null;
        init => (_asOf, _stated) = (value.GetValueOrDefault(), With(Stated.AsOf, value is not null));
    }

    private bool Has(Stated what) => (_stated & what) != 0;

    private Stated With(Stated what, bool isStated) => isStated ? _stated | what : _stated & ~what;

    /// <summary>Bands are rare: they live apart, and lines stay small.</summary>
    private sealed record BandRange(QuantityBand Band);
}
