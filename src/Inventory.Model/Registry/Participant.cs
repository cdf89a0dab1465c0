using Inventory.Model.Identifiers;

namespace Inventory.Model.Registry;

/// <summary>A legal entity.</summary>
public sealed record Participant
{
    /// <summary>GLN or registry id.</summary>
    public required ParticipantId Id { get; init; }

    /// <summary>Japanese name.</summary>
    public required string NameJa { get; init; }

    /// <summary>English name; the Japanese one when there is none.</summary>
    public required string NameEn { get; init; }

    /// <summary>法人番号, 13 digits; null when there is none.</summary>
    public string? CorporateNumber { get; init; }

    /// <summary>The group it belongs to: disclosure counts the parent, not the subsidiary. Null when it stands alone.</summary>
    public ParticipantId? UltimateParent { get; init; }

    /// <summary>The entity that disclosure counts.</summary>
    public ParticipantId CountedEntity => UltimateParent ?? Id;
}
