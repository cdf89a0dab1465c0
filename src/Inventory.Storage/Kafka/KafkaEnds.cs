namespace Inventory.Storage.Kafka;

/// <summary>Asks how far the partitions of the snapshots topic reach, for whoever shows what is behind.</summary>
public sealed class KafkaEnds : IDisposable
{
    /// <summary>Connects lazily.</summary>
    public KafkaEnds(KafkaOptions options, int partitions) => throw new NotSupportedException();

    /// <summary>Earliest offset and the one after the newest record, by partition; asks the brokers, so once a second is
    /// often enough.</summary>
    /// <exception cref="StorageException">The brokers do not answer.</exception>
    public IReadOnlyList<PartitionSpan> Ask(TimeSpan atMost) => throw new NotSupportedException();

    /// <inheritdoc/>
    public void Dispose() => throw new NotSupportedException();
}
