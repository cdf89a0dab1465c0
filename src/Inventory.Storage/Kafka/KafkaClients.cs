using Confluent.Kafka;

namespace Inventory.Storage.Kafka;

/// <summary>
/// Makes the client library's producers and consumers in one way. A caller's settings win over what is only a good
/// default, and lose against what the promises of this floor rest on.
/// </summary>
internal static class KafkaClients
{
    /// <summary>An idempotent producer that waits for all replicas.</summary>
    public static IProducer<byte[]?, byte[]?> Producer(KafkaOptions options, Action<Error> onError)
    {
        var config = new ProducerConfig
        {
            CompressionType = CompressionType.Lz4,
            LingerMs = 5,
            BatchSize = 1 << 20,
            QueueBufferingMaxMessages = KafkaLimits.QueuedMessagesMax,
            // Pushes are bounded by their bytes before they come here; the client's own bound must never be the first.
            QueueBufferingMaxKbytes = (int)Math.Min((options.QueueBytesMax >> 9) + (1 << 16), int.MaxValue >> 1),
            RetryBackoffMs = 50,
            RetryBackoffMaxMs = 500,
        };
        Common(config, options);
        config.EnableIdempotence = true;
        config.Acks = Acks.All;
        config.Partitioner = Partitioner.Murmur2Random;
        config.MessageMaxBytes = KafkaLimits.MessageBytesMax;
        config.MessageTimeoutMs = (int)options.DeliveryTimeout.TotalMilliseconds;
        config.AllowAutoCreateTopics = false;
        return Build(() => new ProducerBuilder<byte[]?, byte[]?>(config)
            .SetErrorHandler((_, error) => onError(error))
            .SetLogHandler((_, message) => options.Log?.Invoke(message.Message))
            .Build());
    }

    /// <summary>A consumer that assigns itself, shares nothing and commits nothing.</summary>
    public static IConsumer<byte[]?, byte[]?> Follower(KafkaOptions options, string role, Action<Error> onError)
    {
        ConsumerConfig config = Consumer(options);
        config.GroupId = $"{options.Group}.{role}";
        config.EnablePartitionEof = true;
        return Build(() => Builder(config, options, onError).Build());
    }

    /// <summary>The settings of any consumer.</summary>
    public static ConsumerConfig Consumer(KafkaOptions options)
    {
        var config = new ConsumerConfig
        {
            FetchWaitMaxMs = options.FetchWaitMs,
            QueuedMaxMessagesKbytes = KafkaLimits.FetchedAheadKibMax,
            FetchErrorBackoffMs = 100,
            FetchQueueBackoffMs = 50,
        };
        Common(config, options);
        config.EnableAutoCommit = false;
        config.EnableAutoOffsetStore = false;
        config.AutoOffsetReset = AutoOffsetReset.Earliest;
        config.AllowAutoCreateTopics = false;
        config.IsolationLevel = IsolationLevel.ReadCommitted;
        return config;
    }

    /// <summary>A builder with the handlers that every consumer has.</summary>
    public static ConsumerBuilder<byte[]?, byte[]?> Builder(
        ConsumerConfig config, KafkaOptions options, Action<Error> onError) =>
        new ConsumerBuilder<byte[]?, byte[]?>(config)
            .SetKeyDeserializer(Bytes.Instance)
            .SetValueDeserializer(Bytes.Instance)
            .SetErrorHandler((_, error) => onError(error))
            .SetLogHandler((_, message) => options.Log?.Invoke(message.Message));

    /// <summary>A client for questions about topics.</summary>
    public static IAdminClient Admin(KafkaOptions options)
    {
        var config = new AdminClientConfig();
        Common(config, options);
        return Build(() => new AdminClientBuilder(config)
            .SetErrorHandler((_, error) => options.Log?.Invoke(error.Reason))
            .SetLogHandler((_, message) => options.Log?.Invoke(message.Message))
            .Build());
    }

    /// <summary>Runs what makes a client; wrong settings become a failure that names them.</summary>
    public static T Build<T>(Func<T> build)
    {
        KafkaNative.Load();
        try
        {
            return build();
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or KafkaException)
        {
            throw new StorageException($"Kafkaの設定が誤っています。 / The Kafka settings are wrong: {e.Message}", e);
        }
    }

    private static void Common(ClientConfig config, KafkaOptions options)
    {
        config.SocketKeepaliveEnable = true;
        config.SocketNagleDisable = true;
        config.LogConnectionClose = false;
        config.ReconnectBackoffMs = 50;
        config.ReconnectBackoffMaxMs = 1000;
        config.TopicMetadataRefreshFastIntervalMs = 100;
        config.MetadataMaxAgeMs = 60_000;
        foreach ((string name, string value) in options.Settings)
            config.Set(name, value);
        config.BootstrapServers = options.Bootstrap;
        config.ClientId = options.ClientId;
    }

    /// <summary>Bytes as they are; null stays null, for it is a tombstone.</summary>
    private sealed class Bytes : IDeserializer<byte[]?>
    {
        public static readonly Bytes Instance = new();

        public byte[]? Deserialize(ReadOnlySpan<byte> data, bool isNull, SerializationContext context) =>
            isNull ? null : data.ToArray();
    }
}
