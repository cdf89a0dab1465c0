using Inventory.Model.Identifiers;

namespace Inventory.Model.Snapshots;

/// <summary>
/// A stated stock level of one location at one time, never a movement. Immutable; one per message on the log.
/// Schema: <c>schemas/stock-snapshot.v1.schema.json</c>.
/// </summary>
public sealed record StockSnapshot
{
    /// <summary>The version of the schema that this code writes.</summary>
    public const string SpecVersion = "1.0";

    /// <summary>Unique per sender for ever, 1 to 64 printable ASCII characters without blanks; pushing it again changes
    /// nothing.</summary>
    public required string SnapshotId { get; init; }

    /// <summary>The legal entity that states the level.</summary>
    public required ParticipantId Sender { get; init; }

    /// <summary>Where the stock stands.</summary>
    public required LocationId Location { get; init; }

    /// <summary>The feed it came through; null when it was pushed as canonical JSON without a feed.</summary>
    public string? Feed { get; init; }

    /// <summary>The run it is part of (a delivery complete for all locations of its feed); null outside a
    /// run.</summary>
    public string? Run { get; init; }

    /// <summary>When the stock was counted.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>Where <see cref="AsOf"/> came from.</summary>
    public AsOfSource AsOfSource { get; init; }

    /// <summary>Whether lines that are missing are gone.</summary>
    public SnapshotScope Scope { get; init; }

    /// <summary>The stated levels. Lines of the same item and status (lots, owners) are added by the engine.</summary>
    public required IReadOnlyList<StockLine> Lines { get; init; }
}

/// <summary>One stated level of one item. <c>default</c> is not a valid line.</summary>
public readonly record struct StockLine
{
    /// <summary>The trade item.</summary>
    public required ItemId Item { get; init; }

    /// <summary>What may be done with the goods.</summary>
    public StockStatus Status { get; init; }

    /// <summary>The quantity as sent, in <see cref="Unit"/>; null when only a <see cref="Band"/> is stated.</summary>
    public decimal? Quantity { get; init; }

    /// <summary>The unit as sent, a UN/ECE Rec 20/21 code where one was recognised; null when none was
    /// stated.</summary>
    public string? Unit { get; init; }

    /// <summary>
    /// <see cref="Quantity"/> in the base unit of the item's category, exact; null when the item or the pack is not in
    /// the registry (then the line is kept and counted apart, never summed).
    /// </summary>
    public long? BaseQuantity { get; init; }

    /// <summary>A range, where the source states only ranges; never turned into a point value. In base units.</summary>
    public QuantityBand? Band { get; init; }

    /// <summary>Whether the public can buy it.</summary>
    public SaleState SaleState { get; init; }

    /// <summary>The owner, when the goods belong to someone else than the location's participant
    /// (consignment).</summary>
    public ParticipantId? Owner { get; init; }

    /// <summary>Lot or batch, at most 64 characters.</summary>
    public string? Lot { get; init; }

    /// <summary>Expiry or best-before date.</summary>
    public DateOnly? Expiry { get; init; }

    /// <summary>When this line was counted, when that differs from the snapshot's as-of.</summary>
    public DateTimeOffset? AsOf { get; init; }
}

/// <summary>A closed range of quantities in base units.</summary>
/// <param name="Min">The least quantity, 0 or more.</param>
/// <param name="Max">The greatest quantity, at least <paramref name="Min"/>; null when there is none ("100 or
/// more").</param>
public readonly record struct QuantityBand(long Min, long? Max);

/// <summary>
/// Closes a run: all locations of <see cref="Feed"/> that were in the last closed run and are not in this one are gone
/// at <see cref="AsOf"/>. It travels on the log behind the run's snapshots.
/// </summary>
public sealed record RunMarker
{
    /// <summary>The marker's own id, unique per sender, of the same form as a snapshot's.</summary>
    public required string SnapshotId { get; init; }

    /// <summary>The legal entity that sent the run.</summary>
    public required ParticipantId Sender { get; init; }

    /// <summary>The feed whose run is closed.</summary>
    public required string Feed { get; init; }

    /// <summary>The run's id, as in <see cref="StockSnapshot.Run"/>.</summary>
    public required string Run { get; init; }

    /// <summary>The newest as-of of the run.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>How many locations the run holds.</summary>
    public required int Locations { get; init; }
}
