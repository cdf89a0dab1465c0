using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace Inventory.Tests.Server;

public sealed class AudienceTests
{
    [Fact]
    public async Task The_public_sees_bands_and_no_figure()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        await server.PushAsync(Say.Snapshot("s-1", "shop-a", "shop-a:001", 987654), SmallRegistry.ShopA);
        await server.SettleAsync();
        foreach (string path in (
            string[])["/v1/levels", "/v1/levels?by=prefecture,tier,status", "/v1/levels?prefecture=13"])
        {
            (_, string body, _) = await server.SendAsync(HttpMethod.Get, path, null);
            using JsonDocument json = JsonDocument.Parse(body);
            foreach (JsonElement level in json.RootElement.GetProperty("levels").EnumerateArray())
            {
                string[] allowed = ["category", "prefecture", "tier", "status", "band"];
                Assert.All(level.EnumerateObject(), x => Assert.Contains(x.Name, allowed));
            }

            Assert.DoesNotContain("987654", body, StringComparison.Ordinal);
        }

        (_, string csv, _) = await CsvAsync(server, null);
        Assert.DoesNotContain("987654", csv, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_public_opens_no_door_that_holds_figures()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        foreach (string path in (string[])["/v1/cells", "/v1/locations/shop-a:001/cells", "/v1/history", "/v1/alerts"])
            Assert.Equal(401, (await server.GetAsync(path, null)).Status);
        foreach (string name in (string[])["locations", "participants", "feeds"])
            Assert.Equal(0, (await server.GetAsync("/v1/registry/" + name, null)).Json.GetArrayLength());
    }

    [Fact]
    public async Task A_participant_sees_its_own_cells_and_nobody_elses()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        await server.PushAsync(Say.Snapshot("s-1", "shop-a", "shop-a:001", 11), SmallRegistry.ShopA);
        await server.PushAsync(Say.Snapshot("s-1", "shop-b", "shop-b:001", 22), SmallRegistry.ShopB);
        await server.SettleAsync();
        (_, string own, _) = await server.SendAsync(HttpMethod.Get, "/v1/cells", SmallRegistry.ShopA);
        Assert.Contains("shop-a:001", own, StringComparison.Ordinal);
        Assert.DoesNotContain("shop-b", own, StringComparison.Ordinal);
        Assert.Equal(200, (await server.GetAsync("/v1/locations/shop-a:001/cells", SmallRegistry.ShopA)).Status);
        Assert.Equal(403, (await server.GetAsync("/v1/locations/shop-b:001/cells", SmallRegistry.ShopA)).Status);
        // Whether a place of another exists is not told either.
        Assert.Equal(403, (await server.GetAsync("/v1/locations/shop-b:none/cells", SmallRegistry.ShopA)).Status);
        (_, string all, _) = await server.SendAsync(HttpMethod.Get, "/v1/cells", SmallRegistry.Ministry);
        Assert.Equal(2, all.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task Two_reporters_are_too_few_for_a_figure_to_a_participant()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        await server.PushAsync(Say.Snapshot("s-1", "shop-a", "shop-a:001", 11), SmallRegistry.ShopA);
        await server.PushAsync(Say.Snapshot("s-1", "shop-b", "shop-b:001", 22), SmallRegistry.ShopB);
        await server.SettleAsync();
        (_, JsonElement levels) = await server.GetAsync("/v1/levels?by=prefecture", SmallRegistry.ShopA);
        Assert.Equal("participant", levels.GetProperty("audience").GetString());
        foreach (JsonElement level in levels.GetProperty("levels").EnumerateArray())
            Assert.False(level.TryGetProperty("quantity", out _), level.GetRawText());
    }

    [Fact]
    public async Task History_is_the_ministrys_and_the_registry_tells_no_key()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        Assert.Equal(403, (await server.GetAsync("/v1/history", SmallRegistry.ShopA)).Status);
        Assert.Equal(200, (await server.GetAsync("/v1/history", SmallRegistry.Ministry)).Status);
        foreach (string name in (string[])["categories", "items", "locations", "participants", "feeds"])
        {
            (int status, string body, _) =
                await server.SendAsync(HttpMethod.Get, "/v1/registry/" + name, SmallRegistry.Ministry);
            Assert.Equal(200, status);
            Assert.DoesNotMatch(new Regex("[0-9a-f]{64}"), body);
        }

        (_, JsonElement locations) = await server.GetAsync("/v1/registry/locations", SmallRegistry.ShopA);
        Assert.Equal(2, locations.GetArrayLength());
        (_, JsonElement participants) = await server.GetAsync("/v1/registry/participants", SmallRegistry.ShopB);
        Assert.Equal("shop-b", Assert.Single(participants.EnumerateArray()).GetProperty("id").GetString());
    }

    [Fact]
    public async Task A_wrong_key_is_told_so_everywhere_and_never_treated_as_the_public()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        foreach (string path in (string[])["/v1/levels", "/v1/coverage", "/v1/registry/categories", "/v1/cells"])
        {
            (int status, JsonElement problem) = await server.GetAsync(path, "key-wrong");
            Assert.Equal(401, status);
            Assert.Equal("keyUnknown", problem.GetProperty("reason").GetString());
        }
    }

    [Fact]
    public async Task A_demo_key_opens_nothing_when_the_registry_is_no_demo()
    {
        string folder = Directory.CreateTempSubdirectory("inventory-server-").FullName;
        SmallRegistry.Write(Path.Combine(folder, "registry"), isDemo: false);
        await using RunningServer server = await RunningServer.StartAsync(folder, new());
        Assert.Equal(401, (await server.GetAsync("/v1/levels", "key-demo")).Status);
        Assert.Equal(200, (await server.GetAsync("/v1/levels", SmallRegistry.Ministry)).Status);
    }

    private static async Task<(int, string, HttpResponseMessage)> CsvAsync(RunningServer server, string? key)
    {
        HttpRequestMessage request = RunningServer.Request(HttpMethod.Get, "/v1/levels", key);
        request.Headers.Accept.ParseAdd("text/csv");
        HttpResponseMessage response = await server.Client.SendAsync(request);
        Assert.Equal("text/csv", response.Content.Headers.ContentType!.MediaType);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(), response);
    }
}
