using Inventory.Server.Core;
using Inventory.Server.Feeds;

namespace Inventory.Server.Backbone;

/// <summary>
/// Starts the follower and, where the process has the role, the core; stops them after the last request: the core
/// publishes and saves what it holds while the follower still reads.
/// </summary>
internal sealed class BackboneHost(
    LevelsFollower follower, AlertDesk alerts, AlertRelay relay, HistoryDesk history, SavedFeedDesk feeds,
    KafkaCore? core = null) : IHostedLifecycleService
{
    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        feeds.Tell();
        alerts.Attach();
        alerts.Acknowledged += relay.TellAcknowledged;
        history.Attach();
        follower.Start();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The core starts when the addresses are listened on: the first of them stands on its claims.</summary>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        core?.Start();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        if (core is not null)
            await core.StopAsync();
        await follower.StopAsync();
    }
}
