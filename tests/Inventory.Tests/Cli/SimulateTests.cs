using System.Text.Json;
using Inventory.Cli;
using Xunit;

namespace Inventory.Tests.Cli;

public sealed class SimulateTests
{
    [Fact]
    public async Task Reports_go_out_as_canonical_lines_with_ids_of_their_own_and_stop_in_time()
    {
        await using var server = await ScriptedServer.StartAsync(ScriptedServer.Receipt("R-1", 100));
        CliRun run = await CliRun.Of(
            "simulate", "--server", server.Url, "--key", "k", "--rate", "2000", "--duration", "1",
            "--registry", DemoRegistry.Folder());
        Assert.True(run.ExitCode == ExitCodes.AllAccepted, run.Out + run.Error);
        Assert.All(server.Seen, x => Assert.Equal("/v1/snapshots", x.Path));
        JsonElement[] snapshots =
        [
            .. server.Seen.SelectMany(x => x.Body.Split('\n', StringSplitOptions.RemoveEmptyEntries))
                .Select(x => JsonDocument.Parse(x).RootElement),
        ];
        Assert.Equal(snapshots.Length, snapshots.Select(x => x.GetProperty("snapshotId").GetString()).Distinct().Count());
        int lines = snapshots.Sum(x => x.GetProperty("lines").GetArrayLength());
        // How many there are in a second depends on the machine; each that was sent is counted.
        Assert.True(lines >= 200);
        Assert.Contains("p99", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_refuses_everything_gives_exit_3()
    {
        await using var server = await ScriptedServer.StartAsync(ScriptedServer.Status(503));
        CliRun run = await CliRun.Of(
            "simulate", "--server", server.Url, "--key", "k", "--rate", "500", "--duration", "0.6",
            "--registry", DemoRegistry.Folder());
        Assert.Equal(ExitCodes.Unreachable, run.ExitCode);
        Assert.Contains("scripted", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_by_the_user_is_clean()
    {
        await using var server = await ScriptedServer.StartAsync(ScriptedServer.Receipt("R-1", 100));
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(500));
        CliRun run = await CliRun.Of(
            stop.Token, "simulate", "--server", server.Url, "--key", "k", "--rate", "2000", "--registry", DemoRegistry.Folder());
        Assert.True(run.ExitCode == ExitCodes.AllAccepted, run.Out + run.Error);
    }
}
