namespace Inventory.Storage.Kafka;

/// <summary>How the brokers are reached and what is asked of them.</summary>
public sealed record KafkaOptions
{
    /// <summary>First brokers to ask, <c>host:port</c> with commas between them.</summary>
    public required string Bootstrap { get; init; }

    /// <summary>The consumer group of the cores; also the first part of the names of readers that share
    /// nothing.</summary>
    public string Group { get; init; } = "inventory-core";

    /// <summary>The name that the brokers' logs and quotas know this process by.</summary>
    public string ClientId { get; init; } = "inventory";

    /// <summary>Stands before every topic's name, so that several installations share brokers; usually empty.</summary>
    public string TopicPrefix { get; init; } = string.Empty;

    /// <summary>Partitions of topics that have to be created. Topics that are there keep theirs.</summary>
    public int Partitions { get; init; } = 12;

    /// <summary>Replicas of topics that have to be created; three survive the loss of one broker while one is being
    /// replaced.</summary>
    public int Replication { get; init; } = 3;

    /// <summary>How long snapshots stay on the topic; also how long a push sent again is known as a
    /// duplicate.</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Settings handed to the client library as they are: <c>security.protocol</c>, <c>sasl.*</c>,
    /// <c>ssl.*</c> and so on. They win over what this floor sets, but for what its promises rest on.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>How long a record may wait for its acknowledgement before the push is answered "try later". Less than a
    /// usual HTTP time-out of 30 s, so that the sender hears it from us.</summary>
    public TimeSpan DeliveryTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Milliseconds a broker may hold a fetch that finds nothing: the most it adds to the latency.</summary>
    public int FetchWaitMs { get; init; } = 100;

    /// <summary>Milliseconds without a sign of life after which a core's partitions are given to others.</summary>
    public int SessionTimeoutMs { get; init; } = 10_000;

    /// <summary>Bytes of pushes that may wait for the brokers; more is refused as "busy". 64 MB is some seconds of one
    /// broker connection.</summary>
    public long QueueBytesMax { get; init; } = 64L << 20;

    /// <summary>Hears what the client library reports: connections lost, brokers that do not answer. Called from its
    /// threads; must return at once.</summary>
    public Action<string>? Log { get; init; }

    /// <summary>The names of the topics under this prefix.</summary>
    public KafkaTopicNames Topics => new(TopicPrefix);
}
