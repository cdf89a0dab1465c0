using Inventory.Model.History;
using Inventory.Storage;
using Inventory.Storage.History;
using Xunit;
using Xunit.Abstractions;

namespace Inventory.Tests.Storage.History;

public sealed class SqliteHistoryTests(ITestOutputHelper output) : IDisposable
{
    private static readonly string[] Categories = ["masks", "rice", "bottled-water"];

    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Any_question_is_answered_as_a_plain_list_would()
    {
        int seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var oracle = new Dictionary<(string, int, int, long), HistoryPoint>();
        await using SqliteHistory history = SqliteHistory.Open(folder["history.db"]);
        for (int round = 0; round < 60; round++)
        {
            List<HistoryPoint> points = [.. Enumerable.Range(0, random.Next(200)).Select(_ => RandomPoint(random))];
            await history.WriteAsync(points, CancellationToken.None);
            foreach (HistoryPoint point in points)
                oracle[(point.Category, point.Prefecture, point.Tier, point.TimeMs)] = point;
            if (random.Next(10) == 0)
            {
                long before = random.Next(20) * SqliteHistory.GridMs;
                long removed = await history.TrimAsync(before, CancellationToken.None);
                Assert.Equal(oracle.Keys.Where(k => k.Item4 < before).ToList().Count(oracle.Remove), removed);
            }

            HistoryQuery query = RandomQuery(random);
            IReadOnlyList<HistoryPoint> found = await history.QueryAsync(query, CancellationToken.None);
            Assert.Equal(Answer(oracle.Values, query), found);
        }
    }

    [Fact]
    public async Task Points_and_category_codes_outlive_the_process()
    {
        HistoryPoint[] points = [Point("rice", 10_000), Point("masks", 10_000) with { OutflowPerDay = null }];
        await using (SqliteHistory history = SqliteHistory.Open(folder["history.db"]))
            await history.WriteAsync(points, CancellationToken.None);
        await using SqliteHistory again = SqliteHistory.Open(folder["history.db"]);
        await again.WriteAsync([Point("rice", 20_000)], CancellationToken.None);
        IReadOnlyList<HistoryPoint> found = await again.QueryAsync(All, CancellationToken.None);
        Assert.Equal([points[1], points[0], Point("rice", 20_000)], found);
    }

    [Fact]
    public async Task An_answer_beyond_the_limit_is_refused_and_one_at_the_limit_is_given()
    {
        await using SqliteHistory history = SqliteHistory.Open(folder["history.db"]);
        HistoryPoint[] points = [.. Enumerable.Range(0, SqliteHistory.AnswerMax).Select(i => Point("rice", i * 10_000L))];
        await history.WriteAsync(points, CancellationToken.None);
        Assert.Equal(SqliteHistory.AnswerMax, (await history.QueryAsync(All, CancellationToken.None)).Count);
        await history.WriteAsync([Point("masks", 0)], CancellationToken.None);
        await Assert.ThrowsAsync<ArgumentException>(async () => await history.QueryAsync(All, CancellationToken.None));
        HistoryQuery wider = All with { StepMs = 20_000 };
        Assert.Equal(50_001, (await history.QueryAsync(wider, CancellationToken.None)).Count);
    }

    [Fact]
    public async Task A_full_disk_writes_nothing_of_the_batch_and_heals()
    {
        await using SqliteHistory history = SqliteHistory.Open(folder["history.db"]);
        await history.WriteAsync([Point("rice", 0)], CancellationToken.None);
        HistoryPoint[] many = [.. Enumerable.Range(1, 5000).Select(i => Point("masks", i * 10_000L))];
        history.Execute("PRAGMA max_page_count=20");
        StorageException e = await Assert.ThrowsAsync<StorageException>(
            async () => await history.WriteAsync(many, CancellationToken.None));
        Assert.True(e.IsTransient);
        Assert.Single(await history.QueryAsync(All, CancellationToken.None));
        history.Execute("PRAGMA max_page_count=1000000");
        await history.WriteAsync(many, CancellationToken.None);
        Assert.Equal(5001, (await history.QueryAsync(All, CancellationToken.None)).Count);
    }

    private static HistoryQuery All => new(null, null, null, 0, long.MaxValue, 10_000);

    private static HistoryPoint Point(string category, long timeMs) =>
        new(timeMs, category, 13, -1, long.MaxValue, -5, 9, 8, 7, 6, 1.25);

    private static HistoryPoint RandomPoint(Random random) => new(
        random.Next(40) * SqliteHistory.GridMs, Categories[random.Next(3)], random.Next(-1, 3), random.Next(-1, 3),
        random.NextInt64(long.MinValue, long.MaxValue), random.Next(), random.Next(), random.Next(), random.Next(),
        random.Next(), random.Next(3) == 0 ? null : random.NextDouble());

    private static HistoryQuery RandomQuery(Random random)
    {
        long from = random.NextInt64(40 * SqliteHistory.GridMs);
        return new HistoryQuery(
            random.Next(2) == 0 ? null : Categories[random.Next(3)],
            random.Next(2) == 0 ? null : random.Next(-1, 3),
            random.Next(2) == 0 ? null : random.Next(-1, 3),
            from,
            from + random.NextInt64(40 * SqliteHistory.GridMs),
            random.Next(1, 8) * SqliteHistory.GridMs);
    }

    private static IEnumerable<HistoryPoint> Answer(IEnumerable<HistoryPoint> points, HistoryQuery query) => points
        .Where(p => query.Category is null || p.Category == query.Category)
        .Where(p => query.Prefecture is null || p.Prefecture == query.Prefecture)
        .Where(p => query.Tier is null || p.Tier == query.Tier)
        .Where(p => p.TimeMs >= query.FromMs && p.TimeMs < query.ToMs)
        .GroupBy(p => (p.Category, p.Prefecture, p.Tier, Step: p.TimeMs / query.StepMs))
        .Select(g => g.MaxBy(p => p.TimeMs))
        .OrderBy(p => p.Category, StringComparer.Ordinal)
        .ThenBy(p => p.Prefecture).ThenBy(p => p.Tier).ThenBy(p => p.TimeMs);
}
