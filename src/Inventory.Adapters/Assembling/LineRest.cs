using Inventory.Model.Identifiers;
using Inventory.Model.Snapshots;

namespace Inventory.Adapters.Assembling;

/// <summary>What nearly all lines leave out: a lot, a date, an owner, a band, a quantity that is no whole number or
/// absent. Lines that follow each other share one, unless it holds a quantity.</summary>
internal sealed class LineRest
{
    public string? Lot { get; init; }

    public DateOnly? Expiry { get; init; }

    public ParticipantId? Owner { get; init; }

    public QuantityBand? Band { get; init; }

    /// <summary>True when the line's quantity (or that it has none) stands here.</summary>
    public bool HoldsQuantity { get; init; }

    public decimal? Quantity { get; init; }

    /// <summary>The quantity in base units, once the line was validated.</summary>
    public long? BaseQuantity { get; set; }

    /// <summary>True when a line with it has passed the validator: then it is right for all that share it.</summary>
    public bool IsChecked { get; set; }

    /// <summary>The same with a quantity of its own.</summary>
    public static LineRest WithQuantity(LineRest? shared, decimal? quantity, QuantityBand? band) => new()
    {
        Lot = shared?.Lot,
        Expiry = shared?.Expiry,
        Owner = shared?.Owner,
        Band = band,
        HoldsQuantity = true,
        Quantity = quantity,
    };
}
