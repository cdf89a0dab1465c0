namespace Inventory.Storage.Files;

/// <summary>
/// The feed profiles that participants saved, one file <c>ID.json</c> each in a folder of their own. The bytes are kept
/// as sent. Ids are checked here too, for they become file names. Not thread safe.
/// </summary>
public sealed class SavedFeedStore
{
    /// <summary>Bytes of a profile; the largest real one has some 4 KB.</summary>
    public const int BytesMax = 64 * 1024;

    /// <summary>Files read at a start; far above participants times feeds of a nation's trial.</summary>
    public const int FilesMax = 20_000;

    private const string Suffix = ".json";
    private const int IdLengthMax = 64;

    private readonly string _folder;

    /// <summary>A store in this folder, which is created.</summary>
    /// <exception cref="StorageException">The folder cannot be created.</exception>
    public SavedFeedStore(string folder)
    {
        _folder = folder;
        try
        {
            FolderLock.CreatePrivate(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"The folder {folder} cannot be created: {e.Message}", e);
        }
    }

    /// <summary>True for 1 to 64 lower-case letters, digits and hyphens: what a feed's id is made of.</summary>
    public static bool IsId(string id) => id.Length is > 0 and <= IdLengthMax
        && id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    /// <summary>
    /// All files in order of their names: the id, and the bytes or what kept them from being read.
    /// </summary>
    public IReadOnlyList<(string Id, byte[]? Bytes, string? Error)> ReadAll()
    {
        IEnumerable<string> files = Directory.EnumerateFiles(_folder, "*" + Suffix).Take(FilesMax)
            .Order(StringComparer.Ordinal);
        return [.. files.Select(Read)];
    }

    /// <summary>Writes or replaces one.</summary>
    /// <exception cref="StorageException">It cannot be written; the old one stands.</exception>
    public void Save(string id, ReadOnlySpan<byte> bytes) => DurableFile.Write(PathOf(id), bytes);

    /// <summary>Takes one away.</summary>
    /// <exception cref="StorageException">It cannot be taken away.</exception>
    public void Delete(string id) => DurableFile.Delete(PathOf(id));

    private static (string Id, byte[]? Bytes, string? Error) Read(string path)
    {
        string id = Path.GetFileNameWithoutExtension(path);
        try
        {
            if (!IsId(id))
                return (id, null, "the file's name is not a feed's id");
            if (new FileInfo(path).Length > BytesMax)
                return (id, null, $"the file is larger than {BytesMax} bytes");
            return (id, File.ReadAllBytes(path), null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (id, null, "the file cannot be read: " + e.Message);
        }
    }

    private string PathOf(string id) => IsId(id)
        ? Path.Combine(_folder, id + Suffix)
        : throw new ArgumentException($"'{id}' is not a feed's id", nameof(id));
}
