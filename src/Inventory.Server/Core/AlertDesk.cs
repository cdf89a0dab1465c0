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
internal sealed partial class AlertDesk(
    SqliteStore store, ILiveLevels core, TimeProvider time, ILogger<AlertDesk> log) : BackgroundService
{
    // Active alerts compared after a start; rules times groups stay far below.
    private const int StoredMax = 100_000;

    // Alerts are rare; unbounded memory is bounded by the number of rules and groups, for each can only alternate.
    private readonly Channel<(IReadOnlyList<Alert> Alerts, bool AreAll)> _queue =
        Channel.CreateUnbounded<(IReadOnlyList<Alert>, bool)>();

    /// <summary>Raised after alerts became durable.</summary>
    public event Action<IReadOnlyList<Alert>>? Saved;

    /// <summary>Raised after a person took an alert on; a handler only queues it.</summary>
    public event Action<Alert>? Acknowledged;

    /// <summary>Tells others that a person took an alert on.</summary>
    public void NoteAcknowledged(Alert alert) => Acknowledged?.Invoke(alert);

    /// <summary>Must be called before the core starts.</summary>
    public void Attach()
    {
        core.AlertsRaised += alerts => _queue.Writer.TryWrite((alerts, false));
        core.AlertsSettled += alerts => _queue.Writer.TryWrite((alerts, true));
    }

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
        await foreach ((IReadOnlyList<Alert> alerts, bool areAll) in _queue.Reader.ReadAllAsync(stoppingToken))
        {
            IReadOnlyList<Alert> changed = alerts;
            await RetryAsync(
                async () =>
                {
                    changed = areAll ? await DifferencesAsync(alerts, stoppingToken) : alerts;
                    await store.Alerts.SaveAsync(changed, stoppingToken);
                    await TakeAcknowledgedAsync(changed, stoppingToken);
                },
                stoppingToken);
            if (changed.Count > 0)
                Saved?.Invoke(changed);
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

    /// <summary>
    /// What the store must still learn: alerts a crash kept from it, and the end of those that no longer hold.
    /// </summary>
    private async Task<IReadOnlyList<Alert>> DifferencesAsync(
        IReadOnlyList<Alert> active, CancellationToken cancellation)
    {
        IReadOnlyList<Alert> stored = await store.Alerts.ListAsync(true, StoredMax, cancellation);
        var held = active.Select(x => x.Id).ToHashSet(StringComparer.Ordinal);
        var known = stored.Select(x => x.Id).ToHashSet(StringComparer.Ordinal);
        DateTimeOffset now = time.GetUtcNow();
        Alert[] ended =
        [
            .. stored.Where(x => !held.Contains(x.Id))
                .Select(x => x with { State = AlertState.Cleared, ClearedAt = now }),
        ];
        if (ended.Length > 0)
            LogEnded(ended.Length);
        return [.. active.Where(x => !known.Contains(x.Id)), .. ended];
    }

    /// <summary>What a person did at another process; a second time changes nothing.</summary>
    private async Task TakeAcknowledgedAsync(IReadOnlyList<Alert> alerts, CancellationToken cancellation)
    {
        foreach (Alert alert in alerts)
        {
            if (alert is { AcknowledgedAt: { } at, AcknowledgedBy: { } by })
                await store.Alerts.AcknowledgeAsync(alert.Id, by, alert.Note, at, cancellation);
        }
    }

    private async Task RetryAsync(Func<Task> save, CancellationToken cancellation)
    {
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                await save();
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

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} alerts from before the start no longer hold; cleared")]
    private partial void LogEnded(int count);

    [LoggerMessage(Level = LogLevel.Error, Message = "Alerts could not be stored; trying again")]
    private partial void LogNotSaved(Exception error);
}
