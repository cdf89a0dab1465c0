using Inventory.Engine;
using Inventory.Engine.Partial;
using Inventory.Model.Alerts;
using Inventory.Model.History;
using Inventory.Model.Levels;
using Xunit;
using Xunit.Abstractions;

namespace Inventory.Simulation;

/// <summary>Many engines and a merge against one engine. SIMULATION_SEED replays one seed.</summary>
public sealed class PartialMergeTests(ITestOutputHelper output)
{
    private const int SeedCount = 12;
    private const int StepCount = 700;

    private static readonly LevelQuery[] Queries =
    [
        new() { ByStatus = true },
        new() { ByPrefecture = true, ByStatus = true },
        new() { ByTier = true, ByStatus = true },
        new() { ByPrefecture = true, ByTier = true, ByStatus = true },
    ];

    [Fact]
    public void Merged_partitions_say_what_one_engine_says_of_the_same_records()
    {
        string? chosen = Environment.GetEnvironmentVariable("SIMULATION_SEED");
        int[] seeds = chosen is null ? [.. Enumerable.Range(1, SeedCount), FreshSeed()] : [int.Parse(chosen)];
        int alerts = 0;
        int disclosed = 0;
        foreach (int seed in seeds)
        {
            output.WriteLine($"SIMULATION_SEED={seed}");
            try
            {
                (int raised, int shown) = Run(seed);
                alerts += raised;
                disclosed += shown;
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"SIMULATION_SEED={seed}: {e.Message}", e);
            }
        }

        output.WriteLine($"{alerts} alerts, {disclosed} figures shown to participants");
        // Without any the comparison would prove nothing of them.
        Assert.True(alerts > 0 && disclosed > 0);
    }

    private static int FreshSeed() => 1000 + (Environment.TickCount & 0xFFFFF);

    private static (int Alerts, int Disclosed) Run(int seed)
    {
        using var world = new PartialWorld(seed);
        int alerts = 0;
        int disclosed = 0;
        for (int step = 0; step < StepCount; step++)
        {
            world.Step();
            if (world.Next(20) != 0)
                continue;
            world.Meet();
            disclosed += CheckViews(world.Single, world.Merge);
            alerts += CheckSideExits(world);
            if (world.Next(6) == 0)
                CheckViews(world.Single, world.Newcomer(world.Next(2) == 0));
        }

        world.Meet();
        CheckViews(world.Single, world.Newcomer(compacted: true));
        return (alerts, disclosed);
    }

    private static int CheckViews(StockEngine single, LevelMerge merge)
    {
        Assert.True(merge.IsWhole);
        Assert.All(merge.Partitions, x => Assert.True(x is { IsComplete: true, AgeMs: 0 } && x.ShownEpoch == x.Epoch, x.ToString()));
        int disclosed = 0;
        foreach (Audience audience in Enum.GetValues<Audience>())
        {
            (DisclosedView oneView, DisclosedView mergedView) = (single.View(audience), merge.View(audience));
            foreach (LevelQuery query in Queries)
            {
                IReadOnlyList<Level> expected = oneView.Query(query).Levels;
                IReadOnlyList<Level> actual = mergedView.Query(query).Levels;
                Assert.Equal(expected.Count, actual.Count);
                foreach ((Level one, Level merged) in expected.Zip(actual))
                    Assert.True(one == merged, $"{audience}\none    {one}\nmerged {merged}");
                disclosed += audience == Audience.Participant ? expected.Count(x => x.Suppressed != true) : 0;
            }
        }

        Assert.Equal(single.Coverage(), merge.Coverage());
        Assert.Equal(single.Counts, merge.Counts);
        return disclosed;
    }

    private static int CheckSideExits(PartialWorld world)
    {
        IReadOnlyList<Alert> alerts = world.Single.DrainAlerts();
        Assert.Equal(alerts, world.Merge.DrainAlerts());
        var expected = new List<HistoryPoint>();
        var actual = new List<HistoryPoint>();
        world.Single.CollectHistory(world.Single.NowMs, expected);
        world.Merge.CollectHistory(world.Single.NowMs, actual);
        Assert.Equal(expected, actual);
        return alerts.Count;
    }
}
