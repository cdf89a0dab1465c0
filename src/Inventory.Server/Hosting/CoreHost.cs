using Inventory.Server.Core;
using Inventory.Server.Feeds;

namespace Inventory.Server.Hosting;

/// <summary>
/// Starts the core before the first request and stops it after the last: intake ends, then the checkpoint is written.
/// </summary>
internal sealed class CoreHost(ILiveLevels core, AlertDesk alerts, HistoryDesk history, SavedFeedDesk feeds)
    : IHostedLifecycleService
{
    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        feeds.Tell();
        alerts.Attach();
        history.Attach();
        core.Start();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => core.StopAsync();
}
