using Inventory.Storage.Kafka;

namespace Inventory.Server.Options;

/// <summary>
/// How this process takes part where the log is Kafka's. Configuration section <c>kafka</c>; see
/// <see cref="BackboneSettings"/> for the keys.
/// </summary>
internal sealed record BackboneOptions
{
    /// <summary>The brokers and the topics.</summary>
    public required KafkaOptions Kafka { get; init; }

    /// <summary>A name no other process has; on claims, in logs and in names of unfinished files.</summary>
    public required string Instance { get; init; }

    /// <summary>
    /// The client's native library; null to look for it where it usually is.
    /// </summary>
    public string? Library { get; init; }

    /// <summary>
    /// The folder of the partitions' checkpoints: best shared by all cores; a local one costs a replay when a partition
    /// moves.
    /// </summary>
    public required string Checkpoints { get; init; }

    /// <summary>
    /// The base URL at which gateways reach this core; null for the first address it listens on.
    /// </summary>
    public string? Advertised { get; init; }

    /// <summary>
    /// Ids of records remembered by partition, so that a record that comes twice changes nothing: 200,000 of 70 bytes
    /// are 14 MB, and for 12 partitions 2.4 million deliveries.
    /// </summary>
    public int RecentIdsMax { get; init; } = 200_000;
}
