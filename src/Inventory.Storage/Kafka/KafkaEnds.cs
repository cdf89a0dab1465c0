using Confluent.Kafka;

namespace Inventory.Storage.Kafka;

/// <summary>Asks how far the partitions of the snapshots topic reach, for whoever shows what is behind. Belongs to one
/// thread.</summary>
public sealed class KafkaEnds : IDisposable
{
    private readonly IConsumer<byte[]?, byte[]?> consumer;
    private readonly string topic;
    private readonly int partitions;

    /// <summary>Connects lazily.</summary>
    /// <exception cref="StorageException">The settings are wrong, or the native library is missing.</exception>
    public KafkaEnds(KafkaOptions options, int partitions)
    {
        topic = options.Topics.Snapshots;
        this.partitions = partitions;
        consumer = KafkaClients.Follower(options, "ends", _ => { });
    }

    /// <summary>Earliest offset and the one after the newest record, by partition; asks the brokers, so once a
    /// second is often enough.</summary>
    /// <exception cref="StorageException">The brokers do not answer.</exception>
    public IReadOnlyList<PartitionSpan> Ask(TimeSpan atMost)
    {
        var spans = new PartitionSpan[partitions];
        try
        {
            for (int i = 0; i < partitions; i++)
            {
                WatermarkOffsets span = consumer.QueryWatermarkOffsets(new TopicPartition(topic, i), atMost);
                spans[i] = new PartitionSpan(i, span.Low.Value, span.High.Value);
            }
        }
        catch (KafkaException e)
        {
            throw KafkaErrors.Translate("the ends of the snapshots cannot be asked", e);
        }

        return spans;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        consumer.Close();
        consumer.Dispose();
    }
}
