using System.Text.Json;
using Inventory.Server.Options;
using Xunit;

namespace Inventory.Tests.Server;

public sealed class HubTests
{
    [Fact]
    public async Task A_subscriber_gets_everything_first_and_then_what_changed()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        await server.PushAsync(Say.Snapshot("s-1", "shop-a", "shop-a:001", 10, Say.Ago(9)), SmallRegistry.ShopA);
        await server.SettleAsync();
        await using HubSocket hub = await HubSocket.ConnectAsync(server, SmallRegistry.Ministry);
        await hub.SubscribeAsync("""{"by":"prefecture"}""");
        JsonElement first = await hub.NextAsync("Levels");
        Assert.True(first.GetProperty("full").GetBoolean());
        Assert.Equal("ministry", first.GetProperty("audience").GetString());
        long sequence = first.GetProperty("sequence").GetInt64();
        await server.PushAsync(Say.Snapshot("s-2", "shop-a", "shop-a:001", 25, Say.Ago(1)), SmallRegistry.ShopA);
        JsonElement next = await hub.NextAsync("Levels");
        while (Quantity(next, "13") != 25)
        {
            Assert.False(next.GetProperty("full").GetBoolean());
            Assert.Equal(sequence, next.GetProperty("previous").GetInt64());
            sequence = next.GetProperty("sequence").GetInt64();
            next = await hub.NextAsync("Levels");
        }

        Assert.Equal(sequence, next.GetProperty("previous").GetInt64());
        Assert.True(next.GetProperty("sequence").GetInt64() > sequence);
    }

    [Fact]
    public async Task A_heartbeat_tells_when_the_core_last_computed()
    {
        await using RunningServer server = await RunningServer.StartAsync(new ServerLimits { HeartbeatMs = 200 });
        await using HubSocket hub = await HubSocket.ConnectAsync(server, null);
        JsonElement first = await hub.NextAsync("Heartbeat");
        JsonElement second = await hub.NextAsync("Heartbeat");
        Assert.True(first.TryGetProperty("computedAt", out _));
        Assert.True(second.TryGetProperty("sequence", out _));
    }

    [Fact]
    public async Task The_public_gets_bands_and_a_wrong_key_gets_nothing()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        await server.PushAsync(Say.Snapshot("s-1", "shop-a", "shop-a:001", 987654), SmallRegistry.ShopA);
        await server.SettleAsync();
        await using HubSocket hub = await HubSocket.ConnectAsync(server, null);
        await hub.SubscribeAsync("""{"by":"prefecture,tier"}""");
        JsonElement first = await hub.NextAsync("Levels");
        Assert.Equal("public", first.GetProperty("audience").GetString());
        Assert.DoesNotContain("quantity", first.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("987654", first.GetRawText(), StringComparison.Ordinal);
        await Assert.ThrowsAnyAsync<Exception>(() => HubSocket.ConnectAsync(server, "key-wrong"));
    }

    [Fact]
    public async Task A_wrong_filter_is_an_error_with_the_parameters_name()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        await using HubSocket hub = await HubSocket.ConnectAsync(server, null);
        await hub.SubscribeAsync("""{"tier":"shop"}""");
        JsonElement completion = await hub.NextAsync(null);
        Assert.Contains("tier", completion.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_filters_than_the_limit_are_refused()
    {
        await using RunningServer server = await RunningServer.StartAsync(new ServerLimits { FiltersMax = 1 });
        await using HubSocket first = await HubSocket.ConnectAsync(server, null);
        await first.SubscribeAsync("{}");
        await first.NextAsync("Levels");
        await using HubSocket second = await HubSocket.ConnectAsync(server, null);
        await second.SubscribeAsync("""{"by":"tier"}""");
        JsonElement completion = await second.NextAsync(null);
        Assert.StartsWith("tooManyFilters", ErrorText(completion), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_is_taken_away_loses_its_live_view()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        await using HubSocket hub = await HubSocket.ConnectAsync(server, SmallRegistry.ShopB);
        await hub.SubscribeAsync("{}");
        await hub.NextAsync("Levels");
        SmallRegistry.Write(server.RegistryFolder, isDemo: true, withShopB: false);
        await hub.EndedAsync();
        Assert.Equal(401, (await server.GetAsync("/v1/levels", SmallRegistry.ShopB)).Status);
        Assert.Equal(200, (await server.GetAsync("/v1/levels", SmallRegistry.ShopA)).Status);
    }

    private static string ErrorText(JsonElement completion)
    {
        string text = completion.GetProperty("error").GetString()!;
        int at = text.IndexOf("HubException: ", StringComparison.Ordinal);
        return at < 0 ? text : text[(at + "HubException: ".Length)..];
    }

    private static long? Quantity(JsonElement message, string prefecture)
    {
        foreach (JsonElement level in message.GetProperty("levels").EnumerateArray())
        {
            if (level.GetProperty("prefecture").GetString() == prefecture
                && level.TryGetProperty("quantity", out JsonElement quantity))
                return quantity.GetInt64();
        }

        return null;
    }
}
