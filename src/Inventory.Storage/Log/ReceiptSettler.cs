using System.Security.Cryptography;
using Inventory.Model.Receipts;
using Inventory.Model.Rejections;

namespace Inventory.Storage.Log;

/// <summary>
/// Settles one draft: what was new, what was there before, what was refused. Used by the writer for one request at a
/// time.
/// </summary>
internal sealed class ReceiptSettler(Receipt draft)
{
    private readonly List<Rejection> refused = [];
    private long duplicateLines;
    private long refusedLines;
    private long linesLost;
    private int snapshotsLost;
    private int appended;
    private long first = -1;
    private long last = -1;

    /// <summary>The entry is on the log now.</summary>
    public void Appended(long offset)
    {
        first = first < 0 ? offset : first;
        last = offset;
        appended++;
    }

    /// <summary>The entry was on the log before, with the same content.</summary>
    public void Duplicate(in LogEntry entry)
    {
        Lose(entry);
        duplicateLines += entry.Lines;
    }

    /// <summary>
    /// The entry's id was used for other content. It counts at least once, so that it is never silent.
    /// </summary>
    public void Reused(in LogEntry entry)
    {
        Lose(entry);
        refusedLines += Math.Max(1, entry.Lines);
        if (draft.Rejections.Count + refused.Count < Receipt.RejectionsMax)
        {
            var root = new SourcePosition(Path: string.Empty);
            refused.Add(new Rejection(root, "snapshotId", entry.SnapshotId, RejectionReason.IdReused));
        }
    }

    /// <summary>The receipt as it is stored and given.</summary>
    public Receipt Settle(long receivedAtMs)
    {
        DateTimeOffset receivedAt = DateTimeOffset.FromUnixTimeMilliseconds(receivedAtMs);
        return draft with
        {
            Id = draft.Id.Length > 0 ? draft.Id : NewId(receivedAt),
            ReceivedAt = receivedAt,
            Snapshots = Math.Clamp(draft.Snapshots - snapshotsLost, 0, appended),
            Lines = draft.Lines with
            {
                Accepted = Math.Max(0, draft.Lines.Accepted - linesLost),
                Duplicate = draft.Lines.Duplicate + duplicateLines,
                Rejected = draft.Lines.Rejected + refusedLines,
            },
            Rejections = refused.Count == 0 ? draft.Rejections : [.. draft.Rejections, .. refused],
            Offsets = appended > 0 ? new OffsetRange(first, last) : null,
        };
    }

    /// <summary>An id nobody can guess from another: the day for people, 64 random bits for uniqueness.</summary>
    public static string NewId(DateTimeOffset at) =>
        $"R-{at.UtcDateTime:yyyyMMdd}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}";

    private void Lose(in LogEntry entry)
    {
        linesLost += entry.Lines;
        // A run marker stands for no line and is not counted as a snapshot.
        snapshotsLost += entry.Lines > 0 ? 1 : 0;
    }
}
