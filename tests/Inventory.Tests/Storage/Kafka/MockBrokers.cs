using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using Inventory.Storage.Kafka;

namespace Inventory.Tests.Storage.Kafka;

/// <summary>
/// Brokers for tests: the cluster that librdkafka has built in, in this process, on real TCP ports. It speaks the protocol
/// and fails on demand; it knows no admin calls, no compaction and no isolation of transactions. Dispose it after its
/// clients.
/// </summary>
internal sealed unsafe class MockBrokers : IDisposable
{
    /// <summary>The error that a broken connection is.</summary>
    public const int TransportError = -195;

    private const string Native = "librdkafka-mock";
    private readonly nint client;
    private readonly nint cluster;

    // A constructor and no initializer: it must run before the first native call, which is made by an instance.
    static MockBrokers()
    {
        KafkaNative.Load(KafkaFactAttribute.LibraryPath);
        nint handle = NativeLibrary.Load(KafkaFactAttribute.LibraryPath);
        NativeLibrary.SetDllImportResolver(
            Assembly.GetExecutingAssembly(), (name, _, _) => name == Native ? handle : 0);
    }

    public MockBrokers(int brokers = 3)
    {
        byte* error = stackalloc byte[512];
        client = rd_kafka_new(0, rd_kafka_conf_new(), error, 512);
        cluster = client == 0 ? 0 : rd_kafka_mock_cluster_new(client, brokers);
        if (cluster == 0)
            throw new InvalidOperationException("no cluster: " + Marshal.PtrToStringUTF8((nint)error));
        rd_kafka_mock_group_initial_rebalance_delay_ms(cluster, 200);
        Bootstrap = Marshal.PtrToStringUTF8(rd_kafka_mock_cluster_bootstraps(cluster))!;
    }

    /// <summary>Addresses of all brokers.</summary>
    public string Bootstrap { get; }

    /// <summary>Options for these brokers with times that suit tests.</summary>
    public KafkaOptions Options(int partitions = 3) => new()
    {
        Bootstrap = Bootstrap,
        Partitions = partitions,
        Replication = 1,
        FetchWaitMs = 5,
        SessionTimeoutMs = 2000,
        DeliveryTimeout = TimeSpan.FromSeconds(10),
    };

    /// <summary>Makes the platform's topics, which no admin call can do here.</summary>
    public KafkaOptions WithTopics(int partitions = 3)
    {
        KafkaOptions options = Options(partitions);
        foreach (TopicSpec topic in KafkaTopics.Specs(options, partitions))
            CreateTopic(topic.Name, topic.Partitions);
        return options;
    }

    public void CreateTopic(string name, int partitions) =>
        Check(rd_kafka_mock_topic_create(cluster, Utf8(name), partitions, 1));

    public void SetDown(int broker) => Check(rd_kafka_mock_broker_set_down(cluster, broker));

    public void SetUp(int broker) => Check(rd_kafka_mock_broker_set_up(cluster, broker));

    public void SetRoundTrip(int broker, int milliseconds) =>
        Check(rd_kafka_mock_broker_set_rtt(cluster, broker, milliseconds));

    public void SetLeader(string topic, int partition, int broker) =>
        Check(rd_kafka_mock_partition_set_leader(cluster, Utf8(topic), partition, broker));

    /// <summary>Deletes what stands before the offset, as retention does.</summary>
    public void DeleteBefore(string topic, int partition, long offset) =>
        Check(rd_kafka_mock_partition_delete_records(cluster, Utf8(topic), partition, offset));

    /// <summary>The next produce requests are answered with these errors, one each.</summary>
    public void FailProduce(params int[] errors)
    {
        const short Produce = 0;
        fixed (int* first = errors)
            rd_kafka_mock_push_request_errors_array(cluster, Produce, (nuint)errors.Length, first);
    }

    public void Dispose()
    {
        rd_kafka_mock_cluster_destroy(cluster);
        rd_kafka_destroy(client);
    }

    private static void Check(int error)
    {
        if (error != 0)
            throw new InvalidOperationException($"the test brokers refused: {error}");
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text + "\0");

    [DllImport(Native)]
    private static extern nint rd_kafka_conf_new();

    [DllImport(Native)]
    private static extern nint rd_kafka_new(int type, nint conf, byte* error, nuint size);

    [DllImport(Native)]
    private static extern void rd_kafka_destroy(nint client);

    [DllImport(Native)]
    private static extern nint rd_kafka_mock_cluster_new(nint client, int brokers);

    [DllImport(Native)]
    private static extern void rd_kafka_mock_cluster_destroy(nint cluster);

    [DllImport(Native)]
    private static extern nint rd_kafka_mock_cluster_bootstraps(nint cluster);

    [DllImport(Native)]
    private static extern void rd_kafka_mock_group_initial_rebalance_delay_ms(nint cluster, int milliseconds);

    [DllImport(Native)]
    private static extern int rd_kafka_mock_topic_create(nint cluster, byte[] topic, int partitions, int replication);

    [DllImport(Native)]
    private static extern int rd_kafka_mock_broker_set_down(nint cluster, int broker);

    [DllImport(Native)]
    private static extern int rd_kafka_mock_broker_set_up(nint cluster, int broker);

    [DllImport(Native)]
    private static extern int rd_kafka_mock_broker_set_rtt(nint cluster, int broker, int milliseconds);

    [DllImport(Native)]
    private static extern int rd_kafka_mock_partition_set_leader(nint cluster, byte[] topic, int partition, int broker);

    [DllImport(Native)]
    private static extern void rd_kafka_mock_push_request_errors_array(nint cluster, short api, nuint count, int* errors);

    [DllImport(Native)]
    private static extern int rd_kafka_mock_partition_delete_records(
        nint cluster, byte[] topic, int partition, long offset);
}
