using System.Text;
using System.Text.Json;
using Inventory.Adapters;
using Inventory.Model.Identifiers;
using Inventory.Model.Levels;
using Inventory.Model.Registry;
using Inventory.Server.Auth;
using Inventory.Server.Held;
using Inventory.Server.Ingest;
using Inventory.Server.Options;
using Inventory.Storage.Files;
using Inventory.Tests.Cli;
using Inventory.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Inventory.Tests.Server;

public sealed class HeldTests
{
    [Fact]
    public async Task A_shrunken_delivery_waits_over_a_restart_until_its_owner_confirms_it()
    {
        RunningServer server = await RunningServer.StartAsync();
        (string id, _) = await HoldAsync(server);
        (_, JsonElement list) = await server.GetAsync("/v1/held", SmallRegistry.ShopA);
        JsonElement waiting = Assert.Single(list.GetProperty("held").EnumerateArray().ToList());
        Assert.Equal((id, "a-run", "shrunk"), (waiting.GetProperty("id").GetString(), waiting.GetProperty("feed").GetString(),
            waiting.GetProperty("reason").GetString()));
        await server.StopAsync();
        await using RunningServer again = await RunningServer.StartAsync(server.Folder, new ServerLimits());
        (int status, JsonElement receipt) = await ConfirmAsync(again, id, SmallRegistry.ShopA);
        Assert.Equal(200, status);
        Assert.Equal(1, receipt.GetProperty("lines").GetProperty("accepted").GetInt32());
        (status, JsonElement second) = await ConfirmAsync(again, id, SmallRegistry.ShopA);
        Assert.Equal(200, status);
        Assert.Equal(receipt.GetProperty("receipt").GetString(), second.GetProperty("receipt").GetString());
        (_, list) = await again.GetAsync("/v1/held", SmallRegistry.ShopA);
        Assert.Equal(0, list.GetProperty("held").GetArrayLength());
        Assert.Empty(Directory.GetFiles(Path.Combine(server.Folder, "data", "held"), "*.bytes"));
    }

    [Fact]
    public async Task Two_clerks_who_press_at_once_get_one_receipt()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        (string id, _) = await HoldAsync(server);
        (int Status, JsonElement Json)[] answers = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => ConfirmAsync(server, id, SmallRegistry.ShopA)));
        Assert.All(answers, x => Assert.Equal(200, x.Status));
        Assert.Single(answers.Select(x => x.Json.GetProperty("receipt").GetString()).Distinct());
    }

    [Fact]
    public async Task Who_may_confirm_and_drop_is_told_by_the_status()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        (string id, string file) = await HoldAsync(server);
        Assert.Equal(401, (await ConfirmAsync(server, id, null)).Status);
        Assert.Equal(401, (await server.GetAsync("/v1/held", null)).Status);
        Assert.Equal(404, (await ConfirmAsync(server, id, SmallRegistry.ShopB)).Status);
        Assert.Equal(404, (await server.SendAsync(HttpMethod.Delete, "/v1/held/" + id, SmallRegistry.ShopB)).Status);
        Assert.Equal(401, (await server.SendAsync(HttpMethod.Delete, "/v1/held/" + id, null)).Status);
        (_, JsonElement others) = await server.GetAsync("/v1/held", SmallRegistry.ShopB);
        Assert.Equal(0, others.GetProperty("held").GetArrayLength());
        foreach (string odd in (string[])["..%2F..%2Fstock.db", "%00", new string('x', 5000), "H-"])
            Assert.Contains((await ConfirmAsync(server, odd, SmallRegistry.ShopA)).Status, new[] { 400, 404 });
        (_, JsonElement all) = await server.GetAsync("/v1/held", SmallRegistry.Ministry);
        Assert.Equal(1, all.GetProperty("held").GetArrayLength());
        Assert.Equal(204, (await server.SendAsync(HttpMethod.Delete, "/v1/held/" + id, SmallRegistry.ShopA)).Status);
        Assert.Equal(404, (await ConfirmAsync(server, id, SmallRegistry.ShopA)).Status);
        Assert.Empty(Directory.GetFiles(Path.Combine(server.Folder, "data", "held")));
        Assert.Equal(200, (await server.PushFileAsync("a-run", file, SmallRegistry.ShopA, "?confirm=true")).Status);
    }

    [Fact]
    public async Task A_dry_run_holds_nothing_and_the_same_file_waits_once()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        (string id, string file) = await HoldAsync(server);
        (int status, JsonElement dry) = await server.PushFileAsync("a-run", file + "\n", SmallRegistry.ShopA, "?dryRun=true");
        Assert.Equal(422, status);
        Assert.False(dry.TryGetProperty("held", out _));
        Assert.Equal("10", dry.GetProperty("previousTotals").GetProperty("totals")[0].GetProperty("lines").GetRawText());
        (_, JsonElement same) = await server.PushFileAsync("a-run", file, SmallRegistry.ShopA);
        Assert.Equal(id, same.GetProperty("held").GetProperty("id").GetString());
        (_, JsonElement list) = await server.GetAsync("/v1/held", SmallRegistry.ShopA);
        Assert.Equal(1, list.GetProperty("held").GetArrayLength());
    }

    [Fact]
    public async Task One_participant_cannot_fill_the_place_of_all_and_confirming_at_once_still_works()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        await HoldAsync(server);
        int withoutId = 0;
        for (int i = 0; i < 100; i++)
        {
            (int status, JsonElement answer) =
                await server.PushFileAsync("a-run", Say.Csv(Say.Ago(1), ("001", "" + (1000 + i))), SmallRegistry.ShopA);
            Assert.Equal(422, status);
            withoutId += answer.TryGetProperty("held", out _) ? 0 : 1;
        }

        Assert.Equal(101 - new ServerLimits().HeldPerParticipantMax, withoutId);
        (_, JsonElement list) = await server.GetAsync("/v1/held", SmallRegistry.ShopA);
        Assert.Equal(20, list.GetProperty("held").GetArrayLength());
        Assert.Equal(200, (await server.PushFileAsync(
            "a-run", Say.Csv(Say.Ago(1), ("001", "5")), SmallRegistry.ShopA, "?confirm=true")).Status);
    }

    [Fact]
    public async Task After_a_day_it_is_gone_from_the_list_and_from_the_disk()
    {
        using var folder = new TempFolder();
        var time = new SteppedTime();
        var options = new ServerOptions { Registry = "none" };
        var owner = new Caller(Audience.Participant, new ParticipantId("shop-a"));
        using var held = new HeldDeliveries(new HeldStore(folder.Root), options, time, NullLogger<HeldDeliveries>.Instance);
        var request = new DeliveryRequest
        {
            Profile = new FeedProfile { Id = "f", Participant = new ParticipantId("shop-a"), Format = "delimited" },
            HasFeed = true,
            Caller = owner,
            Delivery = new Delivery(time.Now),
        };
        HeldDelivery? kept = await held.KeepAsync(request, new MemoryStream(Encoding.UTF8.GetBytes("file")), "unitSlip", default);
        Assert.NotNull(held.Find(owner, kept!.Id));
        time.Now += TimeSpan.FromHours(24);
        Assert.Null(held.Find(owner, kept.Id));
        Assert.Empty(held.List(owner));
        using var restarted = new HeldDeliveries(new HeldStore(folder.Root), options, time, NullLogger<HeldDeliveries>.Instance);
        await restarted.KeepAsync(request, new MemoryStream(Encoding.UTF8.GetBytes("other")), "unitSlip", default);
        Assert.Single(restarted.List(owner));
        Assert.Equal(2, Directory.GetFiles(folder.Root).Length);
    }

    [Fact]
    public void What_a_crash_left_half_is_taken_away_at_the_start()
    {
        using var folder = new TempFolder();
        File.WriteAllText(Path.Combine(folder.Root, "H-1.bytes"), "no description");
        File.WriteAllText(Path.Combine(folder.Root, "H-2.json"), "{\"Id\":");
        File.WriteAllText(Path.Combine(folder.Root, "H-2.bytes"), "x");
        File.WriteAllText(Path.Combine(folder.Root, "H-3.json.unfinished"), "{}");
        Assert.Empty(new HeldStore(folder.Root).ReadAll());
        Assert.Empty(Directory.GetFiles(folder.Root));
    }

    /// <summary>A run of ten lines, then one of one line, which is held.</summary>
    private static async Task<(string Id, string File)> HoldAsync(RunningServer server)
    {
        string items = string.Concat(Enumerable.Range(0, 10).Select(i => $"LOCAL{i},{i},001,{Say.Ago(5)}\n"));
        Assert.Equal(200, (await server.PushFileAsync("a-run", "JAN,qty,shop,asOf\n" + items, SmallRegistry.ShopA)).Status);
        string small = Say.Csv(Say.Ago(2), ("001", "3"));
        (int status, JsonElement answer) = await server.PushFileAsync("a-run", small, SmallRegistry.ShopA);
        Assert.Equal((422, "needsConfirmation"), (status, answer.GetProperty("reason").GetString()));
        Assert.True(answer.GetProperty("held").GetProperty("until").GetDateTimeOffset() > DateTimeOffset.UtcNow.AddHours(23));
        return (answer.GetProperty("held").GetProperty("id").GetString()!, small);
    }

    private static async Task<(int Status, JsonElement Json)> ConfirmAsync(RunningServer server, string id, string? key)
    {
        (int status, string body, _) = await server.SendAsync(HttpMethod.Post, $"/v1/held/{id}/confirm", key);
        using JsonDocument document = JsonDocument.Parse(body.Length == 0 ? "null" : body);
        return (status, document.RootElement.Clone());
    }
}
