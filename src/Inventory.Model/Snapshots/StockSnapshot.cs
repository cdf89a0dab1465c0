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
