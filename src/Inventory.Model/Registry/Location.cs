using Inventory.Model.Identifiers;
using Inventory.Model.Snapshots;

namespace Inventory.Model.Registry;

/// <summary>A place where stock stands.</summary>
public sealed record Location
{
    /// <summary>GLN or local code.</summary>
    public required LocationId Id { get; init; }

    /// <summary>Japanese name.</summary>
    public required string NameJa { get; init; }

    /// <summary>English name; the Japanese one when there is none.</summary>
    public required string NameEn { get; init; }

    /// <summary>Whose place it is.</summary>
    public required ParticipantId Participant { get; init; }

    /// <summary>Its step of the chain.</summary>
    public required Tier Tier { get; init; }

    /// <summary>Index of the prefecture (0 unknown, 1..47).</summary>
    public required int Prefecture { get; init; }

    /// <summary>Minutes between two expected reports; past three of them the location is stale.</summary>
    public required int IntervalMinutes { get; init; }

    /// <summary>Ids of the categories it is expected to report; empty for all.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];
}
