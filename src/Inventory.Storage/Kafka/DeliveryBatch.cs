using Confluent.Kafka;

namespace Inventory.Storage.Kafka;

/// <summary>Some messages of which somebody wants to know that all were delivered. Messages are added by one thread;
/// what becomes of them is told by the client's.</summary>
internal sealed class DeliveryBatch
{
    private readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Action<int, int, long>? onDelivered;

    // One more than the messages, until no further one is added.
    private int pending = 1;
    private Error? error;

    /// <param name="onDelivered">Hears the message's index, its partition and its offset; called by the client's
    /// thread, one message after the other.</param>
    public DeliveryBatch(Action<int, int, long>? onDelivered = null) => this.onDelivered = onDelivered;

    /// <summary>Nothing is under way any more.</summary>
    public bool IsDone => done.Task.IsCompleted;

    /// <summary>The first failure; null when there was none so far.</summary>
    public Error? Error => Volatile.Read(ref error);

    /// <summary>One more message.</summary>
    public void Expect() => Interlocked.Increment(ref pending);

    /// <summary>The brokers answered, or the time was up.</summary>
    public void Arrived(int index, DeliveryReport<byte[]?, byte[]?> report)
    {
        if (report.Error.IsError)
        {
            Failed(report.Error);
            return;
        }

        onDelivered?.Invoke(index, report.Partition.Value, report.Offset.Value);
        Complete();
    }

    /// <summary>A message will not be delivered.</summary>
    public void Failed(Error reason)
    {
        Interlocked.CompareExchange(ref error, reason, null);
        Complete();
    }

    /// <summary>No further message; completes when all have an answer, whatever it is.</summary>
    public Task Close()
    {
        Complete();
        return done.Task;
    }

    private void Complete()
    {
        if (Interlocked.Decrement(ref pending) == 0)
            done.SetResult();
    }
}
