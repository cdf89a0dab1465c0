using Inventory.Model.Identifiers;
using Inventory.Model.Registry;
using Inventory.Model.Snapshots;

namespace Inventory.Engine.Levels;

/// <summary>
/// What the engine asks of a registry, by index: categories, expected reporters, counted entities. Rebuilt with each
/// registry.
/// </summary>
internal sealed class RegistryIndex
{
    /// <summary>Most categories: sets of them are kept in 64 bits per location.</summary>
    public const int CategoriesMax = 64;

    private const int IntervalMinutesMax = 366 * 24 * 60;
    private readonly Dictionary<string, int> _categories = [];
    private readonly Dictionary<string, int> _entities = [];
    private readonly List<string> _entityNames = [];
    private readonly ulong _allCategories;

    /// <summary>Indexes a registry.</summary>
    public RegistryIndex(StockRegistry registry)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(registry.Categories.Count, CategoriesMax);
        Registry = registry;
        for (int i = 0; i < registry.Categories.Count; i++)
        {
            _categories[registry.Categories[i].Id] = i;
            _allCategories |= 1UL << i;
        }

        Expected = new int[registry.Categories.Count * GroupTable.GroupsPerCategory];
        foreach (Location location in registry.Locations.Values)
            Expect(location);
    }

    /// <summary>The registry itself.</summary>
    public StockRegistry Registry { get; }

    /// <summary>Locations the registry expects, by group.</summary>
    public int[] Expected { get; }

    /// <summary>The id of a counted legal entity.</summary>
    public string EntityName(int entity) => _entityNames[entity];

    /// <summary>The index of a category, or -1.</summary>
    public int CategoryOf(string id) => _categories.GetValueOrDefault(id, -1);

    /// <summary>
    /// The category index of an item, or -1 when the registry does not know the item or its category.
    /// </summary>
    public int CategoryOfItem(string item) =>
        Registry.TryFindItem(new ItemId(item), out Item? found, out _) ? CategoryOf(found.Category) : -1;

    /// <summary>
    /// What is known of a location: by the registry, or else by the feed and sender of its first report.
    /// </summary>
    public LocationFacts FactsOf(string location, string sender, string feed)
    {
        if (Registry.Locations.TryGetValue(location, out Location? known))
            return FactsOf(known);
        Registry.Feeds.TryGetValue(feed, out FeedProfile? profile);
        return new LocationFacts(
            sender, EntityOf(sender), Prefecture.Unknown, (int)Clamp(profile?.UnknownLocationTier ?? Tier.Retailer),
            StaleAfter(profile?.IntervalMinutes ?? 1440), 0);
    }

    /// <summary>What the registry says of one of its locations.</summary>
    public LocationFacts FactsOf(Location known) => new(
        known.Participant.Value, EntityOf(known.Participant.Value), PrefectureOf(known), (int)Clamp(known.Tier),
        StaleAfter(known.IntervalMinutes), MaskOf(known));

    private void Expect(Location location)
    {
        ulong mask = MaskOf(location);
        for (int c = 0; c < Registry.Categories.Count; c++)
        {
            if ((mask >> c & 1) != 0)
                Expected[GroupTable.GroupOf(c, PrefectureOf(location), (int)Clamp(location.Tier))]++;
        }
    }

    private ulong MaskOf(Location location)
    {
        if (location.Categories.Count == 0)
            return _allCategories;
        ulong mask = 0;
        foreach (string id in location.Categories)
        {
            if (CategoryOf(id) is >= 0 and int category)
                mask |= 1UL << category;
        }

        return mask;
    }

    private int EntityOf(string participant)
    {
        string entity = Registry.Participants.TryGetValue(participant, out Participant? known)
            ? known.CountedEntity.Value
            : participant;
        if (!_entities.TryGetValue(entity, out int index))
        {
            _entities[entity] = index = _entities.Count;
            _entityNames.Add(entity);
        }

        return index;
    }

    private static int PrefectureOf(Location location) =>
        location.Prefecture is > 0 and < Prefecture.Count ? location.Prefecture : Prefecture.Unknown;

    private static Tier Clamp(Tier tier) => tier is >= Tier.Manufacturer and <= Tier.Retailer ? tier : Tier.Retailer;

    private static long StaleAfter(int minutes) => Math.Clamp(minutes, 1, IntervalMinutesMax) * 3L * 60_000;
}

/// <summary>The facts of a location that decide where it counts.</summary>
/// <param name="Participant">Whose place it is.</param>
/// <param name="Entity">Index of the legal entity that disclosure counts.</param>
/// <param name="Prefecture">0..47.</param>
/// <param name="Tier">0..2.</param>
/// <param name="StaleAfterMs">Three reporting intervals.</param>
/// <param name="Expected">Bit set of the categories the registry expects from it; empty when it is not
/// registered.</param>
internal readonly record struct LocationFacts(
    string Participant, int Entity, int Prefecture, int Tier, long StaleAfterMs, ulong Expected);
