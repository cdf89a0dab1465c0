using Inventory.Model.Receipts;

namespace Inventory.Storage.Log;

/// <summary>
/// The writing side of the durable log, with its receipts: what a gateway needs. What <see cref="AppendAsync"/> has
/// answered survives a crash. Any thread.
/// </summary>
public interface ISnapshotWriter
{
    /// <summary>Bytes that wait to be made durable; near the bound, appends are refused as "log busy".</summary>
    long PendingBytes { get; }

    /// <summary>
    /// Makes the entries durable together with the receipt, all or nothing, many waiting calls in one commit. Entries
    /// whose (sender, snapshot id) is on the log already are left out: with the same content hash they count as
    /// duplicates, with another they are refused <c>idReused</c>.
    /// </summary>
    /// <exception cref="StorageException">
    /// The log cannot take it; nothing was appended. <c>IsTransient</c> tells whether a retry helps.
    /// </exception>
    ValueTask<Receipt> AppendAsync(AppendRequest request, CancellationToken cancellation);

    /// <summary>The receipt with this id; null when there is none.</summary>
    ValueTask<Receipt?> FindReceiptAsync(string id, CancellationToken cancellation);

    /// <summary>
    /// The newest receipt of the feed that accepted something; null when there is none. For the shrink guard.
    /// </summary>
    ValueTask<Receipt?> FindLastAcceptedAsync(string feed, CancellationToken cancellation);

    /// <summary>
    /// Sets how many lines of a stored receipt turned out to be superseded, in all; saying it again changes nothing,
    /// so that a replay is harmless. An unknown receipt changes nothing.
    /// </summary>
    ValueTask SetSupersededAsync(string receiptId, long lines, CancellationToken cancellation);
}
