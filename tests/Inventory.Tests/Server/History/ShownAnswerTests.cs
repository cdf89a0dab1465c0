using System.Text.Json;
using System.Text.Json.Nodes;
using Inventory.Tests.Storage.History;
using Xunit;

namespace Inventory.Tests.Server.History;

public sealed class ShownAnswerTests(HistoryStores stores) : IClassFixture<HistoryStores>
{
    private static readonly string?[] Keys = [null, SmallRegistry.ShopA, SmallRegistry.Ministry];

    [Theory]
    [OnSqlite]
    [OnInflux]
    public async Task Each_audience_gets_what_it_was_shown_then(string store)
    {
        await using RunningServer server = await StartAsync(store);
        DateTimeOffset first = await HistoryServer.ShowAsync(server, "s-1", "shop-a:001", 10);
        var live = new Dictionary<string, string>();
        foreach (string? key in Keys)
        {
            foreach (string query in (string[])["", "by=prefecture,tier", "prefecture=13&status=allocated", "by=status&tier=retailer"])
                live[$"{key} {query}"] = Normal((await server.SendAsync(HttpMethod.Get, "/v1/levels?" + query, key)).Body);
        }

        DateTimeOffset second = await HistoryServer.ShowAsync(server, "s-2", "shop-a:001", 20);
        foreach ((string name, string body) in live)
        {
            string key = name[..name.IndexOf(' ', StringComparison.Ordinal)];
            string query = name[(key.Length + 1)..];
            (int status, string then, HttpResponseMessage response) = await server.SendAsync(
                HttpMethod.Get, $"/v1/levels?{query}&at={HistoryServer.Text(first)}", key.Length == 0 ? null : key);
            Assert.Equal(200, status);
            Assert.Equal(body, Normal(then));
            Assert.Contains("Authorization", response.Headers.Vary.ToString(), StringComparison.Ordinal);
        }

        Assert.Equal(10, await QuantityAsync(server, first));
        Assert.Equal(20, await QuantityAsync(server, second));
        (_, JsonElement shop) = await server.GetAsync("/v1/levels?at=" + HistoryServer.Text(second), SmallRegistry.ShopA);
        Assert.Equal("participant", shop.GetProperty("audience").GetString());
        (_, JsonElement anyone) = await server.GetAsync("/v1/levels?at=" + HistoryServer.Text(second), null);
        Assert.Equal("public", anyone.GetProperty("audience").GetString());
        Assert.DoesNotContain("quantity", anyone.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_time_nobody_recorded_is_a_404_and_a_wrong_one_a_400()
    {
        await using RunningServer server = await HistoryServer.StartAsync(null);
        DateTimeOffset first = await HistoryServer.ShowAsync(server, "s-1", "shop-a:001", 10);
        await RunningServer.UntilAsync(() => HistoryServer.Spool(server).Bytes == 0, "the history is written");
        (int status, JsonElement problem) = await server.GetAsync("/v1/levels?at=2020-03-01T00:00:00Z", null);
        // Something new may wait at this very moment; then it is said that it may come.
        Assert.Contains((status, problem.GetProperty("reason").GetString()), new[] { (404, "notRecorded"), (503, "historyUnavailable") }.Cast<(int, string?)>());
        foreach (string at in (string[])["yesterday", "2020-03-01", "2999-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "%00", "1"])
        {
            (status, problem) = await server.GetAsync("/v1/levels?at=" + at, SmallRegistry.Ministry);
            Assert.Equal((400, "at"), (status, problem.GetProperty("parameter").GetString()));
        }

        HttpRequestMessage csv = RunningServer.Request(HttpMethod.Get, "/v1/levels?at=" + HistoryServer.Text(first), null);
        csv.Headers.Accept.ParseAdd("text/csv");
        Assert.Equal(406, (int)(await server.Client.SendAsync(csv)).StatusCode);
    }

    [InfluxFact]
    public async Task An_outage_of_the_store_loses_nothing()
    {
        using var influx = new InfluxServer();
        await using RunningServer server = await HistoryServer.StartAsync(influx.Address);
        await HistoryServer.ShowAsync(server, "s-1", "shop-a:001", 1);
        influx.Kill();
        DateTimeOffset during = DateTimeOffset.UtcNow;
        for (int i = 2; i < 6; i++)
        {
            await server.PushAsync(Say.Snapshot($"s-{i}", "shop-a", "shop-a:001", i, Say.Ago(0)), SmallRegistry.ShopA);
            await server.SettleAsync();
            int before = HistoryServer.Spool(server).Count;
            await RunningServer.UntilAsync(() => HistoryServer.Spool(server).Count > before + 3, "the screens wait on the disk");
        }

        (int status, JsonElement problem) = await server.GetAsync("/v1/levels?at=" + HistoryServer.Text(during), null);
        Assert.Equal((503, "historyUnavailable"), (status, problem.GetProperty("reason").GetString()));
        Assert.Equal(503, (await server.GetAsync("/v1/history?category=masks", SmallRegistry.Ministry)).Status);
        DateTimeOffset after = DateTimeOffset.UtcNow;
        influx.Start();
        await RunningServer.UntilAsync(() => HistoryServer.Spool(server).Count < 4, "what waited is written");
        var seen = new HashSet<long>();
        for (DateTimeOffset at = during.AddSeconds(0.5); at < after; at = at.AddMilliseconds(100))
            seen.Add(await QuantityAsync(server, at));
        Assert.Superset(new HashSet<long> { 2, 3, 4, 5 }, seen);
    }

    [Fact]
    public async Task What_waited_when_the_process_ended_is_written_by_the_next_one()
    {
        string folder = Directory.CreateTempSubdirectory("inventory-history-").FullName;
        var nobody = new Uri("http://127.0.0.1:9/");
        RunningServer server = await HistoryServer.StartAsync(nobody, folder);
        await server.PushAsync(Say.Snapshot("s-1", "shop-a", "shop-a:001", 1, Say.Ago(0)), SmallRegistry.ShopA);
        await server.SettleAsync();
        int before = HistoryServer.Spool(server).Count;
        await RunningServer.UntilAsync(() => HistoryServer.Spool(server).Count > before + 3, "the screens wait on the disk");
        DateTimeOffset then = DateTimeOffset.UtcNow;
        await server.StopAsync();
        await using RunningServer again = await HistoryServer.StartAsync(null, folder);
        await RunningServer.UntilAsync(() => HistoryServer.Spool(again).Count < 4, "what waited is written");
        Assert.Equal(1, await QuantityAsync(again, then));
        (_, string metrics, _) = await again.SendAsync(HttpMethod.Get, "/metrics", null);
        foreach (string name in (string[])["queue_depth", "spooled_bytes", "dead_letters_total", "write_seconds_count"])
            Assert.Contains("inventory_history_" + name, metrics, StringComparison.Ordinal);
    }

    private async Task<RunningServer> StartAsync(string store) =>
        await HistoryServer.StartAsync(store == "influx" ? stores.Influx.Address : null);

    private static async Task<long> QuantityAsync(RunningServer server, DateTimeOffset at)
    {
        (int status, JsonElement json) =
            await server.GetAsync("/v1/levels?category=masks&at=" + HistoryServer.Text(at), SmallRegistry.Ministry);
        Assert.True(status == 200, json.ToString());
        JsonElement level = json.GetProperty("levels")[0];
        return level.TryGetProperty("quantity", out JsonElement quantity) ? quantity.GetInt64() : -1;
    }

    /// <summary>The text without the time of asking, and without that of computing, which moves on by itself.</summary>
    private static string Normal(string body)
    {
        JsonNode json = JsonNode.Parse(body)!;
        json.AsObject().Remove("at");
        string computedAt = json["computedAt"]!.GetValue<string>();
        int at = body.IndexOf(",\"at\":\"", StringComparison.Ordinal);
        string text = at < 0 ? body : body.Remove(at, body.IndexOf('"', at + 7) + 1 - at);
        return text.Replace(computedAt, "T", StringComparison.Ordinal);
    }
}
