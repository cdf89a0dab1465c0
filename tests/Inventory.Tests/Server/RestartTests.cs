using System.Text.Json;
using Inventory.Server.Options;
using Xunit;

namespace Inventory.Tests.Server;

public sealed class RestartTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(1_000_000)]
    public async Task A_restart_on_the_same_folder_gives_the_same_levels_field_by_field(long checkpointRecords)
    {
        var limits = new ServerLimits { CheckpointRecords = checkpointRecords };
        RunningServer server = await RunningServer.StartAsync(
            Directory.CreateTempSubdirectory("inventory-server-").FullName, limits);
        for (int i = 0; i < 20; i++)
        {
            string sender = i % 2 == 0 ? "shop-a" : "shop-b";
            await server.PushAsync(
                Say.Snapshot($"s-{i}", sender, sender + ":001", 100 + i, Say.Ago(40 - i)), SmallRegistry.Ministry);
        }

        await server.SettleAsync();
        string before = await LevelsAsync(server);
        await server.StopAsync();
        await using RunningServer again = await RunningServer.StartAsync(server.Folder, limits);
        Assert.Equal(before, await LevelsAsync(again));
        (_, JsonElement duplicate) = await again.PushAsync(
            Say.Snapshot("s-19", "shop-b", "shop-b:001", 7), SmallRegistry.Ministry);
        Assert.Equal("idReused", duplicate.GetProperty("reason").GetString());
    }

    [Fact]
    public async Task A_registry_with_errors_changes_nothing_and_is_named_by_the_probe()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        File.WriteAllText(Path.Combine(server.RegistryFolder, "categories.json"), "[{");
        JsonElement ready = default;
        for (bool isNamed = false; !isNamed;)
        {
            (_, ready) = await server.GetAsync("/health/ready", null);
            isNamed = !ready.GetProperty("registry").GetProperty("ok").GetBoolean();
        }

        Assert.Contains("categories.json", ready.GetProperty("registry").GetProperty("reloadError").GetString(),
            StringComparison.Ordinal);
        Assert.Equal(200, (await server.GetAsync("/v1/levels", SmallRegistry.ShopA)).Status);
    }

    [Fact]
    public async Task A_folder_in_use_is_refused()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        await Assert.ThrowsAsync<Inventory.Storage.StorageException>(() =>
            RunningServer.StartAsync(server.Folder, new()));
    }

    /// <summary>Levels without what tells the time and the process: everything else must be equal.</summary>
    private static async Task<string> LevelsAsync(RunningServer server)
    {
        (_, JsonElement answer) = await server.GetAsync("/v1/levels?by=prefecture,tier,status", SmallRegistry.Ministry);
        (_, string cells, _) = await server.SendAsync(HttpMethod.Get, "/v1/cells", SmallRegistry.Ministry);
        return answer.GetProperty("levels").GetRawText() + cells;
    }
}
