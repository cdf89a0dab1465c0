using Inventory.Model.Identifiers;
using Inventory.Model.Registry;
using Inventory.Model.Snapshots;
using Xunit;

namespace Inventory.Tests.Simulated;

/// <summary>A registry of four prefectures with shops, wholesalers and makers, made in memory.</summary>
internal static class SmallNation
{
    public static readonly DateTimeOffset Noon = new(2026, 6, 10, 12, 0, 0, TimeSpan.FromHours(9));

    public static StockRegistry Registry(int shopsPerPrefecture = 10)
    {
        var participant = new ParticipantId("small-nation");
        var locations = new List<Location>();
        foreach (int prefecture in Enumerable.Range(1, 47))
        {
            for (int i = 0; i < shopsPerPrefecture; i++)
                locations.Add(Place(participant, Tier.Retailer, prefecture, $"shop-{prefecture}-{i}"));
        }

        for (int i = 0; i < 10; i++)
        {
            locations.Add(Place(participant, Tier.Wholesaler, (i * 4) + 1, $"depot-{i}"));
            locations.Add(Place(participant, Tier.Manufacturer, (i * 4) + 2, $"works-{i}"));
        }

        locations.Add(Place(new ParticipantId("tw-nhi"), Tier.Retailer, 0, "abroad"));
        return new StockRegistry(new RegistryFacts
        {
            IsDemo = true,
            Categories = [Kind("masks", "ST"), Kind("toilet-paper", "RO"), Kind("rice", "GRM")],
            Participants =
            [
                new Participant { Id = participant, NameJa = "小国", NameEn = "Small nation" },
                new Participant { Id = new ParticipantId("tw-nhi"), NameJa = "外国", NameEn = "Abroad" },
            ],
            Items =
            [
                .. Enumerable.Range(0, 6).Select(i => Goods("masks", i, new PackLevel("PK", 30), new PackLevel("CS", 1200))),
                .. Enumerable.Range(0, 6).Select(i => Goods("toilet-paper", i, new PackLevel("PK", 12), new PackLevel("CS", 96))),
                .. Enumerable.Range(0, 6).Select(i => Goods("rice", i, new PackLevel("EA", 5000))),
            ],
            Locations = locations,
        });
    }

    /// <summary>On-hand base units by category of some snapshots.</summary>
    public static Dictionary<string, long> Sums(StockRegistry registry, IEnumerable<StockSnapshot> snapshots)
    {
        var sums = new Dictionary<string, long>();
        foreach (StockLine line in snapshots.SelectMany(x => x.Lines).Where(x => x.Status == StockStatus.OnHand))
        {
            Item item = registry.Items[line.Item.Value];
            long factor = item.Packs.Single(x => x.Unit == line.Unit).Factor;
            sums[item.Category] = sums.GetValueOrDefault(item.Category) + ((long)line.Quantity!.Value * factor);
        }

        return sums;
    }

    private static Location Place(ParticipantId participant, Tier tier, int prefecture, string code) => new()
    {
        Id = LocationId.Local(participant, code),
        NameJa = code,
        NameEn = code,
        Participant = participant,
        Tier = tier,
        Prefecture = prefecture,
        IntervalMinutes = 60,
    };

    private static Category Kind(string id, string unit) => new()
    {
        Id = id, NameJa = id, NameEn = id, BaseUnit = unit, UnitJa = unit, UnitEn = unit,
    };

    private static Item Goods(string category, int index, params PackLevel[] packs)
    {
        string payload = $"4900000{category.Length:00}{index:000}";
        Assert.True(ItemId.TryParseGtin($"{payload}{CheckDigit.Compute(payload)}", out ItemId id));
        return new Item { Id = id, Category = category, NameJa = category, NameEn = category, Packs = packs };
    }
}
