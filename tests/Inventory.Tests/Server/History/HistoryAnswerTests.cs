using System.Diagnostics;
using System.Text.Json;
using Inventory.Model.History;
using Inventory.Storage.History;
using Inventory.Tests.Storage.History;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Xunit.Abstractions;

namespace Inventory.Tests.Server.History;

public sealed class HistoryAnswerTests(HistoryStores stores, ITestOutputHelper output) : IClassFixture<HistoryStores>
{
    private const long HourMs = 3_600_000;

    [Theory]
    [OnSqlite]
    [OnInflux]
    public async Task A_year_of_one_group_stays_small(string store)
    {
        // Prefectures where nobody reports: the running server tells of the others itself.
        await using RunningServer server = await HistoryServer.StartAsync(store == "influx" ? stores.Influx.Address : null);
        var history = server.Services.GetRequiredService<IHistory>();
        long endMs = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() / HourMs * HourMs;
        var points = new List<HistoryPoint>();
        for (long hour = 8760; hour > 0; hour--)
        {
            foreach (int prefecture in (int[])[40, 41, 42])
                points.Add(Point(endMs - (hour * HourMs), prefecture, 1_000_000_000_000 + hour));
        }

        await history.WriteAsync(points, default);
        string year = $"from={HistoryServer.Text(DateTimeOffset.UtcNow.AddDays(-365))}&to={HistoryServer.Text(DateTimeOffset.UtcNow)}";
        string path = $"/v1/history?category=masks&prefecture=40&{year}";
        await server.GetAsync(path, SmallRegistry.Ministry);
        var watch = Stopwatch.StartNew();
        (int status, string body, _) = await server.SendAsync(HttpMethod.Get, path, SmallRegistry.Ministry);
        output.WriteLine($"{store}: {body.Length} bytes in {watch.Elapsed.TotalMilliseconds:f1} ms");
        Assert.Equal(200, status);
        Assert.InRange(body.Length, 10_000, 100_000);
        using JsonDocument json = JsonDocument.Parse(body);
        Assert.Equal(86_400, json.RootElement.GetProperty("stepSeconds").GetInt32());
        Assert.InRange(json.RootElement.GetProperty("points").GetArrayLength(), 364, 367);
        (_, JsonElement each) = await server.GetAsync($"/v1/history?category=masks&prefecture=each&{year}", SmallRegistry.Ministry);
        Assert.InRange(each.GetProperty("points").GetArrayLength() / 3, 45, HistoryPlan.PointsOfEachMax);
        (_, JsonElement fine) = await server.GetAsync($"{path}&step=60", SmallRegistry.Ministry);
        Assert.Equal((3600, 8760), (fine.GetProperty("stepSeconds").GetInt32(), fine.GetProperty("points").GetArrayLength()));
    }

    [Theory]
    [OnSqlite]
    [OnInflux]
    public async Task A_gap_is_told_from_what_stood_still_and_is_never_zero(string store)
    {
        await using RunningServer server = await HistoryServer.StartAsync(store == "influx" ? stores.Influx.Address : null);
        var history = server.Services.GetRequiredService<IHistory>();
        long beginMs = (DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() / HourMs * HourMs) - (5 * HourMs);
        await history.WriteAsync([Point(beginMs - 120_000, 20, 5), Point(beginMs + 330_000, 20, 7), Point(beginMs + 2_400_000, 20, 9)], default);
        string query = $"/v1/history?category=masks&prefecture=20&step=300&from={At(beginMs)}&to={At(beginMs + HourMs)}";
        (_, JsonElement none) = await server.GetAsync(query, SmallRegistry.Ministry);
        Assert.Equal(["7", "9"], Words(none));
        (_, JsonElement nulls) = await server.GetAsync(query + "&fill=null", SmallRegistry.Ministry);
        string[] unknown = ["notRecorded", "notRecorded", "notRecorded", "notRecorded"];
        Assert.Equal(["unchanged", "7", "unchanged", "unchanged", .. unknown, "9", "unchanged", "unchanged", "notRecorded"], Words(nulls));
        (_, JsonElement previous) = await server.GetAsync(query + "&fill=previous", SmallRegistry.Ministry);
        Assert.Equal(["5", "7", "7", "7", .. unknown, "9", "9", "9", "notRecorded"], Words(previous));
        JsonElement filled = previous.GetProperty("points")[0];
        Assert.Equal(beginMs, filled.GetProperty("time").GetDateTimeOffset().ToUnixTimeMilliseconds());
        Assert.Equal(beginMs - 120_000, filled.GetProperty("recordedAt").GetDateTimeOffset().ToUnixTimeMilliseconds());
        Assert.All(nulls.GetProperty("points").EnumerateArray(), x => Assert.Equal(x.TryGetProperty("gap", out _), x.GetProperty("quantity").ValueKind == JsonValueKind.Null));
    }

    [Theory]
    [InlineData("fill=zero", "fill")]
    [InlineData("step=9", "step")]
    [InlineData("step=x", "step")]
    [InlineData("from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z", "to")]
    [InlineData("fill=null&step=10&from=1970-01-01T00:00:00Z&to=2026-01-01T00:00:00Z&tier=each&prefecture=x", "prefecture")]
    public async Task A_wrong_parameter_is_named(string query, string name)
    {
        await using RunningServer server = await RunningServer.StartAsync();
        (int status, JsonElement problem) = await server.GetAsync("/v1/history?" + query, SmallRegistry.Ministry);
        Assert.Equal((400, name), (status, problem.GetProperty("parameter").GetString()));
    }

    [Theory]
    [InlineData(1, null, 1, 300, HistoryResolution.Minute)]
    [InlineData(1, 10L, 1, 10, HistoryResolution.TenSeconds)]
    [InlineData(1, 90L, 1, 90, HistoryResolution.TenSeconds)]
    [InlineData(30, 10L, 1, 60, HistoryResolution.Minute)]
    [InlineData(30, 90L, 1, 60, HistoryResolution.Minute)]
    [InlineData(365, 60L, 1, 3600, HistoryResolution.Hour)]
    [InlineData(365, null, 1, 86_400, HistoryResolution.Hour)]
    [InlineData(3650, null, 1, 2_592_000, HistoryResolution.Hour)]
    [InlineData(7, null, 48, 7200, HistoryResolution.Hour)]
    public void The_plan_reads_the_coarsest_that_serves_and_the_finest_that_is_kept(
        int days, long? stepSeconds, int groups, long expectedSeconds, HistoryResolution resolution)
    {
        const long now = 1_790_000_000_000;
        HistoryPlan plan = HistoryPlan.For(now - (days * 86_400_000L), now, stepSeconds * 1000, groups, new HistoryRetention(), now);
        Assert.Equal((expectedSeconds * 1000, resolution), (plan.StepMs, plan.Resolution));
    }

    private static IEnumerable<string> Words(JsonElement answer) => answer.GetProperty("points").EnumerateArray()
        .Select(x => x.TryGetProperty("gap", out JsonElement gap) ? gap.GetString()! : x.GetProperty("quantity").GetInt64().ToString());

    private static string At(long ms) => HistoryServer.Text(DateTimeOffset.FromUnixTimeMilliseconds(ms));

    private static HistoryPoint Point(long timeMs, int prefecture, long quantity) =>
        new(timeMs, "masks", prefecture, -1, quantity, 1_000_000_000, 100_000, 99_000, 90_000, 10_000, 123_456_789.123);
}
