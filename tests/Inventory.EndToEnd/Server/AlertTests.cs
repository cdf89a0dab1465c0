using System.Net;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Inventory.EndToEnd.Server;

/// <summary>Alerts from outside: who may take one on, and that none stays active for ever after a power cut.</summary>
public sealed class AlertTests
{
    [Fact]
    public async Task The_ministry_acknowledges_and_the_first_one_counts()
    {
        await using ServerProcess server = await StartAsync();
        string id = await RaiseAsync(server);
        string path = $"/v1/alerts/{Uri.EscapeDataString(id)}/acknowledge";
        (await AcknowledgeAsync(server, "/v1/alerts/none/acknowledge", "{}", ShopRegistry.Ministry))
            .MustBe(HttpStatusCode.NotFound, "alertUnknown");
        (await AcknowledgeAsync(server, path, "{}", null)).MustBe(HttpStatusCode.Unauthorized, "keyMissing");
        string longNote = $$"""{"note":"{{new string('長', 501)}}"}""";
        foreach (string bad in (string[])[longNote, "[]", "{\"note\":1}", "{\"note\":", "\"x\"", "\u0000"])
        {
            (await AcknowledgeAsync(server, path, bad, ShopRegistry.Ministry))
                .MustBe(HttpStatusCode.BadRequest, "parameterInvalid");
        }

        (await AcknowledgeAsync(server, path, new string(' ', 20_000), ShopRegistry.Ministry))
            .MustBe(HttpStatusCode.RequestEntityTooLarge, "tooLarge");
        string note = new('長', 500);
        Answer first = await AcknowledgeAsync(server, path, $$"""{"note":"{{note}}"}""", ShopRegistry.Ministry);
        Assert.True(first.Status == HttpStatusCode.OK, first.Text);
        Assert.Contains(note, first.Text, StringComparison.Ordinal);
        Answer second = await AcknowledgeAsync(server, path, """{"note":"later"}""", ShopRegistry.Ministry);
        Assert.DoesNotContain("later", second.Text, StringComparison.Ordinal);

        // Behind the alert stands one company: no other participant sees it, and for it the alert does not exist.
        Assert.DoesNotContain(id, (await server.GetAsync("/v1/alerts", ShopRegistry.ShopA)).Text, StringComparison.Ordinal);
        Answer participant = await AcknowledgeAsync(server, path, "{}", ShopRegistry.ShopA);
        participant.MustBe(HttpStatusCode.NotFound, "alertUnknown");
        Assert.DoesNotContain(note, participant.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(note, (await server.GetAsync("/v1/alerts", ShopRegistry.ShopA)).Text,
            StringComparison.Ordinal);
        await server.KillAsync();
        await server.StartAgainAsync();
        Assert.Contains(note, (await server.GetAsync("/v1/alerts", ShopRegistry.Ministry)).Text,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1_000_000)]
    public async Task After_a_power_cut_only_what_holds_stays_active(long checkpointRecords)
    {
        await using ServerProcess server = await StartAsync(checkpointRecords);
        await RaiseAsync(server);
        await server.KillAsync();
        await server.StartAgainAsync();
        // Still out of stock: exactly one active alert per rule and place, whatever its id is now.
        await ServerProcess.UntilAsync(
            async () =>
            {
                string[] places = [.. (await ActiveAsync(server)).Select(PlaceOf)];
                return places.Length > 0 && places.Length == places.Distinct().Count();
            },
            "each place has one active alert");
        // Long enough after the start that the comparison with the store is over.
        await ServerProcess.UntilAsync(
            async () => DateTimeOffset.UtcNow - server.StartedAt > TimeSpan.FromSeconds(6)
                && (await ActiveAsync(server)).Select(PlaceOf).Distinct().Count() == (await ActiveAsync(server)).Length,
            "the store agrees with the engine");
        Assert.NotEmpty(await ActiveAsync(server));
        foreach (char shop in "abcdef")
            await server.PushAsync(ShopRegistry.Snapshot($"full-{shop}", shop, 100, ShopRegistry.Ago(0.1)), ShopRegistry.Ministry);
        await ServerProcess.UntilAsync(
            async () => (await ActiveAsync(server)).Length == 0, "everything clears when the shelves are full");
    }

    private static Task<ServerProcess> StartAsync(long checkpointRecords = 100_000) => ServerProcess.StartAsync(
        new ServerSetup
        {
            Registry = ShopRegistry.Create(),
            Settings = new Dictionary<string, string>
            {
                ["limits__CheckpointRecords"] = checkpointRecords.ToString(),
            },
        });

    private static async Task<string> RaiseAsync(ServerProcess server)
    {
        foreach (char shop in "abcdef")
        {
            Answer answer = await server.PushAsync(
                ShopRegistry.Snapshot($"out-{shop}", shop, 0, ShopRegistry.Ago(2)), ShopRegistry.Ministry);
            Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        }

        await ServerProcess.UntilAsync(
            async () => (await ActiveAsync(server)).Any(x => !x.TryGetProperty("prefecture", out _)), "an alert is raised");
        return (await ActiveAsync(server)).First(x => !x.TryGetProperty("prefecture", out _))
            .GetProperty("id").GetString()!;
    }

    private static async Task<JsonElement[]> ActiveAsync(ServerProcess server)
    {
        JsonElement answer = (await server.GetAsync("/v1/alerts?active=true", ShopRegistry.Ministry)).Json;
        return [.. answer.GetProperty("alerts").EnumerateArray()];
    }

    private static string PlaceOf(JsonElement alert) => alert.GetProperty("rule").GetString() + "|"
        + (alert.TryGetProperty("prefecture", out JsonElement prefecture) ? prefecture.GetString() : "-");

    private static Task<Answer> AcknowledgeAsync(ServerProcess server, string path, string body, string? key) =>
        server.SendAsync(HttpMethod.Post, path, key, new StringContent(body, Encoding.UTF8, "application/json"));
}
