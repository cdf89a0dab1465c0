using System.Text;
using Confluent.Kafka;
using Inventory.Model.Receipts;
using Inventory.Storage.Log;

namespace Inventory.Storage.Kafka;

/// <summary>
/// A gateway's side of the backbone. Goals: every record is acknowledged by all replicas before the receipt is
/// given; a push sent again, to this gateway or another, is answered as a duplicate; what waits is bounded.
/// Non-goals: transactions (the cores apply a record twice without harm, so nothing is won by them).
/// </summary>
public sealed class KafkaSnapshotWriter : ISnapshotWriter, IAsyncDisposable
{
    private const string FileName = "receipts.db";

    private readonly KafkaOptions options;
    private readonly int partitions;
    private readonly TimeProvider time;
    private readonly GatewayFile file;
    private readonly GatewayTail tail;
    private readonly KafkaProducer producer;
    private readonly InFlightIds inFlight = new();
    private long pendingBytes;
    private int underWay;
    private int isDisposed;

    private KafkaSnapshotWriter(KafkaOptions options, int partitions, string directory, TimeProvider time)
    {
        this.options = options;
        this.partitions = partitions;
        this.time = time;
        file = new GatewayFile(Path.Combine(directory, FileName));
        tail = new GatewayTail(options, partitions, file, time);
        producer = new KafkaProducer(options);
    }

    /// <summary>Opens the gateway's own files and starts to follow the topics.</summary>
    /// <param name="options">The brokers.</param>
    /// <param name="partitions">As <see cref="KafkaTopics.EnsureAsync"/> gave it.</param>
    /// <param name="directory">The gateway's data folder, which must be there and nobody else's; holds
    /// <c>receipts.db</c>, which can be had again from the topics.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="StorageException">The file or the native library cannot be opened.</exception>
    public static KafkaSnapshotWriter Open(KafkaOptions options, int partitions, string directory, TimeProvider time)
    {
        KafkaNative.Load();
        var writer = new KafkaSnapshotWriter(options, partitions, directory, time);
        writer.tail.Start();
        return writer;
    }

    /// <summary>Completes when all ids and receipts that stood on the topics at the start are known.</summary>
    public Task Ready => tail.Ready;

    /// <summary>Bytes of pushes that wait for the brokers.</summary>
    public long PendingBytes => Interlocked.Read(ref pendingBytes);

    /// <summary>Why the last record was not delivered or read; null when nothing is wrong.</summary>
    public string? LastError => producer.LastError ?? tail.LastError;

    /// <inheritdoc/>
    public async ValueTask<Receipt> AppendAsync(AppendRequest request, CancellationToken cancellation)
    {
        Check(request);
        ObjectDisposedException.ThrowIf(Volatile.Read(ref isDisposed) != 0, this);
        long bytes = request.Entries.Sum(x => (long)x.Payload.Length);
        Reserve(bytes);
        Interlocked.Increment(ref underWay);
        try
        {
            await WaitReadyAsync(cancellation);
            var delivery = new PushDelivery(request, partitions);
            using IDisposable claim = await inFlight.ClaimAsync(delivery.Keys, cancellation);
            // Whoever gives up from here on has pushed all the same: what is delivered cannot be called back.
            return await DeliverAsync(request, delivery);
        }
        finally
        {
            Interlocked.Add(ref pendingBytes, -bytes);
            Interlocked.Decrement(ref underWay);
        }
    }

    /// <inheritdoc/>
    public ValueTask<Receipt?> FindReceiptAsync(string id, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return ValueTask.FromResult(file.FindReceipt(id));
    }

    /// <inheritdoc/>
    public ValueTask<Receipt?> FindLastAcceptedAsync(string feed, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return ValueTask.FromResult(file.FindLastAccepted(feed));
    }

    /// <inheritdoc/>
    public async ValueTask SetSupersededAsync(string receiptId, long lines, CancellationToken cancellation)
    {
        if (file.FindReceipt(receiptId) is not { } receipt || receipt.Lines.Superseded == lines)
            return;
        receipt = receipt with { Lines = receipt.Lines with { Superseded = lines } };
        await PublishAsync(receipt);
        file.Store([], [receipt], []);
    }

    /// <summary>Tells the rejections topic of a delivery of which nothing was accepted.</summary>
    /// <exception cref="StorageException">It was not delivered.</exception>
    public async ValueTask RejectAsync(RefusedDelivery delivery, CancellationToken cancellation)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref isDisposed) != 0, this);
        cancellation.ThrowIfCancellationRequested();
        string key = delivery.Receipt.Feed ?? delivery.Receipt.Participant ?? string.Empty;
        await SendAsync(options.Topics.Rejections, key, "rejected-delivery.v1", RefusedDeliveryJson.ToUtf8(delivery));
    }

    /// <summary>Waits for what is under way, then closes.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref isDisposed, 1) != 0)
            return;
        // Each ends by itself: whatever it waits for has a time-out.
        while (Volatile.Read(ref underWay) > 0)
            await Task.Delay(10);
        await Task.Run(() =>
        {
            producer.Dispose();
            tail.Dispose();
        });
        file.Dispose();
    }

    private static void Check(AppendRequest request)
    {
        ArgumentNullException.ThrowIfNull(request.Draft.Id);
        foreach (LogEntry entry in request.Entries)
        {
            ArgumentNullException.ThrowIfNull(entry.Sender);
            ArgumentNullException.ThrowIfNull(entry.SnapshotId);
            ArgumentNullException.ThrowIfNull(entry.Location);
            ArgumentOutOfRangeException.ThrowIfNegative(entry.Lines);
            ArgumentOutOfRangeException.ThrowIfZero(entry.Payload.Length);
            if (entry.Payload.Length > KafkaLimits.MessageBytesMax - (64 << 10))
            {
                throw new StorageException(
                    $"The snapshot {entry.SnapshotId} of {entry.Payload.Length} bytes is more than a record of the log may hold "
                    + $"({KafkaLimits.MessageBytesMax}); split it into partial snapshots.");
            }
        }
    }

    private void Reserve(long bytes)
    {
        if (bytes > options.QueueBytesMax)
        {
            throw new StorageException(
                $"One delivery of {bytes} bytes is more than the log takes at once ({options.QueueBytesMax}).");
        }

        if (Interlocked.Add(ref pendingBytes, bytes) > options.QueueBytesMax)
        {
            Interlocked.Add(ref pendingBytes, -bytes);
            throw new StorageException("The log is busy: too much waits for the brokers.", isTransient: true);
        }
    }

    private async Task WaitReadyAsync(CancellationToken cancellation)
    {
        try
        {
            await Ready.WaitAsync(options.DeliveryTimeout, time, cancellation);
        }
        catch (TimeoutException e)
        {
            string why = LastError is { } error ? $": {error}" : ".";
            throw new StorageException($"Kafka: the ids already taken are still being read{why}", true, e);
        }
    }

    private async Task<Receipt> DeliverAsync(AppendRequest request, PushDelivery delivery)
    {
        DateTimeOffset now = time.GetUtcNow();
        long receivedAtMs = now.ToUnixTimeMilliseconds();
        string id = request.Draft.Id;
        if (id.Length == 0 || file.FindReceipt(id) is not null)
            id = ReceiptSettler.NewId(now);
        delivery.Judge(file);
        Error? error = await delivery.SendAsync(producer, options.Topics.Snapshots, id, receivedAtMs);
        // What did arrive is known from here on, so that the sender's next try adds only what did not.
        IReadOnlyList<KnownId> delivered = delivery.Delivered(receivedAtMs);
        if (error is not null)
        {
            file.Store(delivered, [], []);
            throw KafkaErrors.Translate("not every record was acknowledged", error);
        }

        Receipt receipt = delivery.Settle(id, receivedAtMs);
        try
        {
            await PublishAsync(receipt);
        }
        catch (StorageException)
        {
            file.Store(delivered, [], []);
            throw;
        }

        file.Store(delivered, [receipt], []);
        return receipt;
    }

    private Task PublishAsync(Receipt receipt) =>
        SendAsync(options.Topics.Receipts, receipt.Id, "receipt.v1", ReceiptJson.ToUtf8(receipt));

    private async Task SendAsync(string topic, string key, string schema, byte[] value)
    {
        var headers = new Headers();
        KafkaHeaders.Add(headers, KafkaHeaders.Schema, schema);
        // The receipts' topic has as many partitions as the snapshots'; where a receipt stands matters to nobody.
        int? partition = topic == options.Topics.Receipts ? KafkaPartitioner.PartitionOf(key, partitions) : null;
        var message = new Message<byte[]?, byte[]?>
        {
            Key = Encoding.UTF8.GetBytes(key),
            Value = value,
            Headers = headers,
        };
        var batch = new DeliveryBatch();
        producer.Produce(topic, partition, message, batch, 0);
        await batch.Close();
        if (batch.Error is { } error)
            throw KafkaErrors.Translate($"a message for {topic} was not acknowledged", error);
    }
}
