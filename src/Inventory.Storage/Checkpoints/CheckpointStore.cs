namespace Inventory.Storage.Checkpoints;

/// <summary>Checkpoint files: written aside, flushed, renamed; each with a checksum. The newest two are kept.</summary>
public sealed class CheckpointStore
{
    /// <summary>Writes a checkpoint atomically.</summary>
    /// <exception cref="StorageException">It could not be written; the older ones stand.</exception>
    public void Save(long nextOffset, Action<Stream> write) => throw new NotSupportedException();

    /// <summary>
    /// Gives the newest valid checkpoint to <paramref name="read"/>; a corrupt one, or one that <paramref name="read"/> refuses with
    /// <see cref="InvalidDataException"/>, is named in <paramref name="skipped"/> and the one before is taken. False when none is left.
    /// </summary>
    public bool TryLoad(Action<Stream> read, out IReadOnlyList<string> skipped) => throw new NotSupportedException();
}
