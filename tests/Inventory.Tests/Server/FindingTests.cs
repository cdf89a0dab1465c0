using System.Text;
using System.Text.Json;
using Inventory.Server.Options;
using Xunit;

namespace Inventory.Tests.Server;

/// <summary>What looks wrong in a reporter's data is told to it and to the ministry, and changes nothing by
/// itself.</summary>
public sealed class FindingTests
{
    private static readonly string[] Codes = ["M-1", "M-2", "M-3", "M-4", "M-5", "M-6"];

    private static async Task<RunningServer> StartAsync(string quarantine = "[]")
    {
        string folder = Directory.CreateTempSubdirectory("inventory-finding-").FullName;
        string registry = Path.Combine(folder, "registry");
        SmallRegistry.Write(registry, isDemo: true);
        File.AppendAllLines(Path.Combine(registry, "items.csv"), Codes.Select(x => $"shop-a:{x},masks,マスク,Mask"));
        File.AppendAllLines(
            Path.Combine(registry, "packs.csv"), Codes.SelectMany(x => new[] { $"shop-a:{x},EA,1,", $"shop-a:{x},BX,30," }));
        string feed = File.ReadAllText(Path.Combine(registry, "feeds", "a-csv.json"));
        File.WriteAllText(Path.Combine(registry, "feeds", "a-csv.json"),
            feed.Replace("\"unknownLocation\"", $"\"quarantine\":{quarantine},\"unknownLocation\""));
        return await RunningServer.StartAsync(folder, new ServerLimits());
    }

    private static string Csv(int minutesAgo, params long[] quantities)
    {
        var text = new StringBuilder("shop,JAN,qty,asOf\n");
        for (int i = 0; i < quantities.Length; i++)
            text.Append($"001,{Codes[i]},{quantities[i]},{Say.Ago(minutesAgo)}\n");
        return text.ToString();
    }

    private static async Task<JsonElement[]> FindingsAsync(RunningServer server, string key, string kind)
    {
        (_, JsonElement coverage) = await server.GetAsync("/v1/coverage", key);
        return [.. coverage.GetProperty("findings").EnumerateArray().Where(x => x.GetProperty("kind").GetString() == kind)];
    }

    private static async Task<JsonElement> OneAsync(RunningServer server, string key, string kind)
    {
        JsonElement[] found = [];
        for (int i = 0; i < 100 && found.Length == 0; i++)
        {
            found = await FindingsAsync(server, key, kind);
            if (found.Length == 0)
                await Task.Delay(50);
        }

        return Assert.Single(found);
    }

    [Fact]
    public async Task A_unit_slip_is_told_in_the_receipt_and_on_the_page_and_the_data_stays_as_sent()
    {
        await using RunningServer server = await StartAsync();
        await server.PushFileAsync("a-csv", Csv(50, 3000, 6000, 900, 1500), SmallRegistry.ShopA);
        await server.SettleAsync();
        (int status, JsonElement receipt) = await server.PushFileAsync("a-csv", Csv(10, 94, 200, 31, 45), SmallRegistry.ShopA);
        Assert.Equal(200, status);
        JsonElement warning = receipt.GetProperty("warnings").EnumerateArray().Single(x => x.GetProperty("kind").GetString() == "unitSlip");
        Assert.Equal(("÷30", 4), (warning.GetProperty("value").GetString(), warning.GetProperty("count").GetInt32()));
        JsonElement finding = await OneAsync(server, SmallRegistry.Ministry, "unitSlip");
        Assert.Equal(("shop-a", "a-csv", "new"), (finding.GetProperty("participant").GetString(),
            finding.GetProperty("feed").GetString(), finding.GetProperty("state").GetString()));
        Assert.Equal("30", finding.GetProperty("evidence").GetProperty("factor").GetString());
        Assert.NotEqual(string.Empty, finding.GetProperty("threshold").GetProperty("ja").GetString());
        await server.SettleAsync();
        (_, JsonElement levels) = await server.GetAsync("/v1/levels", SmallRegistry.Ministry);
        Assert.Equal(370, levels.GetProperty("levels")[0].GetProperty("quantity").GetInt64());
    }

    [Fact]
    public async Task Only_the_reporter_and_the_ministry_see_and_confirm_it()
    {
        await using RunningServer server = await StartAsync();
        await server.PushFileAsync("a-csv", Csv(50, 40), SmallRegistry.ShopA);
        await server.SettleAsync();
        await server.PushFileAsync("a-csv", Csv(10, 4000), SmallRegistry.ShopA);
        JsonElement jump = await OneAsync(server, SmallRegistry.ShopA, "jump");
        string confirm = $"/v1/coverage/findings/{jump.GetProperty("id").GetString()}/confirm";
        Assert.Empty(await FindingsAsync(server, SmallRegistry.ShopB, "jump"));
        (_, JsonElement open) = await server.GetAsync("/v1/coverage", null);
        Assert.False(open.TryGetProperty("findings", out _));
        Assert.Equal(401, (await server.PushAsync(string.Empty, null, confirm)).Status);
        Assert.Equal(404, (await server.PushAsync(string.Empty, SmallRegistry.ShopB, confirm)).Status);
        (int status, JsonElement confirmed) = await server.PushAsync(string.Empty, SmallRegistry.ShopA, confirm);
        Assert.Equal((200, "confirmed"), (status, confirmed.GetProperty("state").GetString()));
    }

    [Fact]
    public async Task What_the_next_delivery_does_not_show_is_resolved()
    {
        await using RunningServer server = await StartAsync();
        await server.PushFileAsync("a-csv", Csv(50, 40, -3), SmallRegistry.ShopA);
        await OneAsync(server, SmallRegistry.ShopA, "negative");
        await server.PushFileAsync("a-csv", Csv(10, 41, 3), SmallRegistry.ShopA);
        for (int i = 0; i < 100; i++)
        {
            if ((await OneAsync(server, SmallRegistry.ShopA, "negative")).GetProperty("state").GetString() == "resolved")
                return;
            await Task.Delay(50);
        }

        Assert.Fail("the finding was not resolved");
    }

    [Fact]
    public async Task A_feed_that_says_the_same_for_a_day_stands_still()
    {
        await using RunningServer server = await StartAsync();
        foreach (int hours in (int[])[30, 20])
            await server.PushFileAsync("a-csv", Csv(hours * 60, 40, 50, 60, 70, 80), SmallRegistry.ShopA);
        await Task.Delay(200);
        Assert.Empty(await FindingsAsync(server, SmallRegistry.ShopA, "frozen"));
        await server.PushFileAsync("a-csv", Csv(60, 40, 50, 60, 70, 80), SmallRegistry.ShopA);
        JsonElement finding = await OneAsync(server, SmallRegistry.ShopA, "frozen");
        Assert.Equal("3", finding.GetProperty("evidence").GetProperty("deliveries").GetString());
    }

    [Fact]
    public async Task A_file_of_another_kind_is_told_and_the_last_good_stock_stays()
    {
        await using RunningServer server = await StartAsync();
        await server.PushFileAsync("a-csv", Csv(50, 40), SmallRegistry.ShopA);
        (int status, _) = await server.PushFileAsync("a-csv", "name,price\nmask,100\n", SmallRegistry.ShopA);
        Assert.Equal(400, status);
        JsonElement finding = await OneAsync(server, SmallRegistry.ShopA, "wrongFile");
        Assert.Equal("quantityColumnMissing", finding.GetProperty("evidence").GetProperty("reason").GetString());
    }

    [Fact]
    public async Task A_feed_that_wants_it_is_held_until_somebody_says_that_it_is_right()
    {
        await using RunningServer server = await StartAsync("[\"unitSlip\"]");
        await server.PushFileAsync("a-csv", Csv(50, 3000, 6000, 900, 1500), SmallRegistry.ShopA);
        await server.SettleAsync();
        (int status, JsonElement held) = await server.PushFileAsync("a-csv", Csv(10, 94, 200, 31, 45), SmallRegistry.ShopA);
        Assert.Equal((422, "needsConfirmation"), (status, held.GetProperty("reason").GetString()));
        await server.SettleAsync();
        (_, JsonElement before) = await server.GetAsync("/v1/levels", SmallRegistry.Ministry);
        Assert.Equal(11_400, before.GetProperty("levels")[0].GetProperty("quantity").GetInt64());
        string confirm = $"/v1/held/{held.GetProperty("held").GetProperty("id").GetString()}/confirm";
        (status, _) = await server.PushAsync(string.Empty, SmallRegistry.ShopA, confirm);
        Assert.Equal(200, status);
        await server.SettleAsync();
        (_, JsonElement after) = await server.GetAsync("/v1/levels", SmallRegistry.Ministry);
        Assert.Equal(370, after.GetProperty("levels")[0].GetProperty("quantity").GetInt64());
    }

    [Fact]
    public async Task Silent_and_late_reporters_are_found_without_a_delivery()
    {
        await using RunningServer server = await StartAsync();
        await server.PushFileAsync("a-csv", Csv(600, 40), SmallRegistry.ShopA);
        await server.SettleAsync();
        Assert.Equal(1, (await OneAsync(server, SmallRegistry.ShopA, "late")).GetProperty("count").GetInt32());
        Assert.Equal(2, (await FindingsAsync(server, SmallRegistry.Ministry, "silent")).Length);
    }
}
