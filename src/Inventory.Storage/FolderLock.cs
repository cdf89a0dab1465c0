namespace Inventory.Storage;

/// <summary>
/// Holds a data folder for this process. The system lets go of it when the process ends, however it ends.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    private const string FileName = "lock";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly FileStream file;

    private FolderLock(FileStream file) => this.file = file;

    /// <summary>Creates the folder where it is missing, readable by its owner only, and takes it.</summary>
    /// <exception cref="StorageException">Another process holds it, or it cannot be written to.</exception>
    public static FolderLock Take(string directory)
    {
        try
        {
            CreatePrivate(directory);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"The data folder {directory} cannot be created: {e.Message}", e);
        }

        string path = Path.Combine(directory, FileName);
        try
        {
            return new FolderLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException e)
        {
            throw new StorageException($"The data folder {directory} cannot be written to: {e.Message}", e);
        }
        catch (IOException e)
        {
            throw new StorageException($"The data folder {directory} is in use by another process.", isTransient: true, e);
        }
    }

    /// <summary>Creates a folder that only its owner may read: it holds what competitors must not see.</summary>
    public static void CreatePrivate(string directory)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(directory);
        else
            Directory.CreateDirectory(directory, OwnerOnly);
    }

    public void Dispose() => file.Dispose();
}
