using Inventory.Model.Receipts;
using Inventory.Storage.Log;

namespace Inventory.Storage.Kafka;

/// <summary>A gateway's side of the backbone.</summary>
public sealed class KafkaSnapshotWriter : ISnapshotWriter, IAsyncDisposable
{
    /// <summary>Opens the gateway's own files and starts to follow the topics.</summary>
    /// <param name="options">The brokers.</param>
    /// <param name="partitions">As <see cref="KafkaTopics.EnsureAsync"/> gave it.</param>
    /// <param name="directory">The gateway's data folder; holds <c>receipts.db</c>, which can be had again from the
    /// topics.</param>
    /// <param name="time">The clock.</param>
    public static KafkaSnapshotWriter Open(KafkaOptions options, int partitions, string directory, TimeProvider time) =>
        throw new NotSupportedException();

    /// <summary>Completes when all ids and receipts that stood on the topics at the start are known.</summary>
    public Task Ready => throw new NotSupportedException();

    /// <summary>Bytes of pushes that wait for the brokers.</summary>
    public long PendingBytes => throw new NotSupportedException();

    /// <summary>Why the last record was not delivered; null when the last one was.</summary>
    public string? LastError => throw new NotSupportedException();

    /// <inheritdoc/>
    public ValueTask<Receipt> AppendAsync(AppendRequest request, CancellationToken cancellation) =>
        throw new NotSupportedException();

    /// <inheritdoc/>
    public ValueTask<Receipt?> FindReceiptAsync(string id, CancellationToken cancellation) =>
        throw new NotSupportedException();

    /// <inheritdoc/>
    public ValueTask<Receipt?> FindLastAcceptedAsync(string feed, CancellationToken cancellation) =>
        throw new NotSupportedException();

    /// <inheritdoc/>
    public ValueTask SetSupersededAsync(string receiptId, long lines, CancellationToken cancellation) =>
        throw new NotSupportedException();

    /// <summary>Tells the rejections topic of a delivery of which nothing was accepted.</summary>
    /// <exception cref="StorageException">It was not delivered.</exception>
    public ValueTask RejectAsync(RefusedDelivery delivery, CancellationToken cancellation) =>
        throw new NotSupportedException();

    /// <summary>Waits for what is under way, then closes.</summary>
    public ValueTask DisposeAsync() => throw new NotSupportedException();
}
