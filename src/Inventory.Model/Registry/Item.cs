using Inventory.Model.Identifiers;

namespace Inventory.Model.Registry;

/// <summary>A trade item the registry knows.</summary>
public sealed record Item
{
    /// <summary>GTIN (14 digits) or local code.</summary>
    public required ItemId Id { get; init; }

    /// <summary>The category's id.</summary>
    public required string Category { get; init; }

    /// <summary>Japanese name.</summary>
    public required string NameJa { get; init; }

    /// <summary>English name; the Japanese one when there is none.</summary>
    public required string NameEn { get; init; }

    /// <summary>Its packaging levels; the one whose factor is the consumer unit comes first.</summary>
    public required IReadOnlyList<PackLevel> Packs { get; init; }
}
