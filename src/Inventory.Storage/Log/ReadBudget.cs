namespace Inventory.Storage.Log;

/// <summary>
/// Bytes one reading may still take. The first record is always granted, so that a large one cannot block a reader
/// for ever.
/// </summary>
internal struct ReadBudget(int bytesMax)
{
    private long left = bytesMax;

    /// <summary>Records granted so far.</summary>
    public int Granted { get; private set; }

    /// <summary>Takes a record's bytes; false when they do not fit.</summary>
    public bool TryTake(int bytes)
    {
        if (Granted > 0 && bytes > left)
            return false;
        left -= bytes;
        Granted++;
        return true;
    }
}
