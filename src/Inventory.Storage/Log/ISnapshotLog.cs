namespace Inventory.Storage.Log;

/// <summary>
/// The durable, ordered log of canonical records in one process: the only thing the embedded engine is fed from.
/// </summary>
public interface ISnapshotLog : ISnapshotWriter, ISnapshotReader, IAsyncDisposable;
