using System.Globalization;
using System.Text.Json;
using Xunit;

namespace Inventory.EndToEnd.Server;

/// <summary>What waited for a history that was away outlives the process's being killed.</summary>
public sealed class HistoryKillTests
{
    [Fact]
    public async Task Screens_and_points_that_waited_at_a_kill_are_written_by_the_next_process()
    {
        string folder = Directory.CreateTempSubdirectory("inventory-e2e-history-").FullName;
        string registry = ShopRegistry.Create();
        DateTimeOffset then;
        await using (ServerProcess server = await ServerProcess.StartAsync(new ServerSetup
        {
            Data = folder,
            Registry = registry,
            Arguments = ["--history", "influx", "--influx", "http://user:secret@127.0.0.1:9"],
            Settings = new Dictionary<string, string> { ["limits__ShownIntervalMs"] = "200" },
        }))
        {
            string json = $$"""
                {"specVersion":"1.0","snapshotId":"h-1","sender":"shop-a","location":"shop-a:h1",
                 "asOf":"{{ShopRegistry.Ago(5)}}","scope":"full",
                 "lines":[{"item":"{{ShopRegistry.Item}}","quantity":77,"unit":"EA"}]}
                """;
            await server.PushAsync(json, ShopRegistry.Ministry);
            await server.SettleAsync();
            double before = await WaitingAsync(server);
            await ServerProcess.UntilAsync(async () => await WaitingAsync(server) > before + 3, "the screens wait on the disk");
            then = DateTimeOffset.UtcNow;
            Assert.DoesNotContain("secret", server.Output, StringComparison.Ordinal);
            await server.KillAsync();
        }

        await using (ServerProcess next = await ServerProcess.StartAsync(new ServerSetup { Data = folder, Registry = registry }))
            await CheckAsync(next, then);
        Directory.Delete(folder, recursive: true);
    }

    private static async Task CheckAsync(ServerProcess next, DateTimeOffset then)
    {
        await ServerProcess.UntilAsync(async () => await WaitingAsync(next) < 4, "what waited is written");
        string at = Uri.EscapeDataString(then.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture));
        JsonElement shown = (await next.GetAsync($"/v1/levels?category=masks&at={at}", ShopRegistry.Ministry)).Json;
        Assert.Equal(77, shown.GetProperty("levels")[0].GetProperty("quantity").GetInt64());
        JsonElement series = (await next.GetAsync("/v1/history?category=masks&step=10", ShopRegistry.Ministry)).Json;
        Assert.NotEmpty(series.GetProperty("points").EnumerateArray());
    }

    private static async Task<double> WaitingAsync(ServerProcess server)
    {
        string metrics = await server.Client.GetStringAsync("/metrics");
        string? line = metrics.Split('\n').FirstOrDefault(x => x.StartsWith("inventory_history_queue_depth ", StringComparison.Ordinal));
        return line is null ? 0 : double.Parse(line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..], CultureInfo.InvariantCulture);
    }
}
