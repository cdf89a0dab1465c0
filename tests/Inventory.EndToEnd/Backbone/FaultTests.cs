using System.Net;
using Inventory.EndToEnd.Server;
using Inventory.Tests.Storage.Kafka;
using Xunit;
using Xunit.Abstractions;

namespace Inventory.EndToEnd.Backbone;

/// <summary>
/// What happens to processes and brokers in the night. After each fault the ledger must be exact: every acknowledged
/// line is in the final levels once, and they equal those of one embedded process, field by field.
/// </summary>
[Trait("Backbone", "Kafka")]
public sealed class FaultTests(ITestOutputHelper output)
{
    private const int Places = 48;

    [KafkaFact]
    public async Task A_core_that_is_killed_while_it_is_loaded_loses_nothing()
    {
        await using BackboneWorld world = await BackboneWorld.SplitAsync();
        Ledger ledger = NewLedger();
        Task load = ledger.LoadAsync(Places, 12, () => world["gateway"]);
        await HalfwayAsync(ledger, 150);
        await world["core1"].KillAsync();
        await load;
        await OwnsAllAsync(world, "core2");
        await EqualAsync(world, ledger, "gateway", "hub1", "hub2");
        // Back again, it takes its share from where the other one saved it.
        await world["core1"].StartAgainAsync();
        await ledger.LoadAsync(Places, 2, () => world["gateway"]);
        await EqualAsync(world, ledger, "gateway", "hub1", "hub2");
    }

    [KafkaFact]
    public async Task A_core_that_hung_and_comes_back_after_another_took_over_changes_nothing()
    {
        await using BackboneWorld world = await BackboneWorld.SplitAsync();
        Ledger ledger = NewLedger();
        await ledger.LoadAsync(Places, 3, () => world["gateway"]);
        await world["core1"].SignalAsync("STOP");
        Task load = ledger.LoadAsync(Places, 12, () => world["gateway"]);
        await OwnsAllAsync(world, "core2");
        await load;
        (string levels, string cells) = await ledger.ExpectedAsync(world.Registry);
        foreach (string reader in (string[])["gateway", "hub1", "hub2"])
            await world.ShowsAsync(reader, levels);
        await world["core1"].SignalAsync("CONT");
        // Everything it still believes comes now, and nothing of it may be seen.
        for (int look = 0; look < 50; look++)
        {
            foreach (string reader in (string[])["gateway", "hub1", "hub2"])
                Assert.Equal(levels, await BackboneWorld.LevelsAsync(world[reader]));
            await Task.Delay(100);
        }

        await ledger.LoadAsync(Places, 2, () => world["gateway"]);
        await EqualAsync(world, ledger, "gateway", "hub1", "hub2");
        Assert.NotEqual(cells, await BackboneWorld.CellsAsync(world["gateway"]));
    }

    [KafkaFact]
    public async Task A_gateway_killed_between_delivery_and_receipt_leaves_nothing_that_counts_twice()
    {
        await using BackboneWorld world = await BackboneWorld.StartAsync(
            ("core1", "core"), ("core2", "core"), ("gateway", "gateway"), ("gateway2", "gateway"));
        Ledger ledger = NewLedger();
        string alive = "gateway";
        for (int round = 0; round < 3; round++)
        {
            Task load = ledger.LoadAsync(Places, 6, () => world[alive]);
            await HalfwayAsync(ledger, ledger.Acknowledged + 60);
            string killed = alive;
            Task kill = world[killed].KillAsync();
            alive = killed == "gateway" ? "gateway2" : "gateway";
            await kill;
            await load;
            await world[killed].StartAgainAsync();
        }

        output.WriteLine($"{ledger.Repeated} deliveries were sent again");
        Assert.True(ledger.Repeated > 0, "no delivery was under way when a gateway was killed");
        await EqualAsync(world, ledger, "gateway", "gateway2");
    }

    [KafkaFact]
    public async Task A_message_nobody_can_read_is_passed_over_and_counted()
    {
        await using BackboneWorld world = await BackboneWorld.SplitAsync();
        Ledger ledger = NewLedger();
        await ledger.LoadAsync(Places, 1, () => world["gateway"]);
        for (int partition = 0; partition < BackboneWorld.Partitions; partition++)
        {
            await world.ProduceAsync("stock.snapshots.v1", partition, "poison", "\u0001{not json"u8.ToArray());
            await world.ProduceAsync("stock.levels.v1", partition, "g:masks:13:retailer", "{}"u8.ToArray());
        }

        await ledger.LoadAsync(Places, 2, () => world["gateway"]);
        await EqualAsync(world, ledger, "gateway", "hub1", "hub2");
        double malformed = await world.MetricAsync("core1", "inventory_core_malformed_records")
            + await world.MetricAsync("core2", "inventory_core_malformed_records");
        Assert.Equal(BackboneWorld.Partitions, malformed);
    }

    [KafkaFact]
    public async Task While_the_brokers_are_down_pushes_are_refused_and_afterwards_all_goes_on()
    {
        await using BackboneWorld world = await BackboneWorld.SplitAsync();
        Ledger ledger = NewLedger();
        await ledger.LoadAsync(Places, 2, () => world["gateway"]);
        // These brokers forget a member that was asking for its share when they went; real ones ask all again.
        await world.SteadyAsync();
        world.BrokersDown();
        string snapshot = ShopRegistry.Snapshot("down-1", 'a', 5);
        Answer refused = await world["gateway"].PushAsync(snapshot, ShopRegistry.Ministry);
        refused.MustBe(HttpStatusCode.ServiceUnavailable, "logUnavailable");
        Assert.NotNull(refused.RetryAfter);
        Assert.Equal(HttpStatusCode.OK, (await world["hub1"].GetAsync("/health/live", null)).Status);
        await ServerProcess.UntilAsync(
            async () => (await world["hub1"].GetAsync("/v1/levels", null)).Json.TryGetProperty("partitionsBehind", out _),
            "the levels say that they are old");
        Task load = ledger.LoadAsync(Places, 2, () => world["gateway"]);
        world.BrokersUp();
        await load;
        // What was refused may have come through after all: sent again it counts once.
        await ledger.SendAsync(
            new Ledger.Delivery(null, snapshot), () => world["gateway"]);
        await EqualAsync(world, ledger, "gateway", "hub1", "hub2");
    }

    [KafkaFact]
    public async Task Leaders_that_move_and_requests_that_fail_lose_nothing_and_repeat_nothing()
    {
        const int NotLeader = 6, TimedOut = 7, NotEnoughReplicas = 19;
        await using BackboneWorld world = await BackboneWorld.SplitAsync();
        Ledger ledger = NewLedger();
        Task load = ledger.LoadAsync(Places, 8, () => world["gateway"]);
        for (int turn = 0; !load.IsCompleted; turn++)
        {
            int partition = turn % BackboneWorld.Partitions;
            world.Brokers.SetLeader("stock.snapshots.v1", partition, 1 + (turn % 3));
            world.Brokers.SetLeader("stock.levels.v1", partition, 1 + ((turn + 1) % 3));
            if (turn % 4 == 0)
                world.Brokers.FailProduce(NotLeader, TimedOut, NotEnoughReplicas, MockBrokers.TransportError);
            await Task.Delay(200);
        }

        await load;
        await EqualAsync(world, ledger, "gateway", "hub1", "hub2");
    }

    [KafkaFact]
    public async Task Two_cores_that_swap_partitions_twenty_times_under_load_lose_nothing()
    {
        await using BackboneWorld world = await BackboneWorld.SplitAsync();
        Ledger ledger = NewLedger();
        using var end = new CancellationTokenSource();
        Task load = LoadUntilAsync(world, ledger, end.Token);
        for (int round = 0; round < 10; round++)
        {
            string core = round % 2 == 0 ? "core2" : "core1";
            await world[core].StopAsync();
            await OwnsAllAsync(world, round % 2 == 0 ? "core1" : "core2");
            await world[core].StartAgainAsync();
            await ServerProcess.UntilAsync(
                async () => await world.MetricAsync(core, "inventory_partitions_owned") > 0, core + " gets its share");
        }

        await end.CancelAsync();
        await load;
        await EqualAsync(world, ledger, "gateway", "hub1", "hub2");
    }

    private static async Task LoadUntilAsync(BackboneWorld world, Ledger ledger, CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            await ledger.LoadAsync(Places, 1, () => world["gateway"]);
            await Task.Delay(500, CancellationToken.None);
        }
    }

    private Ledger NewLedger()
    {
        int seed = Environment.TickCount & 0xFFFF;
        output.WriteLine($"seed {seed}");
        return new Ledger(seed);
    }

    private static Task HalfwayAsync(Ledger ledger, int count) =>
        ServerProcess.UntilAsync(() => Task.FromResult(ledger.Acknowledged >= count), "pushes are answered");

    private static Task OwnsAllAsync(BackboneWorld world, string core) => ServerProcess.UntilAsync(
        async () => await world.MetricAsync(core, "inventory_partitions_owned") == BackboneWorld.Partitions,
        core + " takes all partitions over");

    private static async Task EqualAsync(BackboneWorld world, Ledger ledger, params string[] readers)
    {
        (string levels, string cells) = await ledger.ExpectedAsync(world.Registry);
        foreach (string reader in readers)
            await world.ShowsAsync(reader, levels);
        Assert.Equal(cells, await BackboneWorld.CellsAsync(world["gateway"]));
    }
}
