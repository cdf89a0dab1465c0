using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Inventory.EndToEnd.Server;
using Xunit;

namespace Inventory.EndToEnd.Backbone;

/// <summary>
/// A seeded stream of deliveries and what was answered. Each place is spoken of by one sender, one delivery after the
/// other, so that what must come out does not depend on chance; a delivery that was not answered is sent again until it
/// is, as every sender does.
/// </summary>
internal sealed class Ledger(int seed)
{
    private readonly ConcurrentBag<(int Number, Delivery Delivery)> _acknowledged = [];
    private readonly ConcurrentDictionary<string, byte> _receipts = new();
    private readonly Random _random = new(seed);
    private readonly DateTimeOffset _now = DateTimeOffset.UtcNow;
    private int _number;
    private int _repeated;

    /// <summary>Deliveries that were answered.</summary>
    public int Acknowledged => _acknowledged.Count;

    /// <summary>Deliveries that had to be sent more than once.</summary>
    public int Repeated => _repeated;

    /// <summary>All receipts given.</summary>
    public ICollection<string> Receipts => _receipts.Keys;

    /// <summary>
    /// The next delivery of a place: a level that falls most of the time, sometimes a full statement, sometimes several
    /// statuses. Every delivery of a place is newer than the one before.
    /// </summary>
    public Delivery Next(int place)
    {
        lock (_random)
        {
            int number = ++_number;
            char shop = (char)('a' + (place % 6));
            string asOf = _now.AddMinutes(-30).AddMilliseconds(number * 50).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'");
            string scope = _random.Next(4) == 0 ? "full" : "partial";
            string second = _random.Next(3) == 0
                ? $$""",{"item":"{{ShopRegistry.Item}}","status":"allocated","quantity":{{_random.Next(50)}},"unit":"EA"}"""
                : string.Empty;
            string quantity = _random.Next(5) == 0
                ? "\"band\":{\"min\":30,\"max\":99}" : $"\"quantity\":{_random.Next(1000)}";
            return new Delivery(null, $$"""
                {"specVersion":"1.0","snapshotId":"d-{{number}}","sender":"shop-{{shop}}","location":"shop-{{shop}}:p{{place}}",
                 "asOf":"{{asOf}}","scope":"{{scope}}",
                 "lines":[{"item":"{{ShopRegistry.Item}}",{{quantity}},"unit":"EA"}{{second}}]}
                """.ReplaceLineEndings(" "));
        }
    }

    /// <summary>A complete run of one feed: what was in the last one and is not in this is gone.</summary>
    public Delivery Run(int round)
    {
        var text = new StringBuilder("JAN,qty,shop,asOf\n");
        string asOf = _now.AddMinutes(-20 + round).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");
        foreach (string shop in round % 2 == 0 ? (string[])["001", "002"] : ["001"])
            text.Append($"{ShopRegistry.Item},{100 + round},shop-a:{shop},{asOf}\n");
        return new Delivery("a-run", text.ToString());
    }

    /// <summary>Sends until it is answered; which server is asked is told anew for each try.</summary>
    public async Task SendAsync(Delivery delivery, Func<ServerProcess?> where)
    {
        int number = Interlocked.Increment(ref _number);
        bool isRepeated = false;
        long begun = Environment.TickCount64;
        while (true)
        {
            Answer? answer = where() is { } server ? await TryAsync(server, delivery) : null;
            if (answer is { Status: HttpStatusCode.OK })
            {
                _receipts[answer.Json.GetProperty("receipt").GetString()!] = 0;
                _acknowledged.Add((number, delivery));
                if (isRepeated)
                    Interlocked.Increment(ref _repeated);
                return;
            }

            Assert.True(answer is null or { Status: HttpStatusCode.ServiceUnavailable }, answer?.Text);
            Assert.True(Environment.TickCount64 - begun < 120_000, "a delivery was never answered: " + answer?.Text);
            isRepeated = true;
            await Task.Delay(100);
        }
    }

    /// <summary>Several senders, each with places of its own, send for a while.</summary>
    public Task LoadAsync(int places, int each, Func<ServerProcess?> where) => Task.WhenAll(
        Enumerable.Range(0, 6).Select(async sender =>
        {
            for (int i = 0; i < each; i++)
            {
                for (int place = sender; place < places; place += 6)
                    await SendAsync(Next(place), where);
            }
        }));

    /// <summary>
    /// What one embedded process makes of the same deliveries, in the order of their making: levels and cells.
    /// </summary>
    public async Task<(string Levels, string Cells)> ExpectedAsync(string registry)
    {
        await using ServerProcess alone = await ServerProcess.StartAsync(new ServerSetup { Registry = registry });
        foreach ((_, Delivery delivery) in _acknowledged.OrderBy(x => x.Number))
        {
            Answer? answer = await TryAsync(alone, delivery);
            Assert.True(answer is { Status: HttpStatusCode.OK }, answer?.Text);
        }

        await alone.SettleAsync();
        return (await BackboneWorld.LevelsAsync(alone), await BackboneWorld.CellsAsync(alone));
    }

    private static async Task<Answer?> TryAsync(ServerProcess server, Delivery delivery)
    {
        try
        {
            return delivery.Feed is null
                ? await server.PushAsync(delivery.Text, ShopRegistry.Ministry)
                : await server.PushFileAsync(
                    delivery.Feed, Encoding.UTF8.GetBytes(delivery.Text), ShopRegistry.Ministry, "?confirm=true");
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            // The process is gone; nobody got a receipt for this one.
            return null;
        }
    }

    internal sealed record Delivery(string? Feed, string Text);
}
