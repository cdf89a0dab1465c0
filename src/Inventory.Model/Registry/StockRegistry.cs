using System.Diagnostics.CodeAnalysis;
using Inventory.Model.Identifiers;

namespace Inventory.Model.Registry;

/// <summary>
/// The master data at one moment: categories, items, locations, participants, keys, feeds and alert rules. Immutable; a
/// reload makes a new one. Read from files by <c>RegistryLoader</c>.
/// </summary>
public sealed class StockRegistry
{
    private readonly Dictionary<string, ItemEntry> _entries;
    private readonly ByteKeyTable<ItemEntry> _entriesByBytes;
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
        _entries = BuildEntries(facts.Items);
        _entriesByBytes = new ByteKeyTable<ItemEntry>(_entries.Count);
        foreach (ItemEntry entry in _entries.Values)
        {
            if (entry.IsWellFormed)
                _entriesByBytes.TryAdd(entry.Id.Value, entry);
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
        (_entries, _entriesByBytes, _categories) = (other._entries, other._entriesByBytes, other._categories);
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
        ItemEntry? entry = FindEntry(id.Value);
        (item, pack) = (entry?.Item, entry?.Pack);
        return item is not null;
    }

    /// <summary>What is known under an item id, or under the GTIN of a pack; null when nothing is.</summary>
    public ItemEntry? FindEntry(string id) => _entries.GetValueOrDefault(id);

    /// <summary>The same by the bytes of an id in the form that canonical JSON has on the log: well formed, a GTIN
    /// with 14 digits.</summary>
    public ItemEntry? FindEntry(ReadOnlySpan<byte> id) => _entriesByBytes.Find(id);

    private Dictionary<string, ItemEntry> BuildEntries(IReadOnlyList<Item> items)
    {
        var entries = new Dictionary<string, ItemEntry>(items.Count * 2);
        foreach (Item item in items)
            entries.Add(item.Id.Value, EntryOf(item.Id, item, pack: null));
        // An item's own id goes before the GTIN of another one's pack.
        foreach (Item item in items)
        {
            foreach (PackLevel pack in item.Packs)
            {
                if (pack.Gtin is { } gtin && !entries.ContainsKey(gtin.Value))
                    entries.Add(gtin.Value, EntryOf(gtin, item, pack));
            }
        }

        return entries;
    }

    private ItemEntry EntryOf(ItemId id, Item item, PackLevel? pack) =>
        new(id, item, pack, _categories.GetValueOrDefault(item.Category));
}
