using System.Buffers;
using Inventory.Adapters.Simulated;
using Inventory.Model.Registry;
using Inventory.Model.Snapshots;
using Xunit;

namespace Inventory.Tests.Simulated;

public sealed class NationTests
{
    private static readonly StockRegistry Registry = SmallNation.Registry();

    [Fact]
    public void Equal_seeds_give_equal_bytes_and_other_seeds_do_not()
    {
        Assert.Equal(Bytes(7), Bytes(7));
        Assert.NotEqual(Bytes(7), Bytes(8));
    }

    [Fact]
    public void Each_location_reports_once_a_round_and_foreign_ones_never()
    {
        var nation = new Nation(Registry, new NationOptions { SilentPercent = 0 });
        string[] round = [.. Round(nation, SmallNation.Noon).Select(x => x.Location.Value)];
        Assert.Equal(Registry.Locations.Count - 1, round.Distinct().Count());
        Assert.DoesNotContain(round, x => x.StartsWith("tw-nhi", StringComparison.Ordinal));
        Assert.Equal(round, Round(nation, SmallNation.Noon).Select(x => x.Location.Value));
    }

    [Fact]
    public void Some_registered_locations_stay_silent()
    {
        var nation = new Nation(Registry, new NationOptions { SilentPercent = 20 });
        Assert.InRange(nation.Reporters, Registry.Locations.Count * 6 / 10, Registry.Locations.Count * 9 / 10);
    }

    [Fact]
    public void Snapshot_ids_are_unique_also_within_one_millisecond_and_after_a_restart()
    {
        var ids = new HashSet<string>();
        var nation = new Nation(Registry, new NationOptions());
        foreach (StockSnapshot snapshot in nation.Baseline(SmallNation.Noon.AddDays(-1), SmallNation.Noon))
            Assert.True(ids.Add(snapshot.SnapshotId));
        for (int i = 0; i < 3 * nation.Reporters; i++)
            Assert.True(ids.Add(nation.Next(SmallNation.Noon.AddHours(1)).SnapshotId));
        var restarted = new Nation(Registry, new NationOptions());
        Assert.All(Round(restarted, SmallNation.Noon.AddHours(2)), x => Assert.True(ids.Add(x.SnapshotId)));
        Assert.All(ids, x => Assert.InRange(x.Length, 1, 64));
    }

    [Fact]
    public void A_restart_goes_on_from_the_same_levels()
    {
        StockSnapshot[] before = Round(new Nation(Registry, new NationOptions()), SmallNation.Noon);
        var restarted = new Nation(Registry, new NationOptions());
        restarted.Baseline(SmallNation.Noon.AddHours(-9), SmallNation.Noon.AddHours(-1));
        StockSnapshot[] after = Round(restarted, SmallNation.Noon);
        Assert.Equal(before.Select(x => x.SnapshotId), after.Select(x => x.SnapshotId));
        Assert.Equal(before.SelectMany(x => x.Lines), after.SelectMany(x => x.Lines));
    }

    [Fact]
    public void The_baseline_is_in_time_order_ends_before_now_and_holds_several_reports_of_each_location()
    {
        var nation = new Nation(Registry, new NationOptions());
        IReadOnlyList<StockSnapshot> baseline = nation.Baseline(SmallNation.Noon.AddDays(-1), SmallNation.Noon);
        Assert.Equal(baseline.OrderBy(x => x.AsOf), baseline);
        Assert.All(baseline, x => Assert.InRange(x.AsOf, SmallNation.Noon.AddDays(-1), SmallNation.Noon));
        ILookup<string, StockSnapshot> byLocation = baseline.ToLookup(x => x.Location.Value);
        Assert.Equal(nation.Reporters, byLocation.Count);
        Assert.All(byLocation, x => Assert.InRange(x.Count(), 6, 7));
        Assert.All(byLocation, x => Assert.True(x.Last().AsOf >= SmallNation.Noon.AddMinutes(-10)));
    }

    [Theory]
    [InlineData(Tier.Retailer, 1, 16)]
    [InlineData(Tier.Wholesaler, 7, 18)]
    [InlineData(Tier.Manufacturer, 15, 38)]
    public void Days_of_supply_seen_from_falling_levels_are_plausible(Tier tier, double least, double most)
    {
        var nation = new Nation(Registry, new NationOptions());
        Dictionary<string, Tier> tiers = Registry.Locations.ToDictionary(x => x.Key, x => x.Value.Tier);
        long[] fell = [0];
        long stock = 0;
        const int Days = 14;
        var last = new Dictionary<(string, string), long>();
        foreach (StockSnapshot snapshot in nation.Baseline(SmallNation.Noon.AddDays(-Days), SmallNation.Noon))
        {
            if (tiers[snapshot.Location.Value] != tier)
                continue;
            foreach (StockLine line in snapshot.Lines.Where(x => x.Status == StockStatus.OnHand))
            {
                Item item = Registry.Items[line.Item.Value];
                if (item.Category != "masks")
                    continue;
                long now = (long)line.Quantity!.Value * item.Packs.Single(x => x.Unit == line.Unit).Factor;
                var key = (snapshot.Location.Value, item.Id.Value);
                if (last.TryGetValue(key, out long before))
                    fell[0] += Math.Max(0, before - now);
                stock += now - before;
                last[key] = now;
            }
        }

        Assert.InRange(stock / (fell[0] / (double)Days), least, most);
    }

    [Fact]
    public void Levels_move_smoothly_from_one_hour_to_the_next()
    {
        var nation = new Nation(Registry, new NationOptions());
        Dictionary<string, long> before = SmallNation.Sums(Registry, Round(nation, SmallNation.Noon));
        Dictionary<string, long> after = SmallNation.Sums(Registry, Round(nation, SmallNation.Noon.AddHours(1)));
        Assert.All(before, x => Assert.InRange(after[x.Key], x.Value * 0.95, x.Value * 1.05));
        Assert.NotEqual(before["masks"], after["masks"]);
    }

    [Fact]
    public void A_shop_that_closes_sells_nothing_at_night()
    {
        double late = DayCurve.Activity(SmallNation.Noon.AddHours(10).ToUnixTimeMilliseconds(), Tier.Retailer, false);
        double early = DayCurve.Activity(SmallNation.Noon.AddHours(20).ToUnixTimeMilliseconds(), Tier.Retailer, false);
        Assert.Equal(late, early, 9);
        double always = DayCurve.Activity(SmallNation.Noon.AddHours(20).ToUnixTimeMilliseconds(), Tier.Retailer, true)
            - DayCurve.Activity(SmallNation.Noon.AddHours(10).ToUnixTimeMilliseconds(), Tier.Retailer, true);
        Assert.InRange(always, 0.05, 0.3);
    }

    [Theory]
    [InlineData(Tier.Retailer)]
    [InlineData(Tier.Wholesaler)]
    [InlineData(Tier.Manufacturer)]
    public void A_week_holds_seven_days_of_business_and_business_never_runs_back(Tier tier)
    {
        long start = SmallNation.Noon.ToUnixTimeMilliseconds();
        double before = DayCurve.Activity(start, tier, true);
        double last = before;
        for (int minute = 10; minute <= 7 * 24 * 60; minute += 10)
        {
            double now = DayCurve.Activity(start + (minute * 60_000L), tier, true);
            Assert.True(now >= last);
            last = now;
        }

        Assert.Equal(7, last - before, 6);
    }

    [Fact]
    public void A_panic_empties_shops_of_some_prefectures_and_leaves_makers_full()
    {
        var options = new NationOptions { Scenario = NationOptions.Panic2020, PanicStart = SmallNation.Noon };
        var nation = new Nation(Registry, options);
        StockSnapshot[] before = Round(nation, SmallNation.Noon);
        StockSnapshot[] after = Round(nation, SmallNation.Noon.AddDays(2));
        Assert.True(Masks(after, Tier.Retailer) < Masks(before, Tier.Retailer) * 0.5);
        Assert.True(Masks(after, Tier.Manufacturer) > Masks(before, Tier.Manufacturer) * 0.85);
        Assert.InRange(EmptyPrefectures(after), 8, 35);
        Assert.Equal(0, EmptyPrefectures(before));
        Dictionary<string, long> rice = SmallNation.Sums(Registry, after);
        Assert.InRange(rice["rice"], SmallNation.Sums(Registry, before)["rice"] * 0.7, long.MaxValue);
    }

    [Fact]
    public void Stock_is_never_below_zero_except_where_books_run_late()
    {
        var nation = new Nation(Registry, new NationOptions());
        StockLine[] lines =
            [.. nation.Baseline(SmallNation.Noon.AddDays(-3), SmallNation.Noon).SelectMany(x => x.Lines)];
        Assert.All(lines, x => Assert.True(x.Quantity >= -3));
        Assert.True(lines.Count(x => x.Quantity < 0) < lines.Length / 500);
        Assert.Contains(lines, x => x.Status == StockStatus.InTransit);
        Assert.True(lines.Select(x => x.Unit).Distinct().Count() >= 3);
    }

    [Fact]
    public void An_unknown_scenario_is_a_mistake_of_the_program()
    {
        Assert.Throws<ArgumentException>(() => new Nation(Registry, new NationOptions { Scenario = "flood" }));
    }

    private static StockSnapshot[] Round(Nation nation, DateTimeOffset now) =>
        Enumerable.Range(0, nation.Reporters).Select(_ => nation.Next(now)).ToArray();

    private static long Masks(StockSnapshot[] snapshots, Tier tier) =>
        SmallNation.Sums(Registry, snapshots.Where(x => Registry.Locations[x.Location.Value].Tier == tier))["masks"];

    private static int EmptyPrefectures(StockSnapshot[] snapshots) => snapshots
        .Where(x => Registry.Locations[x.Location.Value].Tier == Tier.Retailer)
        .GroupBy(x => Registry.Locations[x.Location.Value].Prefecture)
        .Count(x => SmallNation.Sums(Registry, x)["masks"] == 0);

    private static byte[] Bytes(ulong seed)
    {
        var nation = new Nation(Registry, new NationOptions { Seed = seed });
        var output = new ArrayBufferWriter<byte>();
        using var writer = new CanonicalWriter(output);
        foreach (StockSnapshot snapshot in nation.Baseline(SmallNation.Noon.AddHours(-5), SmallNation.Noon))
            writer.Write(snapshot, output);
        for (int i = 0; i < 100; i++)
            writer.Write(nation.Next(SmallNation.Noon.AddSeconds(i)), output);
        return output.WrittenMemory.ToArray();
    }
}
