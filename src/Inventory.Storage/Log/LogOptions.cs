namespace Inventory.Storage.Log;

/// <summary>The bounds of the embedded log. Every queue has one, and a named behaviour when it is full.</summary>
internal sealed record LogOptions
{
    /// <summary>
    /// Bytes that may wait for a commit; more is refused as "log busy". 64 MB is one second of a disk that writes 64
    /// MB/s, the slowest this platform is promised on, so that nobody waits longer than they would retry.
    /// </summary>
    public long PendingBytesMax { get; init; } = 64L << 20;

    /// <summary>Calls that may wait for a commit; more is refused as "log busy".</summary>
    public int PendingCountMax { get; init; } = 65_536;

    /// <summary>
    /// Bytes after which a commit takes no further call: 8 MB keeps one commit within a tenth of a second.
    /// </summary>
    public long CommitBytesMax { get; init; } = 8L << 20;

    /// <summary>Calls in one commit.</summary>
    public int CommitCountMax { get; init; } = 4096;

    /// <summary>
    /// Bytes of records in one row; a greater commit writes several rows, so that a reader never holds more than this
    /// and one record.
    /// </summary>
    public int RowBytesMax { get; init; } = 8 << 20;

    /// <summary>Bytes of the newest rows kept in memory for readers that keep up.</summary>
    public long TailBytesMax { get; init; } = 32L << 20;

    /// <summary>
    /// Rows whose checksums are recomputed when the log is opened; every row is checked again when it is read.
    /// </summary>
    public int VerifiedRowsOnOpen { get; init; } = 64;

    /// <summary>Pages between checkpoints of the write-ahead log; 0 means never.</summary>
    public int CheckpointPages { get; init; } = 4000;
}
