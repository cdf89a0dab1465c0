using Confluent.Kafka;

namespace Inventory.Storage.Kafka;

/// <summary>Reads all partitions of a topic from the beginning and knows when it has reached their ends. Belongs to one
/// thread but for <see cref="IsCaughtUp"/>.</summary>
internal sealed class Follower : IDisposable
{
    private readonly IConsumer<byte[]?, byte[]?> consumer;
    private readonly HashSet<int> behind;
    private volatile bool isCaughtUp;
    private string? lastError;

    public Follower(KafkaOptions options, string topic, string role, IEnumerable<(int Partition, long Start)> starts)
    {
        consumer = KafkaClients.Follower(options, role, error => Volatile.Write(ref lastError, error.Reason));
        TopicPartitionOffset[] places = [.. starts.Select(x => new TopicPartitionOffset(topic, x.Partition, x.Start))];
        behind = [.. places.Select(x => x.Partition.Value)];
        consumer.Assign(places);
    }

    /// <summary>True once every partition's end was reached.</summary>
    public bool IsCaughtUp => isCaughtUp;

    /// <summary>What the client last complained about; null when a message came since.</summary>
    public string? LastError => Volatile.Read(ref lastError);

    /// <summary>Every partition, from its first offset.</summary>
    public static IEnumerable<(int Partition, long Start)> FromBeginning(int partitions) =>
        Enumerable.Range(0, partitions).Select(x => (x, (long)Offset.Beginning));

    /// <summary>The next message; null when none came in time.</summary>
    /// <exception cref="StorageException">It is broken for good.</exception>
    public ConsumeResult<byte[]?, byte[]?>? Next(TimeSpan wait)
    {
        try
        {
            while (consumer.Consume(wait) is { } result)
            {
                Volatile.Write(ref lastError, null);
                if (!result.IsPartitionEOF)
                    return result;
                behind.Remove(result.Partition.Value);
                isCaughtUp = behind.Count == 0;
                wait = TimeSpan.Zero;
            }

            return null;
        }
        catch (ConsumeException e) when (!e.Error.IsFatal)
        {
            Volatile.Write(ref lastError, e.Error.Reason);
            return null;
        }
        catch (KafkaException e)
        {
            throw KafkaErrors.Translate("the topic cannot be read", e);
        }
    }

    public void Dispose()
    {
        consumer.Close();
        consumer.Dispose();
    }
}
