using System.Text;

namespace Inventory.Storage.History;

/// <summary>
/// Keeps what a store refused for good, as text with the reason before it, for a person to look at. Bounded: beyond
/// the bound only the count goes on. Never throws: a full disk must not stop what can still be written.
/// </summary>
public sealed class HistoryDeadLetters(string path, long bytesMax = HistoryLimits.DeadLetterBytesMax)
{
    private readonly Lock gate = new();
    private long count;

    /// <summary>Points refused since the process began.</summary>
    public long Count => Interlocked.Read(ref count);

    /// <summary>Keeps a refused batch.</summary>
    /// <param name="at">When it was refused.</param>
    /// <param name="points">How many points were refused; the batch may hold good ones too.</param>
    /// <param name="reason">What the store said.</param>
    /// <param name="batch">The whole batch as it was sent.</param>
    public void Keep(DateTimeOffset at, long points, string reason, ReadOnlySpan<byte> batch)
    {
        Interlocked.Add(ref count, points);
        string line = reason.ReplaceLineEndings(" ");
        byte[] head = Encoding.UTF8.GetBytes($"# {at.UtcDateTime:O} refused {points}: {line}\n");
        lock (gate)
        {
            try
            {
                using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read);
                if (file.Position + head.Length + batch.Length > bytesMax)
                    return;
                file.Write(head);
                file.Write(batch);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // The count tells of it.
            }
        }
    }
}
