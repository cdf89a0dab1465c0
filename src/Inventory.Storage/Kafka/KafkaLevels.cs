using System.Buffers;
using System.Text;
using System.Text.Json;
using Confluent.Kafka;

namespace Inventory.Storage.Kafka;

/// <summary>
/// A core's writer of partial levels. A partition is claimed first; the claim's number stands on every message.
/// Belongs to one thread.
/// </summary>
public sealed class KafkaLevels : IDisposable
{
    /// <summary>The key of claims.</summary>
    public const string ClaimKey = "claim";

    private const string SchemaName = "stock-levels.v1";

    private readonly KafkaOptions options;
    private readonly KafkaProducer producer;
    private readonly Dictionary<int, string> instances = [];
    private readonly Dictionary<int, DeliveryBatch> underWay = [];
    private readonly HashSet<int> losses = [];

    /// <summary>A writer that connects lazily.</summary>
    public KafkaLevels(KafkaOptions options)
    {
        this.options = options;
        producer = new KafkaProducer(options);
    }

    /// <summary>What the client last complained about; null when a message was delivered since.</summary>
    public string? LastError => producer.LastError;

    /// <summary>
    /// Takes the partition over: reads its levels to the end, writes the next number, reads on until it stands there
    /// uncontested. Blocks for some round trips.
    /// </summary>
    /// <param name="partition">The partition.</param>
    /// <param name="instance">This process, a name no other one has, at most 200 characters.</param>
    /// <param name="url">Where it answers queries; may be empty.</param>
    /// <param name="known">A follower of the levels in this process, so that reading goes on where it is instead of at
    /// the beginning; null when there is none.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="StorageException">The brokers do not answer; the partition is not claimed.</exception>
    public long Claim(
        int partition, string instance, string url, KafkaLevelsReader? known, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(instance);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(instance.Length, 200);
        var fence = new Fence();
        PartitionOwner owner = known?.Owner(partition) ?? default;
        long start = owner.NextOffset > 0 ? owner.NextOffset : Offset.Beginning;
        if (owner.NextOffset > 0)
            fence.Resume(owner);
        using var follower = new Follower(options, options.Topics.Levels, "claims", [(partition, start)]);
        long deadline = Environment.TickCount64 + (long)(options.DeliveryTimeout * 2).TotalMilliseconds;
        ReadUntil(follower, fence, () => follower.IsCaughtUp, deadline, cancellation);
        for (int tries = 0; tries < KafkaLimits.ClaimTriesMax; tries++)
        {
            long epoch = fence.Owner.Epoch + 1;
            long offset = WriteClaim(partition, epoch, instance, url);
            ReadUntil(follower, fence, () => fence.Owner.NextOffset > offset, deadline, cancellation);
            if (fence.Owner.Epoch == epoch && fence.Owner.Instance == instance)
            {
                instances[partition] = instance;
                underWay.Remove(partition);
                losses.Remove(partition);
                return epoch;
            }
        }

        throw new StorageException($"Kafka: partition {partition} is claimed by too many at once.", isTransient: true);
    }

    /// <summary>
    /// Hands the messages over, in order, and returns at once. False, and nothing was taken, while the partition's last
    /// messages are not acknowledged yet: then the caller waits and sends what is newest.
    /// </summary>
    public bool Publish(int partition, long epoch, IReadOnlyList<LevelMessage> messages)
    {
        if (!instances.TryGetValue(partition, out string? instance))
            throw new InvalidOperationException($"Partition {partition} was not claimed.");
        if (!Settle(partition))
            return false;
        var batch = new DeliveryBatch();
        for (int i = 0; i < messages.Count; i++)
        {
            Message<byte[]?, byte[]?> message = Message(messages[i].Key, epoch, instance);
            message.Value = messages[i].Value.IsEmpty ? null : messages[i].Value.ToArray();
            producer.Produce(options.Topics.Levels, partition, message, batch, i);
        }

        _ = batch.Close();
        underWay[partition] = batch;
        return true;
    }

    /// <summary>True once after messages of the partition were lost on the way: all groups must be published again.
    /// </summary>
    public bool TakeLoss(int partition)
    {
        Settle(partition);
        return losses.Remove(partition);
    }

    /// <summary>Waits until what was handed over is acknowledged or lost.</summary>
    public void Flush(TimeSpan atMost) => producer.Flush(atMost);

    /// <inheritdoc/>
    public void Dispose() => producer.Dispose();

    private static Message<byte[]?, byte[]?> Message(string key, long epoch, string instance)
    {
        var headers = new Headers();
        KafkaHeaders.Add(headers, KafkaHeaders.Schema, SchemaName);
        KafkaHeaders.Add(headers, KafkaHeaders.Epoch, epoch);
        KafkaHeaders.Add(headers, KafkaHeaders.Instance, instance);
        return new Message<byte[]?, byte[]?> { Key = Encoding.UTF8.GetBytes(key), Headers = headers };
    }

    /// <summary>True when nothing of the partition is under way.</summary>
    private bool Settle(int partition)
    {
        if (!underWay.TryGetValue(partition, out DeliveryBatch? batch))
            return true;
        if (!batch.IsDone)
            return false;
        underWay.Remove(partition);
        if (batch.Error is not null)
            losses.Add(partition);
        return true;
    }

    private long WriteClaim(int partition, long epoch, string instance, string url)
    {
        Message<byte[]?, byte[]?> message = Message(ClaimKey, epoch, instance);
        message.Value = ClaimJson(partition, epoch, instance, url);
        long written = -1;
        var batch = new DeliveryBatch((_, _, offset) => Interlocked.Exchange(ref written, offset));
        producer.Produce(options.Topics.Levels, partition, message, batch, 0);
        // The producer gives up by itself after the delivery time-out.
        batch.Close().GetAwaiter().GetResult();
        if (batch.Error is { } error)
            throw KafkaErrors.Translate($"partition {partition} cannot be claimed", error);
        return written;
    }

    private static void ReadUntil(
        Follower follower, Fence fence, Func<bool> isEnough, long deadline, CancellationToken cancellation)
    {
        while (!isEnough())
        {
            cancellation.ThrowIfCancellationRequested();
            if (Environment.TickCount64 > deadline)
            {
                string why = follower.LastError is { } error ? $": {error}" : ".";
                throw new StorageException($"Kafka: the levels cannot be read to their end{why}", isTransient: true);
            }

            if (follower.Next(TimeSpan.FromMilliseconds(50)) is { } result)
                fence.Pass(result);
        }
    }

    private static byte[] ClaimJson(int partition, long epoch, string instance, string url)
    {
        var output = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            json.WriteString("specVersion"u8, "1.0"u8);
            json.WriteString("kind"u8, "claim"u8);
            json.WriteNumber("partition"u8, partition);
            json.WriteNumber("epoch"u8, epoch);
            json.WriteString("instance"u8, instance);
            if (url.Length > 0)
                json.WriteString("url"u8, url);
            json.WriteEndObject();
        }

        return output.WrittenSpan.ToArray();
    }
}
