using Inventory.Model.Registry;
using Inventory.Server.Options;

namespace Inventory.Server.Registry;

/// <summary>
/// Takes the registry's changes into force while the process runs; a folder with errors changes nothing and is named.
/// </summary>
internal sealed partial class RegistryReloader(
    RegistryHolder holder, ServerOptions options, TimeProvider time, ILogger<RegistryReloader> log)
        : IHostedService, IDisposable
{
    private RegistryWatcher? _watcher;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _watcher = new RegistryWatcher(options.Registry, holder.Folder, Take, Refuse);
        holder.Watch(_watcher);
        _watcher.Start(time);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose() => _watcher?.Dispose();

    private void Take(StockRegistry registry)
    {
        holder.Replace(registry);
        LogTaken(registry.Version);
        foreach (SkippedFeed feed in holder.Skipped)
            LogSkipped(feed.Id, feed.Reason);
    }

    private void Refuse(IReadOnlyList<RegistryError> errors) => LogRefused(errors.Count, errors[0].ToString());

    [LoggerMessage(Level = LogLevel.Information, Message = "Registry {Version} is in force")]
    private partial void LogTaken(string version);

    [LoggerMessage(Level = LogLevel.Error,
        Message = "The registry's folder has {Count} errors, the first: {First}. The last good one stays")]
    private partial void LogRefused(int count, string first);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The saved feed {Feed} is not in force: {Reason}")]
    private partial void LogSkipped(string feed, string reason);
}
