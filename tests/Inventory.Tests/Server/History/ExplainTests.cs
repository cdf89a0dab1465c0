using System.Text.Json;
using Xunit;

namespace Inventory.Tests.Server.History;

public sealed class ExplainTests
{
    [Fact]
    public async Task A_figure_is_told_cell_by_cell_with_its_receipts()
    {
        await using RunningServer server = await HistoryServer.StartAsync(null);
        (_, JsonElement whole) = await server.PushFileAsync("a-full", Csv(("001", 10, 5), ("002", 7, 5)), SmallRegistry.ShopA);
        (_, JsonElement refused) = await server.PushFileAsync("a-full", "nothing\n", SmallRegistry.ShopA);
        (_, JsonElement correction) = await server.PushFileAsync("a-csv", Csv(("001", 11, 5)), SmallRegistry.ShopA);
        (_, JsonElement late) = await server.PushFileAsync("a-csv", Csv(("001", 99, 8)), SmallRegistry.ShopA);
        DateTimeOffset then = await HistoryServer.ShowAsync(server, "b-1", "shop-b:001", 4);
        JsonElement explained = await ExplainAsync(server, "category=masks");
        Assert.True(explained.GetProperty("agrees").GetBoolean());
        Assert.Equal(22, explained.GetProperty("sum").GetInt64());
        Assert.Equal(22, explained.GetProperty("shown").GetProperty("quantity").GetInt64());
        Dictionary<string, JsonElement> cells = explained.GetProperty("cells").EnumerateArray()
            .ToDictionary(x => x.GetProperty("location").GetString()!);
        Assert.Equal(["shop-a:001", "shop-a:002", "shop-b:001"], cells.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(correction.GetProperty("receipt").GetString(), cells["shop-a:001"].GetProperty("receipt").GetString());
        Assert.Equal(whole.GetProperty("receipt").GetString(), cells["shop-a:002"].GetProperty("receipt").GetString());
        Assert.Equal("b-1", cells["shop-b:001"].GetProperty("snapshotId").GetString());
        Assert.NotEqual(late.GetProperty("receipt").GetString(), cells["shop-a:001"].GetProperty("receipt").GetString());
        Assert.False(refused.TryGetProperty("offsets", out JsonElement none) && none.ValueKind == JsonValueKind.Object);

        // Later it is another figure, and at that time still this one.
        await HistoryServer.ShowAsync(server, "b-2", "shop-b:001", 1000);
        Assert.Equal(1018, (await ExplainAsync(server, "category=masks")).GetProperty("sum").GetInt64());
        JsonElement again = await ExplainAsync(server, "category=masks&at=" + HistoryServer.Text(then));
        Assert.Equal(22, again.GetProperty("sum").GetInt64());
        Assert.True(again.GetProperty("agrees").GetBoolean());
        JsonElement osaka = await ExplainAsync(server, "category=masks&prefecture=27&tier=retailer");
        Assert.Equal(7, osaka.GetProperty("sum").GetInt64());
        JsonElement nothing = await ExplainAsync(server, "category=masks&prefecture=01");
        Assert.Equal((JsonValueKind.Null, true, 0), (
            nothing.GetProperty("sum").ValueKind, nothing.GetProperty("agrees").GetBoolean(), nothing.GetProperty("cellCount").GetInt32()));
        JsonElement page = await ExplainAsync(server, "category=masks&skip=1&take=1");
        Assert.Equal((1, 2, 3), (page.GetProperty("cells").GetArrayLength(), page.GetProperty("nextSkip").GetInt32(), page.GetProperty("cellCount").GetInt32()));
    }

    [Fact]
    public async Task Only_the_ministry_may_ask_and_wrong_questions_are_named()
    {
        await using RunningServer server = await HistoryServer.StartAsync(null);
        Assert.Equal(401, (await server.GetAsync("/v1/explain?category=masks", null)).Status);
        Assert.Equal(403, (await server.GetAsync("/v1/explain?category=masks", SmallRegistry.ShopA)).Status);
        (string Query, string Name)[] wrong =
        [
            ("", "category"), ("category=none", "category"), ("category=masks&prefecture=48", "prefecture"), ("category=masks&tier=x", "tier"),
            ("category=masks&take=1001", "take"), ("category=masks&skip=-1", "skip"), ("category=masks&at=x", "at"), ("category=masks&by=tier", "by"),
        ];
        foreach ((string query, string name) in wrong)
        {
            (int status, JsonElement problem) = await server.GetAsync("/v1/explain?" + query, SmallRegistry.Ministry);
            Assert.Equal((400, name), (status, problem.GetProperty("parameter").GetString()));
        }

        (int missing, _) = await server.GetAsync("/v1/explain?category=masks&at=2020-01-01T00:00:00Z", SmallRegistry.Ministry);
        Assert.Contains(missing, new[] { 404, 503 });
    }

    private static string Csv(params (string Shop, int Quantity, int MinutesAgo)[] rows)
    {
        IEnumerable<string> lines = rows.Select(x => $"{SmallRegistry.Item},{x.Quantity},shop-a:{x.Shop},{Say.Ago(x.MinutesAgo)}");
        return "JAN,qty,shop,asOf\n" + string.Join('\n', lines) + "\n";
    }

    private static async Task<JsonElement> ExplainAsync(RunningServer server, string query)
    {
        (int status, JsonElement json) = await server.GetAsync("/v1/explain?" + query, SmallRegistry.Ministry);
        Assert.True(status == 200, json.ToString());
        return json;
    }
}
