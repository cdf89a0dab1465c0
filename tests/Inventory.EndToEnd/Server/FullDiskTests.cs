using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;
using Xunit;
using Xunit.Abstractions;

namespace Inventory.EndToEnd.Server;

/// <summary>A disk that fills: 503 with Retry-After, nothing half accepted, and it goes on when there is room.</summary>
public sealed class FullDiskTests(ITestOutputHelper output)
{
    private const int SnapshotsPerPush = 400;

    [MountFact]
    public async Task A_full_disk_is_503_and_nothing_is_accepted_until_there_is_room_again()
    {
        string data = Directory.CreateTempSubdirectory("inventory-e2e-disk-").FullName;
        Assert.Equal(0, Run("mount", "-t", "tmpfs", "-o", "size=8m,mode=700", "tmpfs", data));
        try
        {
            await RunAsync(data);
        }
        finally
        {
            Assert.Equal(0, Run("umount", "-l", data));
            Directory.Delete(data);
        }
    }

    private async Task RunAsync(string data)
    {
        await using ServerProcess server = await ServerProcess.StartAsync(
            new ServerSetup { Data = data, Registry = ShopRegistry.Create() });
        var receipts = new List<string>();
        int push = 0;
        Answer answer;
        while ((answer = await PushAsync(server, push)).Status == HttpStatusCode.OK)
        {
            receipts.Add(answer.Json.GetProperty("receipt").GetString()!);
            push++;
            Assert.True(push < 2000, "the disk never filled");
        }

        answer.MustBe(HttpStatusCode.ServiceUnavailable, "logUnavailable");
        Assert.InRange(int.Parse(answer.RetryAfter!), 1, 60);
        output.WriteLine($"full after {push} pushes");
        (await PushAsync(server, push)).MustBe(HttpStatusCode.ServiceUnavailable, "logUnavailable");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await server.GetAsync("/health/ready", null)).Status);
        Assert.Equal(HttpStatusCode.OK, (await server.GetAsync("/health/live", null)).Status);
        Assert.Equal(push * SnapshotsPerPush, await CellsAsync(server));

        Assert.Equal(0, Run("mount", "-o", "remount,size=64m", data));
        await ServerProcess.UntilAsync(
            async () => (await PushAsync(server, push)).Status == HttpStatusCode.OK, "it takes pushes again", 30);
        Assert.Equal(HttpStatusCode.OK, (await server.GetAsync("/health/ready", null)).Status);
        Answer duplicate = await PushAsync(server, push);
        Assert.Equal(SnapshotsPerPush, duplicate.Lines("duplicate"));
        string before = await server.StateAsync(ShopRegistry.Ministry);
        await server.KillAsync();
        await server.StartAgainAsync();
        Assert.Equal(before, await server.StateAsync(ShopRegistry.Ministry));
        Assert.Equal((push + 1) * SnapshotsPerPush, await CellsAsync(server));
        foreach (string id in receipts)
            Assert.Equal(HttpStatusCode.OK, (await server.GetAsync("/v1/receipts/" + id, ShopRegistry.Ministry)).Status);
    }

    private static Task<Answer> PushAsync(ServerProcess server, int push)
    {
        var body = new StringBuilder();
        for (int i = 0; i < SnapshotsPerPush; i++)
        {
            body.Append(ShopRegistry.Snapshot($"d-{push}-{i}", 'a', push + i, "2026-01-01T00:00:00Z")
                .Replace("shop-a:001", $"shop-a:d{push}-{i}", StringComparison.Ordinal)).Append('\n');
        }

        return server.PushAsync(body.ToString(), ShopRegistry.Ministry);
    }

    private static async Task<int> CellsAsync(ServerProcess server)
    {
        await ServerProcess.UntilAsync(
            async () =>
            {
                JsonElement ready = (await server.GetAsync("/health/ready", null)).Json;
                return ready.GetProperty("core").GetProperty("nextOffset").GetInt64()
                    >= ready.GetProperty("log").GetProperty("nextOffset").GetInt64();
            },
            "the core applies the log");
        return (await server.GetAsync("/v1/cells", ShopRegistry.Ministry)).Text
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;
    }

    private static int Run(string program, params string[] arguments)
    {
        try
        {
            var start = new ProcessStartInfo(program) { RedirectStandardError = true };
            foreach (string argument in arguments)
                start.ArgumentList.Add(argument);
            using Process process = Process.Start(start)!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return -1;
        }
    }
}
