using Inventory.Storage.Alerts;
using Inventory.Storage.Audit;
using Inventory.Storage.Checkpoints;
using Inventory.Storage.History;
using Inventory.Storage.Log;
using Inventory.Storage.Quality;

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
    private const string QualityFile = "quality.db";
    private const string CheckpointFolder = "checkpoints";

    private readonly FolderLock folderLock;
    private SqliteSnapshotLog? log;
    private SqliteHistory? history;
    private AlertStore? alerts;
    private AuditTrail? audit;
    private CheckpointStore? checkpoints;
    private FindingStore? findings;
    private ReceiptFinder? receipts;

    private SqliteStore(FolderLock folderLock) => this.folderLock = folderLock;

    /// <summary>Opens the folder, creating what is missing and recovering what a crash left.</summary>
    /// <exception cref="StorageException">
    /// The folder cannot be used (not writable, corrupt, in use by another process).
    /// </exception>
    public static SqliteStore Open(string directory, TimeProvider time) => Open(directory, time, new LogOptions());

    /// <summary>The log.</summary>
    public ISnapshotLog Log => log!;

    /// <summary>The history.</summary>
    public IHistory History => history!;

    /// <summary>Which delivery brought a record.</summary>
    public ReceiptFinder Receipts => receipts!;

    /// <summary>The alerts.</summary>
    public AlertStore Alerts => alerts!;

    /// <summary>What looks wrong in the data of reporters.</summary>
    public FindingStore Findings => findings!;

    /// <summary>The checkpoints of the engine.</summary>
    public CheckpointStore Checkpoints => checkpoints!;

    /// <summary>Who read what: the ministry's reads are recorded.</summary>
    public AuditTrail Audit => audit!;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (log is not null)
            await log.DisposeAsync();
        if (audit is not null)
            await audit.DisposeAsync();
        if (history is not null)
            await history.DisposeAsync();
        receipts?.Close();
        alerts?.Dispose();
        findings?.Dispose();
        folderLock.Dispose();
    }

    /// <summary>Opens the folder with other bounds than the default ones.</summary>
    internal static SqliteStore Open(string directory, TimeProvider time, LogOptions options)
    {
        var store = new SqliteStore(FolderLock.Take(directory));
        try
        {
            // The log is first: where it is corrupt nothing else is touched.
            store.log = SqliteSnapshotLog.Open(Path.Combine(directory, LogFile), time, options);
            store.receipts = new ReceiptFinder(Path.Combine(directory, LogFile));
            store.history = SqliteHistory.Open(Path.Combine(directory, HistoryFile));
            store.alerts = new AlertStore(Path.Combine(directory, AlertsFile));
            store.audit = new AuditTrail(Path.Combine(directory, AuditFile), AuditTrail.QueueMax);
            store.findings = new FindingStore(Path.Combine(directory, QualityFile));
            store.checkpoints = new CheckpointStore(Path.Combine(directory, CheckpointFolder));
            return store;
        }
        catch (StorageException)
        {
            // Nobody can wait for a store that was never given; what is open closes within one commit.
            store.DisposeAsync().AsTask().GetAwaiter().GetResult();
            throw;
        }
    }
}
