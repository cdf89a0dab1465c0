using System.Text.Json;
using Confluent.Kafka;
using Inventory.Model.Receipts;

namespace Inventory.Storage.Kafka;

/// <summary>
/// Follows the snapshots' headers and the receipts into the gateway's file, so that a gateway knows what the others
/// took. A thread of its own; what cannot be stored is tried again, never left out.
/// </summary>
internal sealed class GatewayTail : IDisposable
{
    private static readonly TimeSpan PruneEvery = TimeSpan.FromHours(1);

    private readonly KafkaOptions options;
    private readonly int partitions;
    private readonly GatewayFile file;
    private readonly TimeProvider time;
    private readonly Thread thread;
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly HashSet<TopicPartition> behind = [];
    private readonly List<KnownId> ids = [];
    private readonly List<Receipt> receipts = [];
    private readonly Dictionary<TopicPartition, long> followed = [];
    private volatile bool isStopping;
    private string? lastError;

    public GatewayTail(KafkaOptions options, int partitions, GatewayFile file, TimeProvider time)
    {
        this.options = options;
        this.partitions = partitions;
        this.file = file;
        this.time = time;
        thread = new Thread(Run) { IsBackground = true, Name = "kafka gateway tail" };
    }

    /// <summary>Completes when everything that stood on the topics at the start is in the file.</summary>
    public Task Ready => ready.Task;

    /// <summary>What keeps it from going on; null when nothing does.</summary>
    public string? LastError => Volatile.Read(ref lastError);

    public void Start() => thread.Start();

    public void Dispose()
    {
        isStopping = true;
        if (thread.IsAlive)
            thread.Join();
        ready.TrySetException(new ObjectDisposedException(nameof(GatewayTail)));
        // Nobody may be waiting; an exception that nobody sees is not an error.
        _ = ready.Task.Exception;
    }

    private void Run()
    {
        while (!isStopping)
        {
            try
            {
                using IConsumer<byte[]?, byte[]?> consumer = KafkaClients.Follower(
                    options, "gateway", error => Volatile.Write(ref lastError, error.Reason));
                consumer.Assign(Starts());
                Follow(consumer);
                consumer.Close();
            }
            catch (Exception e) when (e is KafkaException or StorageException)
            {
                Volatile.Write(ref lastError, e.Message);
                options.Log?.Invoke(e.Message);
                Thread.Sleep(500);
            }
        }
    }

    private List<TopicPartitionOffset> Starts()
    {
        var starts = new List<TopicPartitionOffset>();
        behind.Clear();
        string[] topics = [options.Topics.Snapshots, options.Topics.Receipts];
        foreach (string topic in topics)
        {
            for (int partition = 0; partition < partitions; partition++)
            {
                var place = new TopicPartition(topic, partition);
                long? next = file.FindFollowed(topic, partition);
                starts.Add(new TopicPartitionOffset(place, next is { } n ? new Offset(n) : Offset.Beginning));
                behind.Add(place);
            }
        }

        return starts;
    }

    private void Follow(IConsumer<byte[]?, byte[]?> consumer)
    {
        long pruneAt = 0;
        while (!isStopping)
        {
            Collect(consumer);
            if (followed.Count > 0)
                file.Store(ids, receipts, [.. followed.Select(x => (x.Key.Topic, x.Key.Partition.Value, x.Value))]);
            Clear();
            if (behind.Count == 0)
                ready.TrySetResult();
            if (time.GetUtcNow().ToUnixTimeMilliseconds() is { } now && now >= pruneAt)
            {
                // A day longer than the topic keeps them, for brokers delete whole segments.
                file.ForgetBefore(now - (long)(options.Retention + TimeSpan.FromDays(1)).TotalMilliseconds);
                pruneAt = now + (long)PruneEvery.TotalMilliseconds;
            }
        }
    }

    private void Clear()
    {
        ids.Clear();
        receipts.Clear();
        followed.Clear();
    }

    private void Collect(IConsumer<byte[]?, byte[]?> consumer)
    {
        Clear();
        var wait = TimeSpan.FromMilliseconds(100);
        for (int i = 0; i < KafkaLimits.IndexBatchMax && !isStopping; i++)
        {
            ConsumeResult<byte[]?, byte[]?>? result;
            try
            {
                result = consumer.Consume(wait);
            }
            catch (ConsumeException e) when (!e.Error.IsFatal)
            {
                Volatile.Write(ref lastError, e.Error.Reason);
                return;
            }

            if (result is null)
                return;
            wait = TimeSpan.Zero;
            Volatile.Write(ref lastError, null);
            Take(result);
        }
    }

    private void Take(ConsumeResult<byte[]?, byte[]?> result)
    {
        if (result.IsPartitionEOF)
        {
            behind.Remove(result.TopicPartition);
            return;
        }

        followed[result.TopicPartition] = result.Offset.Value + 1;
        if (result.Topic == options.Topics.Receipts)
            TakeReceipt(result.Message.Value);
        else
            TakeId(result);
    }

    private void TakeId(ConsumeResult<byte[]?, byte[]?> result)
    {
        Headers headers = result.Message.Headers;
        string? sender = KafkaHeaders.Text(headers, KafkaHeaders.Sender);
        string? id = KafkaHeaders.Text(headers, KafkaHeaders.SnapshotId);
        ulong? content = KafkaHeaders.Hash(headers, KafkaHeaders.ContentHash);
        // Without them it is not a gateway's; the cores know such a record again by its payload.
        if (sender is null || id is null || content is null)
            return;
        bool isMarker = KafkaHeaders.Text(headers, KafkaHeaders.Schema) == KafkaHeaders.MarkerSchema;
        long received = KafkaHeaders.Number(headers, KafkaHeaders.Received) ?? result.Message.Timestamp.UnixTimestampMs;
        ids.Add(new KnownId(
            KnownId.KeyOf(sender, id, isMarker ? result.Partition.Value : null), content.Value, received));
    }

    private void TakeReceipt(byte[]? body)
    {
        if (body is null)
            return;
        try
        {
            Receipt receipt = ReceiptJson.Read(body);
            if (receipt.Id.Length > 0)
                receipts.Add(receipt);
        }
        catch (JsonException e)
        {
            // Somebody else wrote to our topic; the next message may be ours again.
            options.Log?.Invoke($"{options.Topics.Receipts}: a message is no receipt: {e.Message}");
        }
    }
}
