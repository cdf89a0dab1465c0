using Inventory.Model.Identifiers;
using Inventory.Model.Registry;

namespace Inventory.Model.Snapshots;

/// <summary>What a snapshot is checked against.</summary>
/// <param name="Registry">The master data.</param>
/// <param name="Now">The clock of reception.</param>
public sealed record SnapshotContext(StockRegistry Registry, DateTimeOffset Now)
{
    /// <summary>The only sender the caller may send for; null for the ministry, which may send for all.</summary>
    public ParticipantId? SenderAllowed { get; init; }

    /// <summary>
    /// True when locations outside the registry are accepted; null (the default) leaves it to the profile of the
    /// snapshot's feed, and refuses them without one.
    /// </summary>
    public bool? AllowUnknownLocation { get; init; }

    /// <summary>True when the caller gives its list of lines away: a <see cref="List{T}"/> is then completed in place and
    /// not copied, which for a file is a third of all memory it takes.</summary>
    public bool OwnsLines { get; init; }
}
