using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace Inventory.EndToEnd.Server;

/// <summary>Who may see what, tried from every door.</summary>
public sealed partial class AccessTests(ShopServer shop) : IClassFixture<ShopServer>
{
    // A quantity that stands nowhere else in an answer.
    private const long Secret = 73_519_264;

    private static readonly string[] ReadPaths =
    [
        "/v1/levels", "/v1/levels?by=category,prefecture,tier,status", "/v1/cells", "/v1/locations/shop-b:001/cells",
        "/v1/coverage", "/v1/history", "/v1/history?category=masks", "/v1/alerts", "/v1/receipts/R-20260101-000000000000",
        "/v1/registry/categories", "/v1/registry/items", "/v1/registry/locations", "/v1/registry/participants",
        "/v1/registry/feeds", "/health/live", "/health/ready", "/metrics", "/openapi/v1.json", "/docs", "/",
        "/hubs/stock/negotiate", "/hubs/stock", "/no/such/address", "/v1/alert-subscriptions",
    ];

    private readonly ServerProcess _server = shop.Process;

    [Fact]
    public async Task A_wrong_key_is_401_at_every_address_and_never_the_public_view()
    {
        foreach (string path in ReadPaths)
        {
            foreach (string wrong in (string[])["Bearer nobody", "Bearer", "Basic " + "bm9ib2R5Om5v", "nobody",
                "Bearer demo-ministry", "Bearer " + new string('x', 600), "Bearer e2e-ministry e2e-ministry"])
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, path);
                request.Headers.TryAddWithoutValidation("Authorization", wrong);
                Answer answer = await _server.SendAsync(request);
                Assert.True(answer.Status == HttpStatusCode.Unauthorized, $"{path} with '{wrong}': {answer.Status}");
                Assert.Equal("keyUnknown", answer.Reason);
            }
        }

        foreach (string path in (string[])["/v1/snapshots", "/v1/feeds/a-csv/snapshots", "/v1/feeds/none/snapshots",
            "/v1/alerts/x/acknowledge", "/v1/alert-subscriptions", "/hubs/stock/negotiate?negotiateVersion=1"])
        {
            Answer answer = await _server.SendAsync(HttpMethod.Post, path, "nobody", new StringContent("{}"));
            Assert.True(answer.Status == HttpStatusCode.Unauthorized, $"{path}: {answer.Status}");
        }

        (await _server.SendAsync(HttpMethod.Post, "/hubs/stock/negotiate?negotiateVersion=1&access_token=nobody", null))
            .MustBe(HttpStatusCode.Unauthorized, "keyUnknown");
        (await _server.GetAsync("/hubs/stock?access_token=nobody", null))
            .MustBe(HttpStatusCode.Unauthorized, "keyUnknown");
    }

    [Fact]
    public async Task A_key_in_the_address_of_any_other_call_is_not_taken_for_none()
    {
        foreach (string path in (string[])["/v1/levels", "/v1/coverage", "/v1/cells", "/v1/alerts"])
        {
            Answer answer = await _server.GetAsync(path + "?access_token=" + ShopRegistry.Ministry, null);
            Assert.True((int)answer.Status is 400 or 401, $"{path}: {answer.Status}");
        }
    }

    [Fact]
    public async Task The_public_gets_no_digit_of_stock_anywhere()
    {
        await PushSecretAsync("public");
        foreach (string path in ReadPaths)
        {
            Answer answer = await _server.GetAsync(path, null);
            Assert.False(HoldsStock(answer.Text), $"{path}: {answer.Text}");
        }

        Answer levels = await _server.GetAsync("/v1/levels?by=category,prefecture,tier,status", null);
        foreach (JsonElement level in levels.Json.GetProperty("levels").EnumerateArray())
        {
            foreach (string hidden in (string[])["quantity", "staleQuantity", "outflowPerDay", "daysOfSupply",
                "locations", "participants"])
                Assert.False(level.TryGetProperty(hidden, out _), $"{hidden} in {level}");
        }

        using var csv = new HttpRequestMessage(HttpMethod.Get, "/v1/levels");
        csv.Headers.Add("Accept", "text/csv");
        Assert.False(HoldsStock((await _server.SendAsync(csv)).Text));
        await using HubLine hub = await HubLine.OpenAsync(_server.Address, null);
        await hub.SubscribeAsync("""{"by":"category,prefecture,tier,status"}""");
        string full = await hub.NextAsync("Levels");
        Assert.False(HoldsStock(full), full);
        Assert.DoesNotContain("quantity", full, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_participant_sees_nothing_of_another()
    {
        string receipt = await PushSecretAsync("other");
        (await _server.GetAsync("/v1/receipts/" + receipt, ShopRegistry.ShopA))
            .MustBe(HttpStatusCode.NotFound, "receiptUnknown");
        Assert.Equal(HttpStatusCode.OK, (await _server.GetAsync("/v1/receipts/" + receipt, ShopRegistry.ShopB)).Status);
        (await _server.GetAsync("/v1/locations/shop-b:001/cells", ShopRegistry.ShopA))
            .MustBe(HttpStatusCode.Forbidden, "forbidden");
        (await _server.GetAsync("/v1/locations/shop-b:none/cells", ShopRegistry.ShopA))
            .MustBe(HttpStatusCode.Forbidden, "forbidden");
        foreach (string path in ReadPaths.Where(x => !x.StartsWith("/v1/registry", StringComparison.Ordinal)))
        {
            string text = (await _server.GetAsync(path, ShopRegistry.ShopA)).Text;
            Assert.False(HoldsStock(text), $"{path}: {text}");
            Assert.DoesNotContain("shop-b", text, StringComparison.Ordinal);
        }

        foreach (string path in ReadPaths.Where(x => x.StartsWith("/v1/registry", StringComparison.Ordinal)))
        {
            foreach (string? key in (string?[])[null, ShopRegistry.ShopA, ShopRegistry.Ministry])
            {
                string text = (await _server.GetAsync(path, key)).Text;
                Assert.DoesNotContain("sha256", text, StringComparison.OrdinalIgnoreCase);
                Assert.False(HexHash().IsMatch(text), $"{path}: a hash");
            }
        }
    }

    [Fact]
    public async Task Nobody_states_the_stock_of_another()
    {
        string before = await _server.StateAsync(ShopRegistry.Ministry);
        (await _server.PushAsync(ShopRegistry.Snapshot("steal-1", 'b', 5), ShopRegistry.ShopA))
            .MustBe(HttpStatusCode.UnprocessableEntity, "senderForbidden");
        string mine = ShopRegistry.Snapshot("steal-2", 'a', 5)
            .Replace("shop-a:001", "shop-b:001", StringComparison.Ordinal);
        (await _server.PushAsync(mine, ShopRegistry.ShopA))
            .MustBe(HttpStatusCode.UnprocessableEntity, "locationForbidden");
        string file = $"JAN,qty,shop,asOf\n{ShopRegistry.Item},5,shop-b:001,{ShopRegistry.Ago(1)}\n";
        Answer csv = await _server.PushFileAsync("a-csv", Encoding.UTF8.GetBytes(file), ShopRegistry.ShopA);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, csv.Status);
        (await _server.PushFileAsync("a-csv", Encoding.UTF8.GetBytes(file), ShopRegistry.ShopB))
            .MustBe(HttpStatusCode.Forbidden, "feedForbidden");
        (await _server.PushAsync(ShopRegistry.Snapshot("steal-3", 'a', 5), null!))
            .MustBe(HttpStatusCode.Unauthorized, "keyMissing");
        Assert.Equal(before, await _server.StateAsync(ShopRegistry.Ministry));
    }

    private static bool HoldsStock(string text) => text.Contains("73519264", StringComparison.Ordinal)
        || text.Contains("73,519,264", StringComparison.Ordinal);

    private async Task<string> PushSecretAsync(string name)
    {
        Answer answer = await _server.PushAsync(
            ShopRegistry.Snapshot($"secret-{name}", 'b', Secret, ShopRegistry.Ago(1)), ShopRegistry.ShopB);
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        await _server.SettleAsync();
        Assert.True(HoldsStock((await _server.GetAsync("/v1/levels", ShopRegistry.Ministry)).Text));
        return answer.Json.GetProperty("receipt").GetString()!;
    }

    [GeneratedRegex("[0-9a-f]{64}")]
    private static partial Regex HexHash();
}
