namespace Inventory.Storage.Log;

/// <summary>
/// The newest rows in memory, so that readers which keep up never touch the database. One writer, any number of
/// readers.
/// </summary>
internal sealed class LogTail(long bytesMax)
{
    // What a row costs beside its bytes, so that very small rows are bounded too.
    private const int OverheadBytes = 96;

    private readonly Lock gate = new();
    private readonly List<StoredBatch> rows = [];
    private long bytes;

    /// <summary>Adds the row that follows the last one; the oldest leave when there is no room.</summary>
    public void Add(StoredBatch row)
    {
        lock (gate)
        {
            rows.Add(row);
            bytes += row.Blob.Length + OverheadBytes;
            if (bytes <= bytesMax)
                return;
            // A quarter leaves at once, for moving the list costs as much for one row as for many.
            int leaving = 0;
            while (bytes > bytesMax - (bytesMax / 4) && leaving < rows.Count - 1)
                bytes -= rows[leaving++].Blob.Length + OverheadBytes;
            rows.RemoveRange(0, leaving);
        }
    }

    /// <summary>The row that holds the offset; null when it has left or is not written yet.</summary>
    public StoredBatch? Find(long offset)
    {
        lock (gate)
        {
            int low = 0;
            int high = rows.Count - 1;
            while (low <= high)
            {
                int middle = (low + high) / 2;
                StoredBatch row = rows[middle];
                if (offset < row.BaseOffset)
                    high = middle - 1;
                else if (offset >= row.EndOffset)
                    low = middle + 1;
                else
                    return row;
            }

            return null;
        }
    }
}
