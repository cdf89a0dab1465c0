namespace Inventory.Storage.Kafka;

/// <summary>
/// Follows all partitions of the levels topic from the beginning and gives only what the owner of the moment wrote.
/// <see cref="Poll"/> belongs to one thread; the rest may be asked from any.
/// </summary>
public sealed class KafkaLevelsReader : IDisposable
{
    /// <summary>Starts at the beginning of each partition.</summary>
    public KafkaLevelsReader(KafkaOptions options, int partitions) => throw new NotSupportedException();

    /// <summary>True once every partition was read up to where it ended when it was asked first.</summary>
    public bool IsCaughtUp => throw new NotSupportedException();

    /// <summary>Messages ignored because another owner had taken over, or because they were not of this platform.</summary>
    public long Ignored => throw new NotSupportedException();

    /// <summary>Adds at most <paramref name="countMax"/> valid messages after waiting at most <paramref name="wait"/> for
    /// the first; returns how many were added. Claims are among them.</summary>
    /// <exception cref="StorageException">The reader is broken for good and must be made anew.</exception>
    public int Poll(List<LevelRecord> into, int countMax, TimeSpan wait) => throw new NotSupportedException();

    /// <summary>Who owns the partition, as far as was read.</summary>
    public PartitionOwner Owner(int partition) => throw new NotSupportedException();

    /// <inheritdoc/>
    public void Dispose() => throw new NotSupportedException();
}
