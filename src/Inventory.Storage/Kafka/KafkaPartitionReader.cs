using Confluent.Kafka;
using Inventory.Model.Snapshots;

namespace Inventory.Storage.Kafka;

/// <summary>
/// A core's place in the consumer group. Belongs to one thread; the callbacks run inside <see cref="Poll"/>.
/// Partitions move one by one (cooperatively): those that stay are read on meanwhile.
/// </summary>
public sealed class KafkaPartitionReader : IDisposable
{
    private readonly KafkaOptions options;
    private readonly Func<int, long?> startOffset;
    private readonly IConsumer<byte[]?, byte[]?> consumer;
    private readonly string topic;

    // The list of the poll under way.
    private List<PartitionRecord> polled = [];

    // The offset that each partition's next record should have.
    private readonly SortedDictionary<int, long> next = [];
    private string? lastError;

    /// <summary>Joins the group at the first poll.</summary>
    /// <param name="options">The brokers and the group.</param>
    /// <param name="startOffset">Where the state of a partition goes on; null means from the earliest there is. Asked
    /// after
    /// <see cref="Assigned"/> was called for the partition.</param>
    /// <exception cref="StorageException">The settings are wrong, or the native library is missing.</exception>
    public KafkaPartitionReader(KafkaOptions options, Func<int, long?> startOffset)
    {
        this.options = options;
        this.startOffset = startOffset;
        topic = options.Topics.Snapshots;
        ConsumerConfig config = KafkaClients.Consumer(options);
        config.GroupId = options.Group;
        config.PartitionAssignmentStrategy = PartitionAssignmentStrategy.CooperativeSticky;
        config.SessionTimeoutMs = options.SessionTimeoutMs;
        config.HeartbeatIntervalMs = Math.Max(100, options.SessionTimeoutMs / 6);
        // Offsets are handed in by hand and sent by the client beside the reading: they are for the eyes only.
        config.EnableAutoCommit = true;
        config.AutoCommitIntervalMs = 1000;
        consumer = KafkaClients.Build(() => KafkaClients
            .Builder(config, options, error => Volatile.Write(ref lastError, error.Reason))
            .SetPartitionsAssignedHandler((_, partitions) => Assign(partitions))
            .SetPartitionsRevokedHandler((_, partitions) => Release(partitions, Revoked))
            .SetPartitionsLostHandler((_, partitions) => Release(partitions, Lost))
            .Build());
        consumer.Subscribe(topic);
    }

    /// <summary>These partitions are this core's from now on, besides those it had.</summary>
    public Action<IReadOnlyList<int>>? Assigned { get; set; }

    /// <summary>These are to be given up: the last moment to save their state. Another gets them afterwards. Called in
    /// the middle of a poll: what that poll has added of them so far may be applied first; what is not is taken out of
    /// its list, for the next owner reads it.</summary>
    public Action<IReadOnlyList<int>>? Revoked { get; set; }

    /// <summary>These are another's already: their state is to be dropped; nothing may be published.</summary>
    public Action<IReadOnlyList<int>>? Lost { get; set; }

    /// <summary>Records between what was expected and what is there are gone (retention, or the topic was made anew).
    /// Called before the first record behind the gap is given.</summary>
    public Action<OffsetGap>? Skipped { get; set; }

    /// <summary>The partitions that are this core's now.</summary>
    public IReadOnlyCollection<int> Partitions => next.Keys;

    /// <summary>What the client last complained about; null when records came since.</summary>
    public string? LastError => Volatile.Read(ref lastError);

    /// <summary>Adds at most <paramref name="countMax"/> records of all partitions, each partition's in order, after
    /// waiting at most <paramref name="wait"/> for the first; returns how many were read. Must be called at least
    /// every five minutes, else the group takes the partitions away.</summary>
    /// <exception cref="StorageException">The reader is broken for good and must be made anew.</exception>
    public int Poll(List<PartitionRecord> into, int countMax, TimeSpan wait)
    {
        polled = into;
        int added = 0;
        while (added < countMax)
        {
            ConsumeResult<byte[]?, byte[]?>? result;
            try
            {
                result = consumer.Consume(added == 0 ? wait : TimeSpan.Zero);
            }
            catch (ConsumeException e) when (!e.Error.IsFatal)
            {
                // The client goes on by itself: brokers away, a leader unknown for a moment.
                Volatile.Write(ref lastError, e.Error.Reason);
                break;
            }
            catch (KafkaException e)
            {
                throw KafkaErrors.Translate("the records cannot be read", e);
            }

            if (result is null)
                break;
            // What was fetched before the partition was given up may still come.
            if (!next.TryGetValue(result.Partition.Value, out long expected))
                continue;
            if (result.Offset.Value != expected)
                Jump(result.Partition.Value, expected, result.Offset.Value);
            next[result.Partition.Value] = result.Offset.Value + 1;
            into.Add(Record(result));
            added++;
        }

        if (added > 0)
            Volatile.Write(ref lastError, null);
        return added;
    }

    /// <summary>The offset after the newest record, as last heard from the brokers; null when never heard.</summary>
    public long? EndOffset(int partition) => Known(partition)?.High;

    /// <summary>The earliest offset that is there, as last heard; null when never heard.</summary>
    public long? StartOffset(int partition) => Known(partition)?.Low;

    /// <summary>Tells the group how far the state is, for whoever watches the lag. Nothing rests on it.</summary>
    public void Commit(int partition, long nextOffset)
    {
        try
        {
            consumer.StoreOffset(new TopicPartitionOffset(topic, partition, nextOffset));
        }
        catch (KafkaException)
        {
            // The partition is another's by now, who tells how far it is.
        }
    }

    /// <summary>Leaves the group, calling <see cref="Revoked"/> for what it still holds.</summary>
    public void Dispose()
    {
        try
        {
            consumer.Close();
        }
        catch (KafkaException e)
        {
            // The brokers notice the silence after the session's time-out.
            options.Log?.Invoke(e.Message);
        }

        consumer.Dispose();
    }

    private List<TopicPartitionOffset> Assign(List<TopicPartition> partitions)
    {
        Assigned?.Invoke([.. partitions.Select(x => x.Partition.Value)]);
        return [.. partitions.Select(Start)];
    }

    private TopicPartitionOffset Start(TopicPartition place)
    {
        int partition = place.Partition.Value;
        WatermarkOffsets? span = Ask(place);
        long? wanted = startOffset(partition);
        long first = span?.Low.Value ?? 0;
        long start = wanted ?? first;
        if (wanted is { } offset && span is not null && (offset < span.Low.Value || offset > span.High.Value))
        {
            start = first;
            Skipped?.Invoke(new OffsetGap(partition, offset, start));
        }

        next[partition] = start;
        // Where the brokers did not answer and nothing is known, the client looks for the beginning itself.
        return new TopicPartitionOffset(place, wanted is null && span is null ? Offset.Beginning : new Offset(start));
    }

    private void Jump(int partition, long expected, long found)
    {
        // Offsets that no record has (a foreign producer's transaction leaves such) are no loss: only what lies before
        // the partition's beginning was deleted.
        bool isLoss = found < expected
            || Ask(new TopicPartition(topic, partition)) is not { } span || span.Low.Value > expected;
        if (isLoss)
            Skipped?.Invoke(new OffsetGap(partition, expected, found));
    }

    private void Release(List<TopicPartitionOffset> partitions, Action<IReadOnlyList<int>>? tell)
    {
        int[] numbers = [.. partitions.Select(x => x.Partition.Value)];
        tell?.Invoke(numbers);
        foreach (int number in numbers)
            next.Remove(number);
        polled.RemoveAll(x => numbers.Contains(x.Partition));
    }

    private WatermarkOffsets? Ask(TopicPartition place)
    {
        try
        {
            return consumer.QueryWatermarkOffsets(place, TimeSpan.FromSeconds(5));
        }
        catch (KafkaException e)
        {
            Volatile.Write(ref lastError, e.Error.Reason);
            return null;
        }
    }

    private (long Low, long High)? Known(int partition)
    {
        try
        {
            WatermarkOffsets span = consumer.GetWatermarkOffsets(new TopicPartition(topic, partition));
            return span.High == Offset.Unset ? null : (Math.Max(0, span.Low.Value), span.High.Value);
        }
        catch (KafkaException)
        {
            return null;
        }
    }

    private static PartitionRecord Record(ConsumeResult<byte[]?, byte[]?> result)
    {
        Headers? headers = result.Message.Headers;
        long received = KafkaHeaders.Number(headers, KafkaHeaders.Received) is { } stated and >= 0
            ? stated
            : Math.Max(0, result.Message.Timestamp.UnixTimestampMs);
        return new PartitionRecord(
            result.Partition.Value,
            new LogRecord(result.Offset.Value, received, result.Message.Value),
            KafkaHeaders.Text(headers, KafkaHeaders.Sender),
            KafkaHeaders.Text(headers, KafkaHeaders.SnapshotId),
            KafkaHeaders.Hash(headers, KafkaHeaders.ContentHash),
            KafkaHeaders.Text(headers, KafkaHeaders.Receipt));
    }
}
