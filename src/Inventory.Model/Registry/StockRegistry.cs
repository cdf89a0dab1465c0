using System.Diagnostics.CodeAnalysis;
using Inventory.Model.Identifiers;

namespace Inventory.Model.Registry;

/// <summary>
/// The master data at one moment: categories, items, locations, participants, keys, feeds and alert rules. Immutable; a
/// reload makes a new one. Read from files by <c>RegistryLoader</c>.
/// </summary>
public sealed class StockRegistry
{
    private readonly Dictionary<string, (Item Item, PackLevel Pack)> _byPackGtin;
    private readonly Dictionary<string, Category> _categories;

    /// <summary>Builds the look-ups; the facts must be consistent (the loader checks them).</summary>
    public StockRegistry(RegistryFacts facts)
    {
        Version = facts.Version;
        IsDemo = facts.IsDemo;
        Categories = facts.Categories;
        _categories = facts.Categories.ToDictionary(x => x.Id);
        Participants = facts.Participants.ToDictionary(x => x.Id.Value);
        Items = facts.Items.ToDictionary(x => x.Id.Value);
        Locations = facts.Locations.ToDictionary(x => x.Id.Value);
        Keys = facts.Keys.ToDictionary(x => x.Sha256);
        Feeds = facts.Feeds.ToDictionary(x => x.Id);
        AlertRules = facts.AlertRules;
        _byPackGtin = new Dictionary<string, (Item, PackLevel)>();
        foreach (Item item in facts.Items)
        {
            foreach (PackLevel pack in item.Packs)
            {
                if (pack.Gtin is { } gtin)
                    _byPackGtin.TryAdd(gtin.Value, (item, pack));
            }
        }
    }

    private StockRegistry(StockRegistry other, IReadOnlyDictionary<string, FeedProfile> feeds, string version)
    {
        Version = version;
        IsDemo = other.IsDemo;
        Categories = other.Categories;
        Participants = other.Participants;
        Items = other.Items;
        Locations = other.Locations;
        Keys = other.Keys;
        Feeds = feeds;
        AlertRules = other.AlertRules;
        (_byPackGtin, _categories) = (other._byPackGtin, other._categories);
    }

    /// <summary>
    /// The same registry with more feeds, under a version of its own; a feed whose id is taken replaces nothing. Costs
    /// only the feeds: all else is shared.
    /// </summary>
    public StockRegistry WithFeeds(IEnumerable<FeedProfile> more, string version)
    {
        var feeds = new Dictionary<string, FeedProfile>(Feeds);
        foreach (FeedProfile feed in more)
            feeds.TryAdd(feed.Id, feed);
        return new StockRegistry(this, feeds, version);
    }

    /// <summary>The same registry with this feed in place of any other of its id, for a reading that stores
    /// nothing.</summary>
    public StockRegistry WithTrialFeed(FeedProfile feed) =>
        new(this, new Dictionary<string, FeedProfile>(Feeds) { [feed.Id] = feed }, Version);

    /// <summary>A hash of the files' content: equal files give equal versions.</summary>
    public string Version { get; }

    /// <summary>True when the registry declares itself a demo; only then demo keys open anything.</summary>
    public bool IsDemo { get; }

    /// <summary>Categories in display order.</summary>
    public IReadOnlyList<Category> Categories { get; }

    /// <summary>Participants by id.</summary>
    public IReadOnlyDictionary<string, Participant> Participants { get; }

    /// <summary>Items by id.</summary>
    public IReadOnlyDictionary<string, Item> Items { get; }

    /// <summary>Locations by id.</summary>
    public IReadOnlyDictionary<string, Location> Locations { get; }

    /// <summary>Keys by hash.</summary>
    public IReadOnlyDictionary<string, ApiKey> Keys { get; }

    /// <summary>Feeds by id.</summary>
    public IReadOnlyDictionary<string, FeedProfile> Feeds { get; }

    /// <summary>Alert rules.</summary>
    public IReadOnlyList<AlertRule> AlertRules { get; }

    /// <summary>Finds a category by its id.</summary>
    public bool TryFindCategory(string id, [NotNullWhen(true)] out Category? category) =>
        _categories.TryGetValue(id, out category);

    /// <summary>
    /// Finds an item by its id or by the GTIN of one of its packs; <paramref name="pack"/> is that pack, or null when
    /// the id is the item's own.
    /// </summary>
    public bool TryFindItem(ItemId id, [NotNullWhen(true)] out Item? item, out PackLevel? pack)
    {
        pack = null;
        if (Items.TryGetValue(id.Value, out item))
            return true;
        if (!_byPackGtin.TryGetValue(id.Value, out var found))
            return false;
        (item, pack) = found;
        return true;
    }
}
