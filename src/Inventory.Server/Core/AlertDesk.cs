using System.Threading.Channels;
using Inventory.Engine;
using Inventory.Model.Alerts;
using Inventory.Model.Identifiers;
using Inventory.Model.Levels;
using Inventory.Model.Snapshots;
using Inventory.Server.Auth;
using Inventory.Storage;

namespace Inventory.Server.Core;

/// <summary>
/// Takes alerts from the core, makes them durable, then hands them on. It retries until the store takes them.
/// </summary>
internal sealed partial class AlertDesk(SqliteStore store, StockCore core, ILogger<AlertDesk> log) : BackgroundService
{
    // Alerts are rare; unbounded memory is bounded by the number of rules and groups, for each can only alternate.
    private readonly Channel<IReadOnlyList<Alert>> _queue = Channel.CreateUnbounded<IReadOnlyList<Alert>>();

    /// <summary>Raised after alerts became durable.</summary>
    public event Action<IReadOnlyList<Alert>>? Saved;

    /// <summary>Must be called before the core starts.</summary>
    public void Attach() => core.AlertsRaised += alerts => _queue.Writer.TryWrite(alerts);

    /// <summary>
    /// The alert as this caller may see it; null when it may not. A participant sees it when the level it speaks of
    /// is disclosed to it; who took it on
    /// and what they wrote stays between them and the ministry.
    /// </summary>
    public Alert? Disclose(Alert alert, Caller caller)
    {
        if (caller.IsMinistry)
            return alert;
        if (caller.Audience != Audience.Participant || core.Published is not { } published
            || !IsDisclosed(alert, published))
            return null;
        return alert.AcknowledgedBy == caller.Name ? alert : alert with { AcknowledgedBy = null, Note = null };
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (IReadOnlyList<Alert> alerts in _queue.Reader.ReadAllAsync(stoppingToken))
        {
            await SaveAsync(alerts, stoppingToken);
            Saved?.Invoke(alerts);
        }
    }

    private static bool IsDisclosed(Alert alert, PublishedState published)
    {
        Tier tier = default;
        int prefecture = 0;
        if ((alert.Tier is not null && !WireNames.TryParse(alert.Tier, out tier))
            || (alert.Prefecture is not null && !Prefecture.TryParse(alert.Prefecture, out prefecture)))
            return false;
        LevelSet set = published.Participant.Query(new LevelQuery
        {
            Category = alert.Category,
            ByPrefecture = alert.Prefecture is not null,
            ByTier = alert.Tier is not null,
            Prefecture = alert.Prefecture is null ? null : prefecture,
            Tier = alert.Tier is null ? null : tier,
        });
        return set.Levels.Count == 1 && !set.Levels[0].Suppressed;
    }

    private async Task SaveAsync(IReadOnlyList<Alert> alerts, CancellationToken cancellation)
    {
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                await store.Alerts.SaveAsync(alerts, cancellation);
                return;
            }
            catch (StorageException e)
            {
                if (attempt == 0)
                    LogNotSaved(e);
                await Task.Delay(TimeSpan.FromSeconds(Math.Min(30, 1 + attempt)), cancellation);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Alerts could not be stored; trying again")]
    private partial void LogNotSaved(Exception error);
}
