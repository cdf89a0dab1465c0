namespace Inventory.Storage.Kafka;

/// <summary>
/// A core's place in the consumer group. Belongs to one thread; the events are raised inside <see cref="Poll"/>.
/// </summary>
public sealed class KafkaPartitionReader : IDisposable
{
    /// <summary>Joins the group at the first poll.</summary>
    /// <param name="options">The brokers and the group.</param>
    /// <param name="startOffset">Where the state of a partition goes on; null means from the earliest there is. Asked after
    /// <see cref="Assigned"/> was raised for the partition.</param>
    public KafkaPartitionReader(KafkaOptions options, Func<int, long?> startOffset) => throw new NotSupportedException();

    /// <summary>These partitions are this core's from now on, besides those it had.</summary>
    public Action<IReadOnlyList<int>>? Assigned { get; set; }

    /// <summary>These are to be given up: the last moment to save their state. Another gets them afterwards.</summary>
    public Action<IReadOnlyList<int>>? Revoked { get; set; }

    /// <summary>These are another's already: their state is to be dropped, nothing may be published.</summary>
    public Action<IReadOnlyList<int>>? Lost { get; set; }

    /// <summary>Records between what was expected and what is there are gone (retention, or the topic was made anew).
    /// </summary>
    public Action<OffsetGap>? Skipped { get; set; }

    /// <summary>The partitions that are this core's now.</summary>
    public IReadOnlyCollection<int> Partitions => throw new NotSupportedException();

    /// <summary>Adds at most <paramref name="countMax"/> records of all partitions, each partition's in order, after
    /// waiting at most <paramref name="wait"/> for the first; returns how many.</summary>
    /// <exception cref="StorageException">The reader is broken for good and must be made anew.</exception>
    public int Poll(List<PartitionRecord> into, int countMax, TimeSpan wait) => throw new NotSupportedException();

    /// <summary>The offset after the newest record, as last heard from the brokers; null when never heard.</summary>
    public long? EndOffset(int partition) => throw new NotSupportedException();

    /// <summary>The earliest offset that is there, as last heard; null when never heard.</summary>
    public long? StartOffset(int partition) => throw new NotSupportedException();

    /// <summary>Tells the group how far the state is, for whoever watches the lag. Nothing rests on it.</summary>
    public void Commit(int partition, long nextOffset) => throw new NotSupportedException();

    /// <summary>Leaves the group, raising <see cref="Revoked"/> for what it still holds.</summary>
    public void Dispose() => throw new NotSupportedException();
}
