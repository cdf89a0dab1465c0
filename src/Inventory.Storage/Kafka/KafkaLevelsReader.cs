using Confluent.Kafka;

namespace Inventory.Storage.Kafka;

/// <summary>
/// Follows all partitions of the levels topic from the beginning and gives only what the owner of the moment wrote.
/// <see cref="Poll"/> belongs to one thread; the rest may be asked from any.
/// </summary>
public sealed class KafkaLevelsReader : IDisposable
{
    private readonly Lock gate = new();
    private readonly Fence[] fences;
    private readonly Follower follower;
    private long ignored;

    /// <summary>Starts at the beginning of each partition.</summary>
    /// <exception cref="StorageException">The settings are wrong, or the native library is missing.</exception>
    public KafkaLevelsReader(KafkaOptions options, int partitions)
    {
        fences = new Fence[partitions];
        for (int i = 0; i < partitions; i++)
            fences[i] = new Fence();
        follower = new Follower(options, options.Topics.Levels, "levels", Follower.FromBeginning(partitions));
    }

    /// <summary>True once every partition was read up to its end.</summary>
    public bool IsCaughtUp => follower.IsCaughtUp;

    /// <summary>What the client last complained about; null when messages came since.</summary>
    public string? LastError => follower.LastError;

    /// <summary>Messages ignored because another owner had taken over, or because they were not of this
    /// platform.</summary>
    public long Ignored => Interlocked.Read(ref ignored);

    /// <summary>Adds at most <paramref name="countMax"/> valid messages after waiting at most <paramref name="wait"/>
    /// for the first; returns how many were added. Claims are among them.</summary>
    /// <exception cref="StorageException">The reader is broken for good and must be made anew.</exception>
    public int Poll(List<LevelRecord> into, int countMax, TimeSpan wait)
    {
        int added = 0;
        while (added < countMax && follower.Next(wait) is { } result)
        {
            wait = TimeSpan.Zero;
            LevelRecord? record;
            lock (gate)
                record = fences[result.Partition.Value].Pass(result);
            if (record is { } valid)
            {
                into.Add(valid);
                added++;
            }
            else
            {
                Interlocked.Increment(ref ignored);
            }
        }

        return added;
    }

    /// <summary>Who owns the partition, as far as was read.</summary>
    public PartitionOwner Owner(int partition)
    {
        lock (gate)
            return fences[partition].Owner;
    }

    /// <inheritdoc/>
    public void Dispose() => follower.Dispose();
}
