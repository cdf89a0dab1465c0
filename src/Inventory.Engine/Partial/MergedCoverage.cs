using Inventory.Engine.Levels;
using Inventory.Model.Registry;
using Inventory.Model.Snapshots;

namespace Inventory.Engine.Partial;

/// <summary>
/// Coverage over all partitions. Who is expected comes from the registry, who reported from the partitions: a
/// registered location that no partition knows is silent.
/// </summary>
internal sealed class MergedCoverage
{
    private readonly Dictionary<string, int> _expected = new(StringComparer.Ordinal);
    private readonly SortedDictionary<RowKey, CoverageRow> _rows = [];
    private IReadOnlyList<CoverageRow>? _told;

    /// <summary>All silent.</summary>
    public MergedCoverage(RegistryIndex registry)
    {
        var places = new Dictionary<string, RowKey>(StringComparer.Ordinal);
        foreach (Location location in registry.Registry.Locations.Values)
        {
            LocationFacts facts = registry.FactsOf(location);
            var place = new RowKey(PartialNames.Bounded(facts.Participant), facts.Tier, facts.Prefecture);
            string key = PartialNames.Coverage(place.Participant, place.Prefecture, place.Tier);
            _expected[key] = _expected.GetValueOrDefault(key) + 1;
            places[key] = place;
        }

        foreach ((string key, RowKey place) in places)
            _rows[place] = RowOf(place, _expected[key], 0, 0, long.MinValue);
    }

    /// <summary>The rows, by participant, tier and prefecture.</summary>
    public IReadOnlyList<CoverageRow> Rows() => _told ??= [.. _rows.Values];

    /// <summary>Adds a row up again from what the partitions say of it.</summary>
    public void Recount(string key, IEnumerable<CoveragePart> parts)
    {
        _told = null;
        string[] names = key.Split(':', 4);
        var place = new RowKey(names[3], PartialReader.TierOf(names[2]), PartialReader.PrefectureOf(names[1]));
        int expected = _expected.GetValueOrDefault(key);
        (int fresh, int stale, long newestMs) = (0, 0, long.MinValue);
        foreach (CoveragePart part in parts)
        {
            expected += part.ExpectedExtra;
            fresh += part.Fresh;
            stale += part.Stale;
            newestMs = Math.Max(newestMs, part.NewestMs);
        }

        if (expected + fresh + stale == 0)
            _rows.Remove(place);
        else
            _rows[place] = RowOf(place, expected, fresh, stale, newestMs);
    }

    // While a core counts under another registry more may report than are expected; nobody is silent then.
    private static CoverageRow RowOf(RowKey place, int expected, int fresh, int stale, long newestMs) => new(
        place.Participant, (Tier)place.Tier, place.Prefecture, expected, fresh, stale,
        Math.Max(0, expected - fresh - stale),
        newestMs == long.MinValue ? null : DateTimeOffset.FromUnixTimeMilliseconds(newestMs));

    private readonly record struct RowKey(string Participant, int Tier, int Prefecture) : IComparable<RowKey>
    {
        public int CompareTo(RowKey other)
        {
            int order = string.CompareOrdinal(Participant, other.Participant);
            if (order == 0)
                order = Tier.CompareTo(other.Tier);
            return order == 0 ? Prefecture.CompareTo(other.Prefecture) : order;
        }
    }
}
