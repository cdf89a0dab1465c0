using System.Text;
using Inventory.Engine;
using Inventory.Engine.Explain;
using Inventory.Model.Levels;
using Inventory.Model.Registry;
using Inventory.Model.Snapshots;
using Xunit;
using Xunit.Abstractions;

namespace Inventory.Tests.Engine.Explain;

public sealed class FigureTraceTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_figure_is_the_sum_of_the_cells_behind_it_each_with_the_record_a_plain_walk_finds()
    {
        int seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (int round = 0; round < 25; round++)
        {
            using var story = new Story(Registry());
            var told = new List<Told>();
            for (int i = 0; i < 60; i++)
                Happen(story, told, random);
            story.Advance(500);
            foreach (FigureQuery query in Figures())
            {
                int end = random.Next(story.Log.Count / 2, story.Log.Count + 1);
                Check(story.Log, told, query, end);
            }
        }
    }

    [Fact]
    public void Gone_superseded_and_corrected_lines_stand_behind_nothing()
    {
        using var story = new Story(Registry());
        story.Full("a:0", 0, Story.Line("p1:mask", 10), Story.Line("p1:kid", 3));
        story.Partial("a:0", -5, Story.Line("p1:mask", 99));
        story.Full("b:1", 0, Story.Line("p1:mask", 7));
        story.Partial("a:0", 0, Story.Line("p1:mask", 11));
        story.Full("b:1", 1);
        using FigureTrace trace = Trace(story.Log, new FigureQuery("masks", null, null, StockStatus.OnHand));
        Assert.Equal((2, 2, 14), trace.Totals());
        Assert.Equal(
            [("p1:mask", 11L, 3L), ("p1:kid", 3L, 0L)],
            trace.Cells(0, 10, o => story.Log[(int)o]).Select(x => (x.Fact.Item, x.Fact.Quantity!.Value, x.Offset)));
        Assert.Equal(("p1:kid", 0L), trace.Cells(1, 1, o => story.Log[(int)o]).Select(x => (x.Fact.Item, x.Offset)).Single());
    }

    [Fact]
    public void A_closed_run_of_elsewhere_counts_and_its_lines_are_not_applied()
    {
        using var story = new Story(Registry());
        story.InRun("r1", "tw:1", 0, Story.Line("p1:mask", 5));
        story.InRun("r1", "a:0", 0, Story.Line("p1:mask", 50));
        story.CloseRun("r1", 0, 2);
        story.InRun("r2", "a:0", 1, Story.Line("p1:mask", 60));
        story.CloseRun("r2", 1, 1);
        var unknownPlace = new FigureQuery("masks", 0, null, StockStatus.OnHand);
        using FigureTrace before = Trace([.. story.Log.Take(4)], unknownPlace);
        Assert.Equal((1, 1, 5), before.Totals());
        using FigureTrace after = Trace(story.Log, unknownPlace);
        Assert.Equal((0, 0, 0), after.Totals());
    }

    [Fact]
    public void Cells_without_a_quantity_and_goods_that_are_not_carried_are_listed_and_not_counted()
    {
        using var story = new Story(Registry());
        story.Full("a:0", 0, Story.Line("p1:mask", 10) with { SaleState = SaleState.NotCarried }, Story.Line("p1:kid", null));
        using FigureTrace trace = Trace(story.Log, new FigureQuery("masks", 27, null, StockStatus.OnHand));
        Assert.Equal((2, 0, 0), trace.Totals());
        Assert.All(trace.Cells(0, 10, o => story.Log[(int)o]), x => Assert.False(x.IsCounted));
    }

    private static void Check(IReadOnlyList<LogRecord> log, List<Told> told, FigureQuery query, int end)
    {
        using FigureTrace trace = Trace([.. log.Take(end)], query);
        using var whole = new StockEngine(new EngineOptions(), Registry());
        whole.Apply([.. log.Take(end)], new RecordOutcome[end]);
        whole.Advance(log[end - 1].ReceivedAtMs);
        Level? level = whole.View(Audience.Ministry).Query(query.AsLevel).Levels.SingleOrDefault();
        (_, long counted, long sum) = trace.Totals();
        Assert.Equal(level?.Quantity, counted > 0 ? sum : null);
        Assert.Equal(level?.Quantity, trace.Figure()?.Quantity);
        foreach (TracedCell cell in trace.Cells(0, 1000, o => log[(int)o]))
        {
            // The oracle: of all that was told of this cell, the last with the newest as-of, if nothing made it gone.
            Told last = told
                .Where(x => x.Offset < end && x.Location == cell.Fact.Location && x.Item == cell.Fact.Item && x.Status == cell.Fact.Status)
                .MaxBy(x => (x.AsOfMs, x.Offset))!;
            Assert.Equal((last.Offset, last.Quantity), (cell.Offset, cell.Fact.Quantity));
            Assert.Equal(cell.Fact.Location[..cell.Fact.Location.IndexOf(':', StringComparison.Ordinal)], cell.Sender);
            Assert.Equal("s", cell.SnapshotId);
        }
    }

    private static FigureTrace Trace(IReadOnlyList<LogRecord> log, FigureQuery query)
    {
        var trace = new FigureTrace(query, Registry());
        trace.Take([.. log]);
        trace.Advance(log[^1].ReceivedAtMs);
        return trace;
    }

    private static IEnumerable<FigureQuery> Figures()
    {
        foreach (int? prefecture in (int?[])[null, 13, 27, 0, 47])
        {
            foreach (Tier? tier in (Tier?[])[null, Tier.Retailer, Tier.Wholesaler])
            {
                yield return new FigureQuery("masks", prefecture, tier, StockStatus.OnHand);
                yield return new FigureQuery("rice", prefecture, tier, StockStatus.Allocated);
            }
        }
    }

    private static void Happen(Story story, List<Told> told, Random random)
    {
        int shop = random.Next(9);
        string location = shop == 8 ? "tw:8" : $"{(char)('a' + (shop % 3))}:{shop}";
        double minute = random.Next(30);
        var lines = new List<StockLine>();
        foreach (string item in (string[])["p1:mask", "p1:kid", "p1:rice"])
        {
            if (random.Next(3) > 0)
                lines.Add(Story.Line(item, random.Next(100), random.Next(4) == 0 ? StockStatus.Allocated : StockStatus.OnHand));
        }

        switch (random.Next(8))
        {
            case 0:
                int run = random.Next(6);
                story.CloseRun($"r{run}", minute, random.Next(1, 4));
                return;
            case 1 or 2:
                story.InRun($"r{random.Next(6)}", location, minute, [.. lines]);
                break;
            case 3 or 4:
                story.Full(location, minute, [.. lines]);
                break;
            default:
                story.Partial(location, minute, [.. lines]);
                break;
        }

        long asOfMs = Story.At(minute).ToUnixTimeMilliseconds();
        told.AddRange(lines.Select(x => new Told(
            story.Log.Count - 1, location, x.Item.Value, x.Status, asOfMs, x.BaseQuantity)));
    }

    private static StockRegistry Registry() => Story.Registry(
        [.. Enumerable.Range(0, 8).Select(i => Story.Shop(
            ((char)('a' + (i % 3))).ToString(), i, i % 2 == 0 ? 27 : 13, i % 4 == 1 ? Tier.Wholesaler : Tier.Retailer))]);

    private sealed record Told(long Offset, string Location, string Item, StockStatus Status, long AsOfMs, long? Quantity);
}
