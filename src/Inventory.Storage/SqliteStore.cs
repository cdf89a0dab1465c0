using Inventory.Storage.Alerts;
using Inventory.Storage.Audit;
using Inventory.Storage.Checkpoints;
using Inventory.Storage.History;
using Inventory.Storage.Log;

namespace Inventory.Storage;

/// <summary>
/// Everything durable of the embedded mode in one folder: log, receipts, history, alerts, audit and checkpoints.
/// </summary>
public sealed class SqliteStore : IAsyncDisposable
{
    // Each database has one writer of its own, so that a long write of history or audit never delays a receipt.
    private const string LogFile = "stock.db";
    private const string HistoryFile = "history.db";
    private const string AlertsFile = "alerts.db";
    private const string AuditFile = "audit.db";
    private const string CheckpointFolder = "checkpoints";

    private readonly FolderLock folderLock;
    private readonly SqliteSnapshotLog log;
    private readonly SqliteHistory history;

    private SqliteStore(string directory, TimeProvider time, LogOptions options, FolderLock folderLock)
    {
        this.folderLock = folderLock;
        history = SqliteHistory.Open(Path.Combine(directory, HistoryFile));
        Alerts = new AlertStore(Path.Combine(directory, AlertsFile));
        Audit = new AuditTrail(Path.Combine(directory, AuditFile), AuditTrail.QueueMax);
        Checkpoints = new CheckpointStore(Path.Combine(directory, CheckpointFolder));
        log = SqliteSnapshotLog.Open(Path.Combine(directory, LogFile), time, options);
    }

    /// <summary>Opens the folder, creating what is missing and recovering what a crash left.</summary>
    /// <exception cref="StorageException">
    /// The folder cannot be used (not writable, corrupt, in use by another process).
    /// </exception>
    public static SqliteStore Open(string directory, TimeProvider time) => Open(directory, time, new LogOptions());

    /// <summary>The log.</summary>
    public ISnapshotLog Log => log;

    /// <summary>The history.</summary>
    public IHistory History => history;

    /// <summary>The alerts.</summary>
    public AlertStore Alerts { get; }

    /// <summary>The checkpoints of the engine.</summary>
    public CheckpointStore Checkpoints { get; }

    /// <summary>Who read what: the ministry's reads are recorded.</summary>
    public AuditTrail Audit { get; }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await log.DisposeAsync();
        await history.DisposeAsync();
        Alerts.Dispose();
        await Audit.DisposeAsync();
        folderLock.Dispose();
    }

    /// <summary>Opens the folder with other bounds than the default ones.</summary>
    internal static SqliteStore Open(string directory, TimeProvider time, LogOptions options)
    {
        FolderLock folderLock = FolderLock.Take(directory);
        try
        {
            return new SqliteStore(directory, time, options, folderLock);
        }
        catch (StorageException)
        {
            folderLock.Dispose();
            throw;
        }
    }
}
