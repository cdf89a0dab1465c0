using System.Globalization;
using System.Security.Cryptography;

namespace Inventory.Server.Drop;

/// <summary>
/// This process's corner of a feed's <c>.work</c> folder. A lock file beside it tells that the process lives; the
/// system lets go of it however the process ends, and then any other one takes over what lies there. Each claimed file
/// lies in a folder of its own that names the time of the claim: what is read again after a crash is then received at
/// the same time, has the same content, and is a duplicate.
/// </summary>
internal sealed class DropInstance : IDisposable
{
    private const string LockSuffix = ".lock";
    private const int AttemptsMax = 5;

    private readonly string _work;
    private readonly string _folder;
    private readonly FileStream _lock;
    private int _sequence;

    private DropInstance(string work, string folder, FileStream held) => (_work, _folder, _lock) = (work, folder, held);

    /// <summary>Takes a new corner of the folder, which exists.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    public static DropInstance Open(string work)
    {
        for (int i = 1; ; i++)
        {
            string folder = Path.Combine(work, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)));
            try
            {
                // The lock is there before the folder, so that nobody takes a folder that lives.
                var held = new FileStream(
                    folder + LockSuffix, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
                Directory.CreateDirectory(folder);
                return new DropInstance(work, folder, held);
            }
            catch (IOException) when (i < AttemptsMax)
            {
                // Somebody looked whether it is dead between its making and its locking.
            }
        }
    }

    /// <summary>The claims that lie here, oldest first.</summary>
    public IReadOnlyList<string> Claims() => [.. Directory.EnumerateDirectories(_folder).Order(StringComparer.Ordinal)];

    /// <summary>Claims a file by renaming it, so that only one of several processes gets it; null when it is gone.
    /// </summary>
    /// <exception cref="IOException">It cannot be renamed.</exception>
    public string? Claim(string path, DateTimeOffset now)
    {
        string claim = Path.Combine(
            _folder, string.Create(CultureInfo.InvariantCulture, $"{now.ToUnixTimeMilliseconds()}-{_sequence++:D6}"));
        string into = Directory.CreateDirectory(Path.Combine(claim, DropClaim.InFolder)).FullName;
        try
        {
            // Nothing is overwritten: the folder is new. This form is one rename and nothing else.
            File.Move(path, Path.Combine(into, Path.GetFileName(path)), overwrite: true);
            return claim;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Directory.Delete(claim, recursive: true);
            if (e is FileNotFoundException)
                return null;
            throw;
        }
    }

    /// <summary>Takes over what dead processes left; the number of claims.</summary>
    public int AdoptDead()
    {
        int adopted = 0;
        foreach (string folder in Directory.EnumerateDirectories(_work).Where(x => x != _folder).ToList())
        {
            try
            {
                if (new DirectoryInfo(folder).LinkTarget is not null)
                    continue;
                using var held = new FileStream(
                    folder + LockSuffix, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
                foreach (string claim in Directory.EnumerateDirectories(folder).ToList())
                {
                    Directory.Move(claim, FreePlace(Path.GetFileName(claim)));
                    adopted++;
                }

                Directory.Delete(folder);
                File.Delete(folder + LockSuffix);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // It lives, or somebody else takes it over; if neither, the next look finds it again.
            }
        }

        return adopted;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            if (!Directory.EnumerateFileSystemEntries(_folder).Any())
            {
                Directory.Delete(_folder);
                File.Delete(_lock.Name);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next process takes it over.
        }

        _lock.Dispose();
    }

    private string FreePlace(string name)
    {
        string place = Path.Combine(_folder, name);
        return Path.Exists(place) ? $"{place}-{_sequence++:D6}" : place;
    }
}
