using Inventory.Model.Receipts;
using Inventory.Model.Snapshots;

namespace Inventory.Storage.Log;

/// <summary>
/// The durable, ordered log of canonical records: the only thing the engine is fed from. What <see cref="AppendAsync"/> has answered
/// survives a crash. Appends may come from any thread; one reader per consumer.
/// </summary>
public interface ISnapshotLog : IAsyncDisposable
{
    /// <summary>The offset after the last durable record.</summary>
    long NextOffset { get; }

    /// <summary>
    /// Makes the entries durable together with the receipt, all or nothing, many waiting calls in one commit. Entries whose (sender, snapshot id)
    /// is on the log already are left out: with the same content hash they count as duplicates, with another they are refused <c>idReused</c>.
    /// </summary>
    /// <exception cref="StorageException">The log cannot take it; nothing was appended. <c>IsTransient</c> tells whether a retry helps.</exception>
    ValueTask<Receipt> AppendAsync(AppendRequest request, CancellationToken cancellation);

    /// <summary>
    /// Adds records from <paramref name="fromOffset"/> on to <paramref name="into"/> until it holds <paramref name="countMax"/> or
    /// <paramref name="bytesMax"/> bytes were read, or the end; returns how many were added. At least one record is added when one is there.
    /// </summary>
    /// <exception cref="StorageException">The log cannot be read.</exception>
    int Read(long fromOffset, List<LogRecord> into, int countMax, int bytesMax);

    /// <summary>Completes when a record at <paramref name="offset"/> is durable.</summary>
    ValueTask WaitAsync(long offset, CancellationToken cancellation);

    /// <summary>The receipt with this id; null when there is none.</summary>
    ValueTask<Receipt?> FindReceiptAsync(string id, CancellationToken cancellation);

    /// <summary>The newest receipt of the feed that accepted something; null when there is none. For the shrink guard.</summary>
    ValueTask<Receipt?> FindLastAcceptedAsync(string feed, CancellationToken cancellation);

    /// <summary>Adds to a stored receipt how many of its lines turned out to be superseded.</summary>
    ValueTask SetSupersededAsync(string receiptId, long lines, CancellationToken cancellation);
}

/// <summary>What is to be appended.</summary>
/// <param name="Entries">The records in order; may be empty (a delivery that was refused whole still gets its receipt).</param>
/// <param name="Draft">
/// The receipt as if every entry were new; the log sets <c>ReceivedAt</c> and <c>Offsets</c> and moves the lines of duplicates and reused ids.
/// </param>
public sealed record AppendRequest(IReadOnlyList<LogEntry> Entries, Receipt Draft);

/// <summary>One record to append.</summary>
/// <param name="Sender">The sender's id.</param>
/// <param name="SnapshotId">The sender's id for it.</param>
/// <param name="ContentHash">A 64-bit hash of everything but the id; tells a duplicate from a reused id.</param>
/// <param name="Lines">How many source lines it stands for; 0 for a run marker.</param>
/// <param name="Payload">Canonical UTF-8 JSON.</param>
public readonly record struct LogEntry(
    string Sender, string SnapshotId, ulong ContentHash, int Lines, ReadOnlyMemory<byte> Payload);
