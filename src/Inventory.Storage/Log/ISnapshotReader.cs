using Inventory.Model.Snapshots;

namespace Inventory.Storage.Log;

/// <summary>
/// The reading side of the log in one process: what the embedded core needs. One reader per consumer.
/// </summary>
public interface ISnapshotReader
{
    /// <summary>The offset after the last durable record.</summary>
    long NextOffset { get; }

    /// <summary>
    /// Adds records from <paramref name="fromOffset"/> on to <paramref name="into"/> until it holds <paramref
    /// name="countMax"/> or
    /// <paramref name="bytesMax"/> bytes were read, or the end; returns how many were added. At least one record is
    /// added when one is there.
    /// </summary>
    /// <exception cref="StorageException">The log cannot be read.</exception>
    int Read(long fromOffset, List<LogRecord> into, int countMax, int bytesMax);

    /// <summary>Completes when a record at <paramref name="offset"/> is durable.</summary>
    ValueTask WaitAsync(long offset, CancellationToken cancellation);
}
