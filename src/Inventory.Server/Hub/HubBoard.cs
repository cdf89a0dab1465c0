using System.Collections.Concurrent;
using Inventory.Engine;
using Inventory.Model.Alerts;
using Inventory.Model.Registry;
using Inventory.Server.Auth;
using Inventory.Server.Core;
using Inventory.Server.Options;
using Inventory.Server.Registry;
using Microsoft.AspNetCore.SignalR;

namespace Inventory.Server.Hub;

/// <summary>
/// All live connections and what they watch. When the core publishes, each watched filter is computed once, then
/// every watcher is only
/// signalled. The core never waits for this, and this never waits for a connection.
/// </summary>
internal sealed partial class HubBoard : BackgroundService
{
    private readonly ILiveLevels _core;
    private readonly RegistryHolder _registry;
    private readonly ServerOptions _options;
    private readonly ConcurrentDictionary<string, LiveConnection> _connections = new();
    private readonly Dictionary<GroupKey, LevelGroup> _groups = [];
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _published = new(0);
    private readonly CancellationTokenSource _stopping = new();

    private readonly ILogger<HubBoard> _log;

    public HubBoard(
        ILiveLevels core, AlertDesk alerts, RegistryHolder registry, ServerOptions options, ILogger<HubBoard> log)
    {
        _log = log;
        _core = core;
        _registry = registry;
        _options = options;
        core.Changed += () => _published.Release();
        alerts.Saved += list => Post(alerts, list);
        registry.Replaced += CutTakenKeys;
    }

    /// <summary>Live connections.</summary>
    public int Connections => _connections.Count;

    /// <summary>The connection with this id; null when it is gone.</summary>
    public LiveConnection? Find(string connectionId) => _connections.GetValueOrDefault(connectionId);

    /// <summary>Starts the sender of a new connection.</summary>
    public void Add(HubConnectionContext line)
    {
        var connection = new LiveConnection(line, _core, _options);
        _connections[line.ConnectionId] = connection;
        _ = Task.Run(() => connection.RunAsync(_stopping.Token));
    }

    /// <summary>Forgets a connection; its sender ends by itself.</summary>
    public void Remove(string connectionId)
    {
        if (_connections.TryRemove(connectionId, out LiveConnection? connection))
            Unsubscribe(connection);
    }

    /// <summary>Lets a connection watch a query; false when too many different ones are watched.</summary>
    public bool Subscribe(LiveConnection connection, LevelQuery query)
    {
        var key = new GroupKey(connection.Caller.Audience, query);
        LevelGroup? group;
        lock (_gate)
        {
            if (!_groups.TryGetValue(key, out group))
            {
                if (_groups.Count >= _options.Limits.FiltersMax)
                    return false;
                group = new LevelGroup(key, _options.Demo);
                _groups.Add(key, group);
            }

            group.Watchers++;
        }

        if (_core.Published is { } published)
            group.Update(published.View(key.Audience));
        Unsubscribe(connection);
        connection.Watch(group);
        return true;
    }

    /// <summary>Lets a connection watch nothing.</summary>
    public void Unsubscribe(LiveConnection connection)
    {
        lock (_gate)
        {
            if (connection.Group is not { } group)
                return;
            connection.Watch(null);
            if (--group.Watchers == 0)
                _groups.Remove(group.Key);
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _registry.Replaced -= CutTakenKeys;
        _stopping.Dispose();
        _published.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await base.StopAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await _published.WaitAsync(stoppingToken);
            while (_published.Wait(0, stoppingToken))
            {
                // Several publications meanwhile: only the newest counts.
            }

            if (_core.Published is { } published)
                UpdateGroups(published);
        }
    }

    private void UpdateGroups(PublishedState published)
    {
        LevelGroup[] groups;
        lock (_gate)
            groups = [.. _groups.Values];
        foreach (LevelGroup group in groups)
            Update(group, published);
        foreach (LiveConnection connection in _connections.Values)
            connection.Signal();
    }

    private void Update(LevelGroup group, PublishedState published)
    {
        try
        {
            group.Update(published.View(group.Key.Audience));
        }
        catch (Exception e)
        {
            // A fault in one filter's view must not end every other screen and the process with it: its watchers keep
            // the last state, whose age they show, and the fault is in the log.
            LogFilterFailed(e, group.Key.Query.ToString());
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The view of a watched filter failed: {Query}")]
    private partial void LogFilterFailed(Exception e, string query);

    private void Post(AlertDesk desk, IReadOnlyList<Alert> alerts)
    {
        foreach (LiveConnection connection in _connections.Values)
        {
            foreach (Alert alert in alerts)
            {
                if (desk.Disclose(alert, connection.Caller) is { } disclosed)
                    connection.Post(disclosed);
            }
        }
    }

    /// <summary>A key that was taken away, or now means somebody else, must not keep its live view.</summary>
    private void CutTakenKeys(StockRegistry registry)
    {
        foreach (LiveConnection connection in _connections.Values)
        {
            if (connection.KeyHash is { } hash && KeyRing.Find(registry, hash) != connection.Caller)
                connection.Abort();
        }
    }
}
