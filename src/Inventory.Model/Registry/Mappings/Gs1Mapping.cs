namespace Inventory.Model.Registry;

/// <summary>What the codes of a GS1 sender mean, where they differ from the GS1 lists.</summary>
public sealed record Gs1Mapping
{
    /// <summary>Disposition or status codes and the statuses they stand for; <see cref="FeedProfile.Ignore"/> for what
    /// is no stock. They win over the built-in GS1 codes.</summary>
    public IReadOnlyDictionary<string, string> Dispositions { get; init; } = new Dictionary<string, string>();

    /// <summary>Types of additional item identifications, the best one first, where the GTIN is missing or
    /// wrong.</summary>
    public IReadOnlyList<string> ItemIds { get; init; } = [];

    /// <summary>Types of additional party identifications, the best one first, where the GLN is missing or
    /// wrong.</summary>
    public IReadOnlyList<string> LocationIds { get; init; } = [];
}
