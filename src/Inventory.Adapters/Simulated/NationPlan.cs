using Inventory.Model.Registry;
using Inventory.Model.Snapshots;

namespace Inventory.Adapters.Simulated;

/// <summary>
/// Decides once who stocks what and how much of it moves in a day: shops by the people they serve, wholesalers and
/// makers by their share of what the shops sell, all of it in packs that the tier handles.
/// </summary>
internal sealed class NationPlan
{
    /// <summary>People whom an average reporting shop serves: the 99,700 outlets of Japan serve 1,265 each, the large
    /// ones report first.</summary>
    private const double PeoplePerShop = 4000;

    /// <summary>An item of which less than this leaves in a day would look frozen.</summary>
    private const double UnitsPerDayMin = 0.25;

    private readonly StockRegistry _registry;
    private readonly SeededHash _seed;
    private readonly Dictionary<string, Item[]> _itemsByCategory;

    /// <summary>A plan for a registry.</summary>
    public NationPlan(StockRegistry registry, SeededHash seed)
    {
        _registry = registry;
        _seed = seed.With("plan");
        _itemsByCategory = registry.Items.Values
            .Where(x => x.Packs.Count > 0)
            .OrderBy(x => x.Id.Value, StringComparer.Ordinal)
            .GroupBy(x => x.Category)
            .ToDictionary(x => x.Key, x => x.ToArray());
    }

    /// <summary>The locations that stock anything, in order of their ids.</summary>
    public Outlet[] Outlets(IEnumerable<Location> reporters)
    {
        Location[] locations = [.. reporters.OrderBy(x => x.Id.Value, StringComparer.Ordinal)];
        Dictionary<(Tier, string), double> weights = [];
        Dictionary<Location, double> people = People(locations);
        foreach (Location location in locations)
        {
            foreach (string category in CategoriesOf(location))
            {
                weights.TryGetValue((location.Tier, category), out double sum);
                weights[(location.Tier, category)] = sum + people[location];
            }
        }

        return [.. locations.Select(x => Outlet(x, people[x], weights)).Where(x => x.Cells.Length > 0)];
    }

    /// <summary>People each shop serves; for the other tiers a weight by prefecture and size.</summary>
    private Dictionary<Location, double> People(Location[] locations)
    {
        int[] shops = new int[Model.Identifiers.Prefecture.Count];
        foreach (Location location in locations)
        {
            if (location.Tier == Tier.Retailer)
                shops[location.Prefecture]++;
        }

        double shopsPerPerson = shops.Sum() / (double)Census.Total;
        return locations.ToDictionary(x => x, x =>
        {
            double size = _seed.With("size").With(x.Id.Value).Between(0.6, 1.7);
            double home = Census.PeopleOf(x.Prefecture);
            if (x.Tier != Tier.Retailer)
                return size * Math.Max(1, Math.Sqrt(home));
            double share = home <= 0 ? 1 : home * shopsPerPerson / shops[x.Prefecture];
            return size * PeoplePerShop * Math.Clamp(share, 0.25, 4);
        });
    }

    private IEnumerable<string> CategoriesOf(Location location) =>
        (location.Categories.Count > 0 ? location.Categories : _registry.Categories.Select(x => x.Id))
        .Where(_itemsByCategory.ContainsKey);

    private Outlet Outlet(Location location, double people, Dictionary<(Tier, string), double> weights)
    {
        SeededHash seed = _seed.With(location.Id.Value);
        string[] categories = [.. CategoriesOf(location)];
        // A shop carries 15 to 40 items over its categories.
        double perCategory = (15 + seed.With("assortment").Below(26)) / (double)Math.Max(1, categories.Length);
        var cells = new List<StockedCell>();
        foreach (string category in categories)
        {
            double served = location.Tier == Tier.Retailer
                ? people
                : people / weights[(location.Tier, category)] * weights.GetValueOrDefault((Tier.Retailer, category));
            AddCells(cells, location, category, served, perCategory);
        }

        return new Outlet
        {
            Location = location,
            IdPrefix = $"sim-{_seed.State:x}-{seed.State:x}",
            IsOpenAlways = seed.With("night").Below(10) < 4,
            Stagger = seed.With("stagger").Unit(),
            Cells = [.. cells],
        };
    }

    private void AddCells(List<StockedCell> cells, Location location, string category, double people,
        double perCategory)
    {
        SeededHash seed = _seed.With(location.Id.Value).With(category);
        Item[] carried = Carried(_itemsByCategory[category], location.Tier, seed, perCategory);
        double[] shares = Array.ConvertAll(carried, x => seed.With("share").With(x.Id.Value).Between(0.3, 1.7));
        double total = shares.Sum();
        for (int i = 0; i < carried.Length; i++)
        {
            Item item = carried[i];
            double baseUnits = people * Demand.PerPersonAndDay(category, item.Packs[0].Factor) * shares[i] / total;
            cells.Add(Cell(location, item, seed.With(item.Id.Value), baseUnits));
        }
    }

    private static Item[] Carried(Item[] items, Tier tier, SeededHash seed, double perCategory)
    {
        int count = tier switch
        {
            Tier.Retailer => (int)Math.Floor(perCategory + seed.With("count").Unit()),
            // Wholesalers list most of what there is; a maker makes all of its categories.
            Tier.Wholesaler => (int)Math.Ceiling(items.Length * 0.8),
            _ => items.Length,
        };
        return [.. items.OrderBy(x => seed.With("carried").With(x.Id.Value).State).Take(Math.Max(1, count))];
    }

    private StockedCell Cell(Location location, Item item, SeededHash seed, double baseUnitsPerDay)
    {
        PackLevel pack = Pack(item, location.Tier, seed);
        double unitsPerDay = Math.Max(UnitsPerDayMin, baseUnitsPerDay / pack.Factor);
        double days = DaysOfSupply(location, item.Category, seed);
        (double cycleDays, double leadDays) = location.Tier switch
        {
            Tier.Retailer => (seed.With("cycle").Between(2, 4), 0.4),
            Tier.Wholesaler => (seed.With("cycle").Between(4, 6), 1.5),
            _ => (seed.With("cycle").Between(5, 9), 0.0),
        };
        long order = Math.Max(1, (long)Math.Round(unitsPerDay * Math.Min(cycleDays, days * 1.6)));
        return new StockedCell
        {
            Item = item.Id,
            Unit = pack.Unit,
            IsPanicked = Demand.IsPanicked(item.Category),
            MayBeNegative = location.Tier == Tier.Retailer && seed.With("negative").Below(2000) == 0,
            UnitsPerDay = unitsPerDay,
            OrderUnits = order,
            ReserveUnits = (unitsPerDay * days) - (order / 2.0),
            Phase = seed.With("phase").Unit(),
            LeadDays = leadDays,
            AllocatedUnits = location.Tier != Tier.Retailer && seed.With("allocated").Below(5) == 0
                ? (long)Math.Ceiling(unitsPerDay * seed.With("allocatedDays").Between(0.3, 1.5))
                : 0,
            OnHoldUnits = seed.With("onHold").Below(200) == 0 ? (long)Math.Ceiling(unitsPerDay / 2) : 0,
        };
    }

    /// <summary>Shops count consumer packs, warehouses mostly whole cases: the conversion to base units has work to
    /// do.</summary>
    private static PackLevel Pack(Item item, Tier tier, SeededHash seed)
    {
        if (tier == Tier.Retailer || item.Packs.Count == 1)
            return item.Packs[0];
        PackLevel largest = item.Packs.MaxBy(x => x.Factor)!;
        return tier == Tier.Manufacturer || seed.With("pack").Below(4) != 0 ? largest : item.Packs[0];
    }

    /// <summary>
    /// How long a cell's mean stock lasts. Prefectures differ for each category, so that the map has something to
    /// say: one in eight lives from hand to mouth.
    /// </summary>
    private double DaysOfSupply(Location location, string category, SeededHash cell)
    {
        SeededHash region = _seed.With("region").With((ulong)location.Prefecture).With(category);
        double jitter = cell.With("days").Between(0.75, 1.25);
        double days = location.Tier switch
        {
            Tier.Retailer when region.Below(8) == 0 => region.With("low").Between(1.2, 2.8),
            Tier.Retailer => region.With("mid").Between(4, 15),
            Tier.Wholesaler => region.With("whole").Between(9, 15),
            _ => region.With("maker").Between(20, 30),
        };
        return days * jitter;
    }
}
