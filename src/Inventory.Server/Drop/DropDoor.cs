using Inventory.Model.Registry;
using Inventory.Server.Feeds;
using Inventory.Server.Options;
using Inventory.Server.Registry;

namespace Inventory.Server.Drop;

/// <summary>
/// The drop folder: one folder per feed, looked into from time to time, for notices of the file system get lost on
/// network shares. A folder that cannot be used is told once and does not keep the others waiting.
/// </summary>
internal sealed partial class DropDoor(
    DropTaker taker, RegistryHolder registry, ServerOptions options, TimeProvider time, ILogger<DropDoor> log)
        : BackgroundService
{
    private const int FoldersMax = 10_000;

    private readonly string _root = options.Drop!;
    private readonly Dictionary<string, DropFolder> _folders = [];

    // What was told last of each folder; said again only when it changes.
    private readonly Dictionary<string, string> _told = [];

    /// <inheritdoc/>
    public override void Dispose()
    {
        foreach (DropFolder folder in _folders.Values)
            folder.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(options.Limits.DropPollMs), time);
        try
        {
            do
                await LookAsync(stoppingToken);
            while (await ticks.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The process stops; what is claimed is finished at the next start.
        }
    }

    private async Task LookAsync(CancellationToken cancellation)
    {
        List<DirectoryInfo> folders;
        try
        {
            folders = [.. Directory.CreateDirectory(_root).EnumerateDirectories().Take(FoldersMax)];
            Tell(string.Empty, null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Tell(string.Empty, "the drop folder cannot be used: " + e.Message);
            return;
        }

        foreach (DirectoryInfo folder in folders.Where(x => x.Name[0] != '.').OrderBy(x => x.Name, StringComparer.Ordinal))
            Tell(folder.Name, await LookAsync(folder, cancellation));
        foreach (string gone in _folders.Keys.Except(folders.Select(x => x.Name)).ToList())
        {
            _folders.Remove(gone, out DropFolder? folder);
            folder!.Dispose();
        }
    }

    /// <summary>Looks into one folder; what there is to tell of it, or null.</summary>
    private async Task<string?> LookAsync(DirectoryInfo folder, CancellationToken cancellation)
    {
        if (!registry.Current.Feeds.TryGetValue(folder.Name, out FeedProfile? profile))
            return "there is no feed of this id; its files stay where they are";
        if (folder.LinkTarget is not null)
            return "it is a link to another place and is not followed";
        if (!_folders.TryGetValue(folder.Name, out DropFolder? drop))
            _folders[folder.Name] = drop = new DropFolder(folder.FullName, taker, options.Limits, time);
        try
        {
            await drop.LookAsync(profile, cancellation);
            if (drop.Trouble is { } trouble)
                return "a file cannot be moved: " + trouble;
            return drop.Ignored.Count == 0 ? null
                : $"{drop.Ignored.Count} entries are links or have unreadable names and are left alone, such as {drop.Ignored[0]}";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "it cannot be used: " + e.Message;
        }
    }

    private void Tell(string folder, string? what)
    {
        if (what is null)
        {
            if (_told.Remove(folder))
                LogWell(SavedFeedDesk.Printable(folder));
        }
        else if (!_told.TryGetValue(folder, out string? before) || before != what)
        {
            _told[folder] = what;
            LogTrouble(SavedFeedDesk.Printable(folder), SavedFeedDesk.Printable(what));
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Drop folder '{Folder}': {What}")]
    private partial void LogTrouble(string folder, string what);

    [LoggerMessage(Level = LogLevel.Information, Message = "Drop folder '{Folder}' is well again")]
    private partial void LogWell(string folder);
}
