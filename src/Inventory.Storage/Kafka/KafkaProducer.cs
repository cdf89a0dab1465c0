using Confluent.Kafka;

namespace Inventory.Storage.Kafka;

/// <summary>
/// A producer that outlives the client's fatal errors: after one the client can send nothing more, and a new one
/// takes its place. Any thread may use it.
/// </summary>
internal sealed class KafkaProducer(KafkaOptions options) : IDisposable
{
    private readonly Lock gate = new();
    private IProducer<byte[]?, byte[]?>? current;
    private bool isBroken;
    private bool isDisposed;
    private string? lastError;

    /// <summary>What the client last complained about; null when a record was delivered since.</summary>
    public string? LastError => Volatile.Read(ref lastError);

    /// <summary>Hands a message over; the batch hears what becomes of it. To the partition, or where the key's hash
    /// puts it when that is null.</summary>
    public void Produce(string topic, int? partition, Message<byte[]?, byte[]?> message, DeliveryBatch batch, int index)
    {
        batch.Expect();
        try
        {
            Client().Produce(
                new TopicPartition(topic, partition is { } p ? new Partition(p) : Partition.Any),
                message,
                report =>
                {
                    Volatile.Write(ref lastError, report.Error.IsError ? report.Error.Reason : null);
                    batch.Arrived(index, report);
                });
        }
        catch (ProduceException<byte[]?, byte[]?> e)
        {
            Volatile.Write(ref lastError, e.Error.Reason);
            batch.Failed(e.Error);
        }
    }

    /// <summary>Waits until everything handed over is delivered or failed.</summary>
    public void Flush(TimeSpan atMost)
    {
        IProducer<byte[]?, byte[]?>? client;
        lock (gate)
            client = current;
        client?.Flush(atMost);
    }

    /// <summary>Waits for what is under way, at most until it times out, then closes.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            isDisposed = true;
            Close(current);
            current = null;
        }
    }

    private IProducer<byte[]?, byte[]?> Client()
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isDisposed, this);
            if (isBroken && current is { } old)
            {
                isBroken = false;
                current = null;
                // Its messages fail by themselves; nobody else waits for that.
                _ = Task.Run(() => Close(old));
            }

            return current ??= KafkaClients.Producer(options, OnError);
        }
    }

    private void OnError(Error error)
    {
        Volatile.Write(ref lastError, error.Reason);
        options.Log?.Invoke(error.Reason);
        if (!error.IsFatal)
            return;
        lock (gate)
            isBroken = true;
    }

    private void Close(IProducer<byte[]?, byte[]?>? client)
    {
        // Without the wait the handlers of what is under way would never be called.
        client?.Flush(options.DeliveryTimeout + TimeSpan.FromSeconds(1));
        client?.Dispose();
    }
}
