using System.Net;
using System.Text.Json;
using Inventory.EndToEnd.Server;
using Inventory.Tests.Storage.Kafka;
using Xunit;
using Xunit.Abstractions;

namespace Inventory.EndToEnd.Backbone;

/// <summary>
/// Roles in any number of processes give what one process gives: each acknowledged line is in the levels once, and the
/// levels are equal field by field.
/// </summary>
[Trait("Backbone", "Kafka")]
public sealed class RoleTests(ITestOutputHelper output)
{
    private const int Places = 60;

    [KafkaFact]
    public async Task All_roles_in_one_process_over_the_brokers_give_what_the_embedded_process_gives()
    {
        await using BackboneWorld world = await BackboneWorld.StartAsync(("all", "gateway,core,hub"));
        await CompareAsync(world, ["all"], ["all"]);
    }

    [KafkaFact]
    public async Task Two_gateways_two_cores_and_two_hubs_give_what_one_embedded_process_gives()
    {
        await using BackboneWorld world = await BackboneWorld.StartAsync(
            ("core1", "core"), ("core2", "core"), ("gateway", "gateway"), ("gateway2", "gateway"),
            ("hub1", "hub"), ("hub2", "hub"));
        await CompareAsync(world, ["gateway", "gateway2"], ["gateway", "gateway2", "hub1", "hub2"]);
        await world.SteadyAsync();
    }

    [KafkaFact]
    public async Task A_dashboard_at_any_hub_hears_of_a_push_at_any_gateway()
    {
        await using BackboneWorld world = await BackboneWorld.SplitAsync();
        await using HubLine one = await HubLine.OpenAsync(world["hub1"].Address, ShopRegistry.Ministry);
        await using HubLine two = await HubLine.OpenAsync(world["hub2"].Address, ShopRegistry.Ministry);
        foreach (HubLine line in (HubLine[])[one, two])
        {
            await line.SubscribeAsync("""{"category":"masks"}""");
            await line.NextAsync("Levels");
        }

        Answer pushed = await world["gateway"].PushAsync(ShopRegistry.Snapshot("live-1", 'c', 4711), ShopRegistry.Ministry);
        Assert.True(pushed.Status == HttpStatusCode.OK, pushed.Text);
        foreach (HubLine line in (HubLine[])[one, two])
        {
            string message;
            do
                message = await line.NextAsync("Levels");
            while (!message.Contains("\"quantity\":4711", StringComparison.Ordinal));
        }
    }

    [KafkaFact]
    public async Task A_process_answers_only_what_its_roles_answer()
    {
        await using BackboneWorld world = await BackboneWorld.SplitAsync();
        string snapshot = ShopRegistry.Snapshot("elsewhere", 'a', 1);
        Assert.Equal(HttpStatusCode.NotFound, (await world["hub1"].PushAsync(snapshot, ShopRegistry.Ministry)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await world["core1"].GetAsync("/v1/levels", null)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await world["gateway"].GetAsync("/hubs/stock", null)).Status);
        Assert.Equal(HttpStatusCode.OK, (await world["hub1"].GetAsync("/v1/levels", null)).Status);
        foreach (string name in world.Names)
            Assert.Equal(HttpStatusCode.OK, (await world[name].GetAsync("/health/live", null)).Status);
    }

    [KafkaFact]
    public async Task Cells_are_asked_of_the_cores_with_the_callers_own_key()
    {
        await using BackboneWorld world = await BackboneWorld.SplitAsync();
        foreach (char shop in "abcdef")
        {
            Answer pushed = await world["gateway"].PushAsync(
                ShopRegistry.Snapshot("cells-" + shop, shop, shop), ShopRegistry.Ministry);
            Assert.True(pushed.Status == HttpStatusCode.OK, pushed.Text);
        }

        await ServerProcess.UntilAsync(
            async () => (await BackboneWorld.CellsAsync(world["gateway"])).Split('\n').Length == 6, "six cells are there");
        await world.SteadyAsync();
        // A partition that is just moving is an honest 503.
        Answer own = await world["gateway"].GetAsync("/v1/cells", ShopRegistry.ShopA);
        for (int attempt = 0; attempt < 100 && own.Status == HttpStatusCode.ServiceUnavailable; attempt++)
        {
            await Task.Delay(100);
            own = await world["gateway"].GetAsync("/v1/cells", ShopRegistry.ShopA);
        }

        Assert.Contains("shop-a:001", own.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("shop-b", own.Text, StringComparison.Ordinal);
        Answer place = await world["hub1"].GetAsync("/v1/locations/shop-b:001/cells", ShopRegistry.Ministry);
        Assert.Equal('b', place.Json.GetProperty("cells")[0].GetProperty("quantity").GetInt32());
        foreach (string core in (string[])["core1", "core2"])
        {
            Answer others = await world[core].GetAsync("/internal/partitions/0/cells?participant=shop-b&count=9", ShopRegistry.ShopA);
            Assert.Equal(HttpStatusCode.Forbidden, others.Status);
            Answer nobody = await world[core].GetAsync("/internal/partitions/0/cells?count=9", null);
            Assert.Equal(HttpStatusCode.Unauthorized, nobody.Status);
        }
    }

    [KafkaFact]
    public async Task Without_brokers_a_process_lives_is_not_ready_and_says_what_it_waits_for()
    {
        await using ServerProcess alone = ServerProcess.Prepare(new ServerSetup
        {
            Registry = ShopRegistry.Create(),
            Arguments = ["--log", "kafka", "--kafka", "127.0.0.1:1", "--roles", "gateway,hub"],
        });
        await alone.LaunchAsync();
        Assert.Equal(HttpStatusCode.OK, (await alone.GetAsync("/health/live", null)).Status);
        await ServerProcess.UntilAsync(
            () => Task.FromResult(alone.Output.Contains("cannot be used yet", StringComparison.Ordinal)), "it says so");
        Answer ready = await alone.GetAsync("/health/ready", null);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.Status);
        Assert.NotEqual(string.Empty, ready.Json.GetProperty("log").GetProperty("error").GetString());
        Answer pushed = await alone.PushAsync(ShopRegistry.Snapshot("early", 'a', 1), ShopRegistry.Ministry);
        pushed.MustBe(HttpStatusCode.ServiceUnavailable, "logUnavailable");
        (await alone.GetAsync("/v1/levels", null)).MustBe(HttpStatusCode.ServiceUnavailable, "coreUnavailable");
    }

    [Fact]
    public async Task Roles_that_cannot_be_split_end_the_start_with_the_usage()
    {
        (int code, string said) = await ServerProcess.RunToEndAsync("--roles", "gateway");
        Assert.Equal(2, code);
        Assert.Contains("use --log kafka", said, StringComparison.Ordinal);
    }

    /// <summary>Waits until the partitions have found their cores.</summary>
    private async Task CompareAsync(BackboneWorld world, string[] gateways, string[] readers)
    {
        int seed = Environment.TickCount & 0xFFFF;
        output.WriteLine($"seed {seed}");
        var ledger = new Ledger(seed);
        int turn = 0;
        ServerProcess Gateway() => world[gateways[Interlocked.Increment(ref turn) % gateways.Length]];
        await ledger.LoadAsync(Places, 5, Gateway);
        for (int round = 0; round < 4; round++)
            await ledger.SendAsync(ledger.Run(round), Gateway);
        (string levels, string cells) = await ledger.ExpectedAsync(world.Registry);
        foreach (string reader in readers)
            await world.ShowsAsync(reader, levels);
        Assert.Equal(cells, await BackboneWorld.CellsAsync(world[gateways[0]]));
        foreach (string receipt in ledger.Receipts)
        {
            foreach (string gateway in gateways)
                await GivesReceiptAsync(world[gateway], receipt);
        }

        foreach (string reader in readers)
        {
            JsonElement answer = (await world[reader].GetAsync("/v1/levels", ShopRegistry.Ministry)).Json;
            Assert.False(answer.TryGetProperty("partitionsBehind", out _), answer.GetRawText());
        }
    }

    private static Task GivesReceiptAsync(ServerProcess gateway, string receipt) => ServerProcess.UntilAsync(
        async () => (await gateway.GetAsync("/v1/receipts/" + receipt, ShopRegistry.Ministry)).Status == HttpStatusCode.OK,
        "every gateway knows the receipt " + receipt);
}
