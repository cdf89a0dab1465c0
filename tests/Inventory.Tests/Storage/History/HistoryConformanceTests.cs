using System.Diagnostics;
using Inventory.Model.History;
using Inventory.Model.Levels;
using Inventory.Storage.History;
using Xunit;
using Xunit.Abstractions;

namespace Inventory.Tests.Storage.History;

/// <summary>What every history promises, on the embedded store and on the real InfluxDB.</summary>
public sealed class HistoryConformanceTests(HistoryStores stores, ITestOutputHelper output) : IClassFixture<HistoryStores>
{
    private const long Day = 86_400_000;
    private static readonly string[] Categories = ["masks", "rice", "bottled-water"];

    [Theory]
    [OnSqlite]
    [OnInflux]
    public async Task Any_question_is_answered_as_a_plain_list_would(string store)
    {
        int seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var oracle = new List<HistoryPoint>();
        await using IHistory history = stores.Open(store);
        long nowMs = 0;
        for (int round = 0; round < 40; round++)
        {
            nowMs += random.Next(1, 400) * HistoryLimits.GridMs;
            long tick = nowMs;
            List<HistoryPoint> points = [.. Enumerable.Range(0, random.Next(60)).Select(_ => RandomPoint(random, tick))];
            await history.WriteAsync(points, default);
            oracle.RemoveAll(x => points.Any(p => GroupOf(p) == GroupOf(x) && p.TimeMs == x.TimeMs));
            oracle.AddRange(points.GroupBy(GroupOf).Select(g => g.Last()));
            if (random.Next(4) == 0)
                await history.WriteAsync(points, default);
            HistoryQuery query = RandomQuery(random, nowMs);
            Assert.Equal(Answer(oracle, query), await history.QueryAsync(query, default));
        }
    }

    [Theory]
    [OnSqlite]
    [OnInflux]
    public async Task Extreme_figures_come_back_as_they_were_and_unknown_is_not_zero(string store)
    {
        await using IHistory history = stores.Open(store);
        HistoryPoint[] points =
        [
            Point("rice", 0) with { Quantity = long.MaxValue, StaleQuantity = long.MinValue, OutflowPerDay = 0 },
            Point("rice", 10_000) with { OutflowPerDay = null },
            Point("rice", 20_000) with { OutflowPerDay = 1.0 / 3, Quantity = (1L << 53) + 1 },
        ];
        await history.WriteAsync([points[0], points[1] with { OutflowPerDay = 5 }], default);
        await history.WriteAsync(points, default);
        Assert.Equal(points, await history.QueryAsync(All, default));
    }

    [Theory]
    [OnSqlite]
    [OnInflux]
    public async Task Hostile_category_names_stay_themselves(string store)
    {
        string[] names =
        [
            "a b", "a,b", "a=b", "a\\", "\\,", "\"quoted\"", "'x' OR 1=1 --", "line\nbreak", "マスク 大,=人用", "%", "%000A", " ",
            "x\",tier=0 quantity=1i 1\nlevel_10s", "\u0001\t", "all", "$category", "絵文字😀",
        ];
        await using IHistory history = stores.Open(store);
        await history.WriteAsync([.. names.Select((x, i) => Point(x, 0) with { Quantity = i })], default);
        for (int i = 0; i < names.Length; i++)
        {
            HistoryPoint found = Assert.Single(await history.QueryAsync(All with { Category = names[i] }, default));
            Assert.Equal((names[i], i), (found.Category, found.Quantity));
        }

        Assert.Equal(names.Length, (await history.QueryAsync(All, default)).Count);
        Assert.Empty(await history.QueryAsync(All with { Category = "a" }, default));
    }

    [Theory]
    [OnSqlite]
    [OnInflux]
    public async Task Coarser_resolutions_hold_the_last_point_of_their_width_with_its_own_time(string store)
    {
        await using IHistory history = stores.Open(store);
        for (long tick = 0; tick < 7200; tick += 30)
            await history.WriteAsync([Point("rice", tick * 1000) with { Quantity = tick }], default);
        HistoryQuery minutes = All with { Resolution = HistoryResolution.Minute, StepMs = 60_000 };
        IReadOnlyList<HistoryPoint> found = await history.QueryAsync(minutes, default);
        Assert.Equal(Enumerable.Range(0, 120).Select(i => (i * 60_000L) + 30_000), found.Select(x => x.TimeMs));
        Assert.All(found, x => Assert.Equal(x.TimeMs / 1000, x.Quantity));
        HistoryQuery hours = All with { Resolution = HistoryResolution.Hour, StepMs = 3_600_000 };
        Assert.Equal([3570, 7170], (await history.QueryAsync(hours, default)).Select(x => x.Quantity));
        HistoryQuery quarter = minutes with { StepMs = 900_000, FromMs = 900_000, ToMs = 2_700_000 };
        Assert.Equal([1770, 2670], (await history.QueryAsync(quarter, default)).Select(x => x.Quantity));
    }

    [Theory]
    [OnSqlite]
    [OnInflux]
    public async Task Each_resolution_is_kept_for_its_own_time(string store)
    {
        await using IHistory history = stores.Open(store);
        var retention = new HistoryRetention { TenSecondsDays = 1, MinuteDays = 10, HourDays = 100, ShownDays = 2 };
        long nowMs = 1_790_000_000_000 / Day * Day;
        int[] ages = [0, 3, 30, 300];
        foreach (int age in ages.Reverse())
        {
            await history.WriteAsync([Point("rice", nowMs - (age * Day)) with { Quantity = age }], default);
            await history.WriteShownAsync(new ShownFrame(Audience.Public, nowMs - (age * Day), 0, 1, 1, new byte[] { 1 }), default);
        }

        await history.TrimAsync(retention, nowMs, default);
        HistoryQuery query = All with { ToMs = nowMs + Day };
        Assert.Equal([0], (await history.QueryAsync(query, default)).Select(x => x.Quantity));
        query = query with { Resolution = HistoryResolution.Minute };
        Assert.Equal([3, 0], (await history.QueryAsync(query, default)).Select(x => x.Quantity));
        query = query with { Resolution = HistoryResolution.Hour };
        Assert.Equal([30, 3, 0], (await history.QueryAsync(query, default)).Select(x => x.Quantity));
        Assert.Single(await history.ReadShownAsync(Audience.Public, nowMs, default));
        Assert.Empty(await history.ReadShownAsync(Audience.Public, nowMs - 1, default));
    }

    [Theory]
    [OnSqlite]
    [OnInflux]
    public async Task An_answer_beyond_the_limit_is_refused_and_one_at_the_limit_is_given(string store)
    {
        await using IHistory history = stores.Open(store);
        HistoryPoint[] points = [.. Enumerable.Range(0, HistoryLimits.AnswerMax).Select(i => Point("rice", i * 10_000L))];
        long started = Stopwatch.GetTimestamp();
        await history.WriteAsync(points, default);
        output.WriteLine($"{store}: {points.Length / Stopwatch.GetElapsedTime(started).TotalSeconds:f0} points/s in three resolutions");
        HistoryQuery query = All with { Prefecture = 13, Tier = -1 };
        Assert.Equal(HistoryLimits.AnswerMax, (await history.QueryAsync(query, default)).Count);
        await history.WriteAsync([Point("masks", 0)], default);
        await Assert.ThrowsAsync<ArgumentException>(async () => await history.QueryAsync(query, default));
        Assert.Equal(50_001, (await history.QueryAsync(query with { StepMs = 20_000 }, default)).Count);
    }

    [Theory]
    [OnSqlite]
    [OnInflux]
    public async Task A_look_up_gives_the_keyframe_and_what_follows_it_up_to_the_time(string store)
    {
        var random = new Random(7);
        await using IHistory history = stores.Open(store);
        var frames = new List<ShownFrame>();
        for (int i = 1; i <= 70; i++)
        {
            // Large bodies take several points in InfluxDB.
            byte[] body = new byte[i % 10 == 0 ? 150_000 : random.Next(0, 400)];
            random.NextBytes(body);
            var frame = new ShownFrame(Audience.Ministry, i * 10_000, i % 30 == 1 ? 0 : (i - 1) * 10_000, i * 7, i * 3, body);
            frames.Add(frame);
            await history.WriteShownAsync(frame, default);
            await history.WriteShownAsync(frame with { Audience = Audience.Public, Body = new byte[] { 9 } }, default);
        }

        foreach (int at in (int[])[0, 1, 29, 30, 31, 45, 70, 90])
        {
            List<ShownFrame> expected = [.. frames.Take(at).Skip((Math.Min(at, 70) - 1) / 30 * 30)];
            IReadOnlyList<ShownFrame> found = await history.ReadShownAsync(Audience.Ministry, (at * 10_000) + 5_000, default);
            Assert.Equal(expected.Select(Describe), found.Select(Describe));
        }

        Assert.Equal(10, (await history.ReadShownAsync(Audience.Public, 700_000, default)).Count);
        Assert.Empty(await history.ReadShownAsync(Audience.Participant, 700_000, default));
    }

    private static string Describe(ShownFrame x) =>
        $"{x.ComputedAtMs} {x.PreviousMs} {x.Sequence} {x.NextOffset} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(x.Body.Span))}";

    private static HistoryQuery All => new(null, null, null, 0, 8_000_000_000_000, 10_000);

    private static (string, int, int) GroupOf(HistoryPoint p) => (p.Category, p.Prefecture, p.Tier);

    private static HistoryPoint Point(string category, long timeMs) =>
        new(timeMs, category, 13, -1, 12, -5, 9, 8, 7, 6, 1.25);

    private static HistoryPoint RandomPoint(Random random, long timeMs) => new(
        timeMs, Categories[random.Next(3)], random.Next(-1, 3), random.Next(-1, 3),
        random.NextInt64(long.MinValue, long.MaxValue), random.Next(), random.Next(), random.Next(), random.Next(),
        random.Next(), random.Next(3) == 0 ? null : random.NextDouble());

    private static HistoryQuery RandomQuery(Random random, long nowMs)
    {
        HistoryResolution resolution = HistoryWidths.All[random.Next(3)];
        long width = resolution.WidthMs();
        long from = random.NextInt64(nowMs) / width * width;
        return new HistoryQuery(
            random.Next(2) == 0 ? null : Categories[random.Next(3)],
            random.Next(2) == 0 ? null : random.Next(-1, 3),
            random.Next(2) == 0 ? null : random.Next(-1, 3),
            from,
            (from + random.NextInt64(1, nowMs + width)) / width * width,
            random.Next(1, 8) * width)
        {
            Resolution = resolution,
        };
    }

    private static List<HistoryPoint> Answer(IEnumerable<HistoryPoint> points, HistoryQuery query)
    {
        long width = query.Resolution.WidthMs();
        return [.. points
            .Where(p => query.Category is null || p.Category == query.Category)
            .Where(p => query.Prefecture is null || p.Prefecture == query.Prefecture)
            .Where(p => query.Tier is null || p.Tier == query.Tier)
            .Where(p => p.TimeMs / width * width >= query.FromMs && p.TimeMs / width * width < query.ToMs)
            .GroupBy(p => (p.Category, p.Prefecture, p.Tier, Step: p.TimeMs / query.StepMs))
            .Select(g => g.MaxBy(p => p.TimeMs))
            .OrderBy(p => p.Category, StringComparer.Ordinal)
            .ThenBy(p => p.Prefecture).ThenBy(p => p.Tier).ThenBy(p => p.TimeMs)];
    }
}
