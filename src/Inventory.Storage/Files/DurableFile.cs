using Inventory.Storage.Checkpoints;

namespace Inventory.Storage.Files;

/// <summary>Small files that are there whole or not at all, also after a crash: written beside, flushed, then renamed
/// over the old one.</summary>
public static class DurableFile
{
    /// <summary>The ending of what is being written; a crash leaves it behind, and nobody reads it.</summary>
    public const string UnfinishedSuffix = ".unfinished";

    /// <summary>Writes or replaces a file.</summary>
    /// <exception cref="StorageException">It cannot be written; the old one stands.</exception>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        string unfinished = path + UnfinishedSuffix;
        try
        {
            using (var file = new FileStream(unfinished, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                file.Write(bytes);
                file.Flush(flushToDisk: true);
            }

            File.Move(unfinished, path, overwrite: true);
            FolderFlush.Flush(Path.GetDirectoryName(path)!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"The file {path} cannot be written: {e.Message}", isTransient: true, e);
        }
    }

    /// <summary>Copies a stream into a new file; what a failure leaves is taken away.</summary>
    /// <exception cref="StorageException">It cannot be written.</exception>
    public static async Task CopyAsync(string path, Stream from, CancellationToken cancellation)
    {
        try
        {
            await using (var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                await from.CopyToAsync(file, cancellation);
                file.Flush(flushToDisk: true);
            }

            FolderFlush.Flush(Path.GetDirectoryName(path)!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or OperationCanceledException)
        {
            TryDelete(path);
            if (e is OperationCanceledException)
                throw;
            throw new StorageException($"The file {path} cannot be written: {e.Message}", isTransient: true, e);
        }
    }

    /// <summary>Takes a file away, for good after a crash too; one that is not there is away already.</summary>
    /// <exception cref="StorageException">It cannot be taken away.</exception>
    public static void Delete(string path)
    {
        try
        {
            File.Delete(path);
            FolderFlush.Flush(Path.GetDirectoryName(path)!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"The file {path} cannot be deleted: {e.Message}", isTransient: true, e);
        }
    }

    /// <summary>Takes a file away if it can.</summary>
    public static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What stays is found and taken away at the next start.
        }
    }
}
