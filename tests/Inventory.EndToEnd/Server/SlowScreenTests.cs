using System.Text.RegularExpressions;
using Xunit;
using Xunit.Abstractions;

namespace Inventory.EndToEnd.Server;

/// <summary>Nobody waits for the slow: a screen that never reads, and one that reads slowly, beside one that reads.</summary>
public sealed partial class SlowScreenTests(ITestOutputHelper output)
{
    private const string Filter = """{"by":"category,prefecture,tier,status"}""";
    private const string Levels = "/v1/levels?by=category,prefecture,tier,status";
    private const int SendTimeoutMs = 5000;
    private const long GrowthBytesMax = 400L << 20;

    [Fact]
    public async Task A_screen_that_never_reads_is_cut_and_delays_nobody()
    {
        await using ServerProcess server = await StartAsync();
        var nation = new NationPush();
        await nation.PushAsync(server);
        await using HubLine dead = await HubLine.OpenAsync(server.Address, NationPush.Key, receiveBytes: 4096);
        await dead.SubscribeAsync(Filter);
        await using HubLine healthy = await HubLine.OpenAsync(server.Address, NationPush.Key);
        await healthy.SubscribeAsync(Filter);
        var view = new LiveView();
        Task reading = ReadAllAsync(healthy, view);
        await ServerProcess.UntilAsync(async () => await ConnectionsAsync(server) == 2, "both are connected");
        long memory = server.ResidentBytes();
        long peak = memory;
        await ServerProcess.UntilAsync(
            async () =>
            {
                await nation.PushAsync(server);
                await dead.PingAsync();
                await healthy.PingAsync();
                peak = Math.Max(peak, server.ResidentBytes());
                return await ConnectionsAsync(server) == 1;
            },
            "the dead screen is cut");
        output.WriteLine($"{nation.Rounds} pushes, memory {memory >> 20} MB, at most {peak >> 20} MB");
        Assert.True(peak - memory < GrowthBytesMax, $"the memory grew from {memory} to {peak} bytes");

        await nation.PushAsync(server);
        await server.SettleAsync();
        await ServerProcess.UntilAsync(
            async () =>
            {
                await healthy.PingAsync();
                string shown;
                lock (view)
                    shown = view.Text;
                return shown == await LiveView.ReadAsync(server, Levels, NationPush.Key);
            },
            "the healthy screen shows the newest levels");
        Assert.False(reading.IsCompleted, "the healthy screen lost its line");
        // What the dead one never read is still in its buffers; behind that the line must have ended.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await dead.ReadSomeAsync(8192, patience.Token) > 0)
        {
            // Nothing is expected of it but an end.
        }
    }

    [Fact]
    public async Task A_screen_that_reads_slowly_is_kept_and_ends_with_the_newest_levels_from_fewer_messages()
    {
        await using ServerProcess server = await StartAsync();
        var nation = new NationPush();
        await nation.PushAsync(server);
        await using HubLine slow = await HubLine.OpenAsync(server.Address, NationPush.Key, receiveBytes: 4096);
        await slow.SubscribeAsync(Filter);
        // 25 KB/s for many seconds: the full message alone takes longer than the time-out, and some of it is read all the
        // time.
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(16));
        Task pushing = PushAllAsync(server, nation, end.Token);
        while (!pushing.IsCompleted)
        {
            await Task.WhenAny(pushing, Task.Delay(160));
            Assert.NotEqual(0, await slow.ReadSomeAsync(4096));
            await slow.PingAsync();
        }

        await pushing;
        await server.SettleAsync();
        string expected = await LiveView.ReadAsync(server, Levels, NationPush.Key);
        var view = new LiveView();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (view.Text != expected)
        {
            Assert.NotEqual(0, await slow.ReadSomeAsync(8192, patience.Token));
            while (slow.TryNext("Levels") is { } message)
                Assert.True(view.TryTake(message), "a change does not follow the message before it");
        }

        output.WriteLine($"{nation.Rounds} pushes, {slow.LevelsRead} messages");
        Assert.InRange(slow.LevelsRead, 2, nation.Rounds - 1);
    }

    private static async Task PushAllAsync(ServerProcess server, NationPush nation, CancellationToken end)
    {
        while (!end.IsCancellationRequested)
            await nation.PushAsync(server);
    }

    private static Task<ServerProcess> StartAsync() => ServerProcess.StartAsync(new ServerSetup
    {
        Settings = new Dictionary<string, string> { ["limits__SendTimeoutMs"] = SendTimeoutMs.ToString() },
    });

    private static async Task ReadAllAsync(HubLine line, LiveView view)
    {
        while (true)
        {
            string message = await line.NextAsync("Levels");
            lock (view)
                Assert.True(view.TryTake(message), "a change does not follow the message before it");
        }
    }

    private static async Task<int> ConnectionsAsync(ServerProcess server)
    {
        string metrics = (await server.GetAsync("/metrics", null)).Text;
        return int.Parse(Connections().Match(metrics).Groups[1].Value);
    }

    [GeneratedRegex(@"(?m)^inventory_hub_connections (\d+)")]
    private static partial Regex Connections();
}
