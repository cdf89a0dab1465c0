namespace Inventory.Model.Registry;

/// <summary>What a registry is built from.</summary>
public sealed record RegistryFacts
{
    /// <summary>See <see cref="StockRegistry.Version"/>.</summary>
    public string Version { get; init; } = string.Empty;

    /// <summary>See <see cref="StockRegistry.IsDemo"/>.</summary>
    public bool IsDemo { get; init; }

    /// <summary>Categories in display order, ids unique.</summary>
    public IReadOnlyList<Category> Categories { get; init; } = [];

    /// <summary>Items, ids unique.</summary>
    public IReadOnlyList<Item> Items { get; init; } = [];

    /// <summary>Locations, ids unique.</summary>
    public IReadOnlyList<Location> Locations { get; init; } = [];

    /// <summary>Participants, ids unique.</summary>
    public IReadOnlyList<Participant> Participants { get; init; } = [];

    /// <summary>Keys, hashes unique.</summary>
    public IReadOnlyList<ApiKey> Keys { get; init; } = [];

    /// <summary>Feeds, ids unique.</summary>
    public IReadOnlyList<FeedProfile> Feeds { get; init; } = [];

    /// <summary>Alert rules, ids unique.</summary>
    public IReadOnlyList<AlertRule> AlertRules { get; init; } = [];
}
