using System.Globalization;
using System.Net;
using Confluent.Kafka;
using Inventory.EndToEnd.Server;
using Inventory.Storage.Kafka;
using Inventory.Tests.Storage.Kafka;
using Xunit;

namespace Inventory.EndToEnd.Backbone;

/// <summary>
/// Real server processes around real TCP brokers that live in the test process: roles are started, killed, stopped and
/// resumed one by one. Beside them the embedded server that is fed the same, for what must come out.
/// </summary>
internal sealed class BackboneWorld : IAsyncDisposable
{
    public const int Partitions = 6;
    private readonly Dictionary<string, ServerProcess> _processes = [];
    private readonly string _folder = Directory.CreateTempSubdirectory("inventory-backbone-").FullName;

    private BackboneWorld(MockBrokers brokers)
    {
        Brokers = brokers;
        Options = brokers.WithTopics(Partitions);
    }

    public KafkaOptions Options { get; }

    public MockBrokers Brokers { get; }

    public string Registry { get; } = ShopRegistry.Create();

    /// <summary>A process by the name it was started under.</summary>
    public ServerProcess this[string name] => _processes[name];

    public IEnumerable<string> Names => _processes.Keys;

    /// <summary>Starts processes by name and roles, all at once, and waits until all of them are ready.</summary>
    public static async Task<BackboneWorld> StartAsync(params (string Name, string Roles)[] processes)
    {
        var world = new BackboneWorld(new MockBrokers());
        try
        {
            foreach ((string name, string roles) in processes)
                await world.LaunchAsync(name, roles);
            foreach (ServerProcess process in world._processes.Values)
                await process.ReadyAsync();
            return world;
        }
        catch (Exception e)
        {
            string said = world.Said();
            await world.DisposeAsync();
            throw new InvalidOperationException(e.Message + "\n" + said, e);
        }
    }

    /// <summary>The usual nation: a gateway, two cores, two hubs.</summary>
    public static Task<BackboneWorld> SplitAsync() => StartAsync(
        ("core1", "core"), ("core2", "core"), ("gateway", "gateway"), ("hub1", "hub"), ("hub2", "hub"));

    /// <summary>Starts one more process; it may not be ready yet.</summary>
    public async Task LaunchAsync(string name, string roles)
    {
        ServerProcess process = ServerProcess.Prepare(new ServerSetup
        {
            Data = Path.Combine(_folder, name),
            Registry = Registry,
            Arguments = ["--log", "kafka", "--kafka", Brokers.Bootstrap, "--roles", roles],
            Settings = new Dictionary<string, string>
            {
                ["kafka__fetchWaitMs"] = "10",
                ["kafka__sessionTimeoutMs"] = "6000",
                ["kafka__deliveryTimeoutMs"] = "4000",
                ["kafka__settings__socket_timeout_ms"] = "3000",
                ["kafka__checkpoints"] = Path.Combine(_folder, "checkpoints"),
                ["kafka__instance"] = name,
                ["limits__CheckpointRecords"] = "50",
            },
        });
        _processes[name] = process;
        await process.LaunchAsync();
    }

    /// <summary>Every process's output, for a failed test.</summary>
    public string Said() => string.Join('\n', _processes.Select(x => $"==== {x.Key}\n{x.Value.Output}"));

    /// <summary>A figure of a process's metrics page, summed over its labels.</summary>
    public async Task<double> MetricAsync(string name, string metric)
    {
        Answer answer = await this[name].GetAsync("/metrics", null);
        return answer.Text.Split('\n')
            .Where(x => x.StartsWith(metric + " ", StringComparison.Ordinal)
                || x.StartsWith(metric + "{", StringComparison.Ordinal))
            .Sum(x => double.Parse(x[(x.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
    }

    /// <summary>Writes what no process of the platform would.</summary>
    public async Task ProduceAsync(string topic, int partition, string key, byte[] value)
    {
        using IProducer<string, byte[]> producer = new ProducerBuilder<string, byte[]>(
            new ProducerConfig { BootstrapServers = Brokers.Bootstrap }).Build();
        await producer.ProduceAsync(
            new TopicPartition(topic, partition), new Message<string, byte[]> { Key = key, Value = value });
    }

    /// <summary>Waits until both cores hold partitions and no partition is on its way.</summary>
    public Task SteadyAsync() => ServerProcess.UntilAsync(
        async () =>
        {
            double one = await MetricAsync("core1", "inventory_partitions_owned");
            double two = await MetricAsync("core2", "inventory_partitions_owned");
            return one > 0 && two > 0 && one + two == Partitions;
        },
        "both cores hold partitions");

    /// <summary>Takes all brokers away.</summary>
    public void BrokersDown() => Array.ForEach([1, 2, 3], Brokers.SetDown);

    /// <summary>Brings all brokers back.</summary>
    public void BrokersUp() => Array.ForEach([1, 2, 3], Brokers.SetUp);

    /// <summary>
    /// Waits until what a process shows equals what is expected, and says what differs when it never does.
    /// </summary>
    public async Task ShowsAsync(string name, string expected, int seconds = 60)
    {
        string seen = string.Empty;
        long begun = Environment.TickCount64;
        while (Environment.TickCount64 - begun < seconds * 1000L)
        {
            seen = await LevelsAsync(this[name]);
            if (seen == expected)
                return;
            await Task.Delay(100);
        }

        Assert.Fail($"{name} shows\n{Differences(seen, expected)}\n{Said()}");
    }

    /// <summary>All levels of the ministry, one per line.</summary>
    public static async Task<string> LevelsAsync(ServerProcess server)
    {
        Answer answer = await server.GetAsync("/v1/levels?by=category,prefecture,tier,status", ShopRegistry.Ministry);
        return answer.Status == HttpStatusCode.OK
            ? string.Join('\n', answer.Json.GetProperty("levels").EnumerateArray().Select(x => x.GetRawText()))
            : answer.Text;
    }

    /// <summary>
    /// All cells in an order of their own: partitions have theirs. While partitions move the answer is "try later".
    /// </summary>
    public static async Task<string> CellsAsync(ServerProcess server)
    {
        Answer? answer = null;
        await ServerProcess.UntilAsync(
            async () =>
            {
                answer = await server.GetAsync("/v1/cells", ShopRegistry.Ministry);
                Assert.True(answer.Status is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable, answer.Text);
                return answer.Status == HttpStatusCode.OK;
            },
            "all cells are given");
        return string.Join('\n', answer!.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Order(StringComparer.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (ServerProcess process in _processes.Values)
            await process.DisposeAsync();
        Brokers.Dispose();
        Directory.Delete(_folder, recursive: true);
        Directory.Delete(Registry, recursive: true);
    }

    private static string Differences(string seen, string expected) => string.Join('\n',
        seen.Split('\n').Except(expected.Split('\n')).Select(x => "+ " + x)
            .Concat(expected.Split('\n').Except(seen.Split('\n')).Select(x => "- " + x)));
}
