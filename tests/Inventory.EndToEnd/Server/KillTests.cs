using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Xunit;
using Xunit.Abstractions;

namespace Inventory.EndToEnd.Server;

/// <summary>Nothing acknowledged is lost: the process is killed while pushes run, again and again.</summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const int Rounds = 3;
    private const int Senders = 8;

    [Fact]
    public async Task Each_receipt_that_was_given_before_a_kill_is_there_after_it_and_counts_once()
    {
        int seed = Environment.TickCount & 0xFFFF;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        await using ServerProcess server = await ServerProcess.StartAsync(new ServerSetup
        {
            Registry = ShopRegistry.Create(),
            Settings = new Dictionary<string, string> { ["limits__CheckpointRecords"] = "200" },
        });
        var acknowledged = new ConcurrentDictionary<string, Pushed>();
        int number = 0;
        for (int round = 0; round < Rounds; round++)
        {
            Task[] senders = [.. Enumerable.Range(0, Senders).Select(_ =>
                SendUntilCutAsync(server, acknowledged, () => Interlocked.Increment(ref number)))];
            int target = acknowledged.Count + random.Next(50, 400);
            await ServerProcess.UntilAsync(() => Task.FromResult(acknowledged.Count >= target), "pushes are answered");
            await server.KillAsync();
            await Task.WhenAll(senders);
            await server.StartAgainAsync();
            await CheckAsync(server, acknowledged);
        }

        output.WriteLine($"{acknowledged.Count} receipts over {Rounds} kills");
    }

    private static async Task SendUntilCutAsync(
        ServerProcess server, ConcurrentDictionary<string, Pushed> acknowledged, Func<int> next)
    {
        while (true)
        {
            int n = next();
            string json = $$"""
                {"specVersion":"1.0","snapshotId":"k-{{n}}","sender":"shop-a","location":"shop-a:k{{n}}",
                 "asOf":"{{ShopRegistry.Ago(5)}}","scope":"full",
                 "lines":[{"item":"{{ShopRegistry.Item}}","quantity":{{n}},"unit":"EA"}]}
                """;
            try
            {
                Answer answer = await server.PushAsync(json, ShopRegistry.Ministry);
                Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
                acknowledged[answer.Json.GetProperty("receipt").GetString()!] = new Pushed(n, json);
            }
            catch (HttpRequestException)
            {
                // The process is gone; nobody got a receipt for this one.
                return;
            }
        }
    }

    private static async Task CheckAsync(ServerProcess server, ConcurrentDictionary<string, Pushed> acknowledged)
    {
        await server.SettleAsync();
        foreach (string id in acknowledged.Keys)
        {
            Answer receipt = await server.GetAsync("/v1/receipts/" + id, ShopRegistry.Ministry);
            Assert.True(receipt.Status == HttpStatusCode.OK, $"{id}: {receipt.Text}");
            Assert.Equal(1, receipt.Lines("accepted"));
        }

        Dictionary<string, long> cells = (await server.GetAsync("/v1/cells", ShopRegistry.Ministry)).Text
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(x => JsonDocument.Parse(x).RootElement)
            .ToDictionary(x => x.GetProperty("location").GetString()!, x => x.GetProperty("quantity").GetInt64());
        foreach (Pushed pushed in acknowledged.Values)
            Assert.Equal(pushed.Number, cells[$"shop-a:k{pushed.Number}"]);
        JsonElement level = (await server.GetAsync("/v1/levels?category=masks", ShopRegistry.Ministry)).Json
            .GetProperty("levels").EnumerateArray().Single();
        Assert.Equal(cells.Values.Sum(), level.GetProperty("quantity").GetInt64());
        Pushed one = acknowledged.Values.First();
        Answer again = await server.PushAsync(one.Json, ShopRegistry.Ministry);
        Assert.Equal(1, again.Lines("duplicate"));
    }

    private sealed record Pushed(int Number, string Json);
}
