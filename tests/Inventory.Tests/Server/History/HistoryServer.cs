using System.Text.Json;
using Inventory.Server.Options;
using Inventory.Storage.History;
using Inventory.Storage.History.Influx;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Inventory.Tests.Server.History;

/// <summary>A running server whose screens are recorded five times a second, on either store.</summary>
internal static class HistoryServer
{
    public static Task<RunningServer> StartAsync(Uri? influx, string? folder = null) => RunningServer.StartAsync(
        folder ?? Directory.CreateTempSubdirectory("inventory-history-").FullName,
        new ServerLimits { ShownIntervalMs = 200 }, null, null,
        new HistoryOptions { Influx = influx is null ? null : new InfluxOptions { Address = influx } });

    public static HistorySpool Spool(RunningServer server) => server.Services.GetRequiredService<HistorySpool>();

    /// <summary>Pushes, and waits until what it shows is on the record; gives the time of that record.</summary>
    public static async Task<DateTimeOffset> ShowAsync(RunningServer server, string id, string location, long quantity)
    {
        string participant = location[..location.IndexOf(':', StringComparison.Ordinal)];
        string key = participant == "shop-a" ? SmallRegistry.ShopA : SmallRegistry.ShopB;
        (int status, _) = await server.PushAsync(Say.Snapshot(id, participant, location, quantity, Say.Ago(0)), key);
        Assert.Equal(200, status);
        await server.SettleAsync();
        long sequence = (await server.GetAsync("/v1/levels", SmallRegistry.Ministry)).Json.GetProperty("sequence").GetInt64();
        return await RecordedAsync(server, sequence);
    }

    /// <summary>Waits until a sequence, or a later one, is on the record of all audiences.</summary>
    public static async Task<DateTimeOffset> RecordedAsync(RunningServer server, long sequence)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!patience.IsCancellationRequested)
        {
            string now = Uri.EscapeDataString(DateTimeOffset.UtcNow.ToString("O"));
            var found = new List<JsonElement>();
            foreach (string? key in (string?[])[null, SmallRegistry.ShopA, SmallRegistry.Ministry])
            {
                (int status, JsonElement json) = await server.GetAsync("/v1/levels?at=" + now, key);
                if (status == 200 && json.GetProperty("sequence").GetInt64() >= sequence)
                    found.Add(json);
            }

            if (found.Count == 3)
                return found.Max(x => x.GetProperty("computedAt").GetDateTimeOffset());
            await Task.Yield();
        }

        Assert.Fail("waited in vain: the screen is recorded");
        return default;
    }

    public static string Text(DateTimeOffset time) => Uri.EscapeDataString(time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ"));
}
