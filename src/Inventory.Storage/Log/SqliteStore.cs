using Inventory.Model.Alerts;
using Inventory.Storage.Checkpoints;
using Inventory.Storage.History;

namespace Inventory.Storage.Log;

/// <summary>Everything durable of the embedded mode in one folder: log, receipts, history, alerts, audit and checkpoints.</summary>
public sealed class SqliteStore : IAsyncDisposable
{
    private SqliteStore()
    {
    }

    /// <summary>Opens the folder, creating what is missing and recovering what a crash left.</summary>
    /// <exception cref="StorageException">The folder cannot be used (not writable, corrupt, in use by another process).</exception>
    public static SqliteStore Open(string directory, TimeProvider time) => throw new NotSupportedException(directory);

    /// <summary>The log.</summary>
    public ISnapshotLog Log => throw new NotSupportedException();

    /// <summary>The history.</summary>
    public IHistory History => throw new NotSupportedException();

    /// <summary>The alerts.</summary>
    public AlertStore Alerts => throw new NotSupportedException();

    /// <summary>The checkpoints of the engine.</summary>
    public CheckpointStore Checkpoints => throw new NotSupportedException();

    /// <summary>Who read what: the ministry's reads are recorded.</summary>
    public AuditTrail Audit => throw new NotSupportedException();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>Alerts and what people did about them.</summary>
public sealed class AlertStore
{
    /// <summary>Writes raised and cleared alerts; an acknowledgement already there stays. Writing one again changes nothing.</summary>
    public ValueTask SaveAsync(IReadOnlyList<Alert> alerts, CancellationToken cancellation) => throw new NotSupportedException();

    /// <summary>Newest first; at most <paramref name="countMax"/>.</summary>
    public ValueTask<IReadOnlyList<Alert>> ListAsync(bool activeOnly, int countMax, CancellationToken cancellation) =>
        throw new NotSupportedException();

    /// <summary>Acknowledges one; null when there is no such alert. A second acknowledgement keeps the first.</summary>
    public ValueTask<Alert?> AcknowledgeAsync(string id, string by, string? note, DateTimeOffset at, CancellationToken cancellation) =>
        throw new NotSupportedException();
}

/// <summary>Append-only record of reads, hash-chained.</summary>
public sealed class AuditTrail
{
    /// <summary>Queues one entry; never delays the reader. A full queue is counted and named in the next entry.</summary>
    public void Record(DateTimeOffset at, string who, string action, string target) => throw new NotSupportedException();
}
