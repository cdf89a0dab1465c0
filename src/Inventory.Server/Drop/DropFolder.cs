using Inventory.Model.Registry;
using Inventory.Server.Options;
using Inventory.Storage;

namespace Inventory.Server.Drop;

/// <summary>
/// One feed's folder: which files stand still, and who claims them. Used by one thread at a time; other processes may
/// look into the same folder.
/// </summary>
internal sealed class DropFolder(string path, DropTaker taker, ServerLimits limits, TimeProvider time) : IDisposable
{
    private const string Work = ".work";

    // Looks in a row at which name, size and time were the same.
    private const int StillPolls = 2;

    private Dictionary<string, Stand> _seen = [];
    private DropInstance? _instance;

    /// <summary>Names that are in the way, for the log; from the last look.</summary>
    public IReadOnlyList<string> Ignored { get; private set; } = [];

    /// <summary>What kept a file from being moved at the last look; null when nothing did.</summary>
    public string? Trouble { get; private set; }

    /// <summary>Looks once: finishes what was begun, then takes what stands still.</summary>
    /// <exception cref="IOException">The folder cannot be used.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be used.</exception>
    public async Task LookAsync(FeedProfile profile, CancellationToken cancellation)
    {
        string work = RealFolder(Work);
        RealFolder(DropClaim.Done);
        RealFolder(DropClaim.Failed);
        _instance ??= DropInstance.Open(work);
        _instance.AdoptDead();
        Trouble = null;
        foreach (string claim in _instance.Claims())
            await TryAsync(() => taker.TakeAsync(Claimed(claim), profile, cancellation));
        foreach (string file in Still().Take(limits.DropFilesPerLookMax))
        {
            await TryAsync(async () =>
            {
                if (_instance.Claim(file, time.GetUtcNow()) is { } claim)
                    await taker.TakeAsync(Claimed(claim), profile, cancellation);
            });
            _seen.Remove(Path.GetFileName(file));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _instance?.Dispose();

    /// <summary>One file that cannot be moved must not keep the others waiting.</summary>
    private async Task TryAsync(Func<Task> step)
    {
        try
        {
            await step();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or StorageException)
        {
            Trouble ??= e.Message;
        }
    }

    private DropClaim Claimed(string claim) => new(claim, path, time.GetUtcNow());

    private string RealFolder(string name)
    {
        string folder = Path.Combine(path, name);
        if (Directory.CreateDirectory(folder).LinkTarget is not null)
            throw new IOException($"{name} is a link to another place");
        return folder;
    }

    /// <summary>The files that stood still, oldest first.</summary>
    private List<string> Still()
    {
        var seen = new Dictionary<string, Stand>();
        var still = new List<(DateTime Written, string Path)>();
        var ignored = new List<string>();
        foreach (FileInfo file in new DirectoryInfo(path).EnumerateFiles().Take(limits.DropEntriesMax))
        {
            if (!DropNames.IsWanted(file.Name) || file.LinkTarget is not null)
            {
                if (file.LinkTarget is not null || file.Name.Contains('\uFFFD', StringComparison.Ordinal))
                    ignored.Add(file.Name);
                continue;
            }

            if (!file.Exists)
                continue;
            Stand stand = new(file.Length, file.LastWriteTimeUtc, 0);
            if (_seen.TryGetValue(file.Name, out Stand before) && before with { Polls = 0 } == stand)
                stand = stand with { Polls = before.Polls + 1 };
            seen[file.Name] = stand;
            if (stand.Polls >= (stand.Length == 0 ? limits.DropEmptyPolls : StillPolls))
                still.Add((stand.Written, file.FullName));
        }

        (_seen, Ignored) = (seen, ignored);
        return [.. still.OrderBy(x => x.Written).ThenBy(x => x.Path, StringComparer.Ordinal).Select(x => x.Path)];
    }

    /// <summary>How a file stood, and through how many looks since.</summary>
    private readonly record struct Stand(long Length, DateTime Written, int Polls);
}
