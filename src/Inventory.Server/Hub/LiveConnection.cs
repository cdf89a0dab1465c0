using System.Collections.Concurrent;
using System.Diagnostics;
using Inventory.Model.Alerts;
using Inventory.Model.Snapshots;
using Inventory.Server.Auth;
using Inventory.Server.Core;
using Inventory.Server.Http;
using Inventory.Server.Levels;
using Inventory.Server.Observability;
using Inventory.Server.Options;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace Inventory.Server.Hub;

/// <summary>
/// One dashboard. Its sender takes the newest state whenever the line is free; a line that takes nothing for the
/// time-out is cut. Nobody
/// else ever waits for it. Invariant: only the sender writes levels, heartbeats and alerts, and sequences rise.
/// </summary>
internal sealed class LiveConnection : IDisposable
{
    private const int AlertsMax = 256;
    private const int SubscribesMax = 30;
    private static readonly TimeSpan SubscribeWindow = TimeSpan.FromSeconds(10);

    private readonly HubConnectionContext _line;
    private readonly ServerLimits _limits;
    private readonly ILiveLevels _core;
    private readonly LineProgress? _progress;
    private readonly bool _isSimulated;
    private readonly SemaphoreSlim _signal = new(0, 1);
    private readonly ConcurrentQueue<Alert> _alerts = new();
    private volatile LevelGroup? _group;
    private long _sent = -1;
    private long _updates;
    private long _windowStart;
    private int _subscribes;

    public LiveConnection(HubConnectionContext line, ILiveLevels core, ServerOptions options)
    {
        _line = line;
        _core = core;
        _limits = options.Limits;
        _progress = line.GetHttpContext()?.Features.Get<LineProgress>();
        _isSimulated = options.Demo;
        Caller = Caller.From(line.User);
        KeyHash = line.User.FindFirst(Caller.KeyClaim)?.Value;
    }

    /// <summary>Who watches.</summary>
    public Caller Caller { get; }

    /// <summary>The key's hash; null for the public.</summary>
    public string? KeyHash { get; }

    /// <summary>What it watches; null before the first Subscribe.</summary>
    public LevelGroup? Group => _group;

    /// <summary>False when it subscribes so often that it must be a mistake.</summary>
    public bool TryTakeSubscribe()
    {
        // One invocation at a time per connection, so no lock is needed.
        if (Stopwatch.GetElapsedTime(_windowStart) > SubscribeWindow)
        {
            _windowStart = Stopwatch.GetTimestamp();
            _subscribes = 0;
        }

        return ++_subscribes <= SubscribesMax;
    }

    /// <summary>Watches another group from a full message on.</summary>
    public void Watch(LevelGroup? group)
    {
        _group = group;
        Interlocked.Exchange(ref _sent, -1);
        Signal();
    }

    /// <summary>There is something newer; returns at once.</summary>
    public void Signal()
    {
        try
        {
            if (_signal.CurrentCount == 0)
                _signal.Release();
        }
        catch (SemaphoreFullException)
        {
            // Somebody else signalled in the same moment; one signal is enough.
        }
    }

    /// <summary>Queues an alert; the oldest gives way, for the list can be read again.</summary>
    public void Post(Alert alert)
    {
        _alerts.Enqueue(alert);
        if (_alerts.Count > AlertsMax)
            _alerts.TryDequeue(out _);
        Signal();
    }

    /// <summary>Cuts the line.</summary>
    public void Abort() => _line.Abort();

    /// <summary>Sends until the line is gone.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stopping, _line.ConnectionAborted);
        long heartbeatAt = 0;
        try
        {
            while (!end.IsCancellationRequested)
            {
                double sinceMs = Stopwatch.GetElapsedTime(heartbeatAt).TotalMilliseconds;
                if (heartbeatAt == 0 || sinceMs >= _limits.HeartbeatMs)
                {
                    heartbeatAt = Stopwatch.GetTimestamp();
                    await SendHeartbeatAsync(end.Token);
                    sinceMs = 0;
                }

                await SendLevelsAsync(end.Token);
                await SendAlertsAsync(end.Token);
                // The pace: whatever comes meanwhile is in the next message.
                await Task.Delay(_limits.SendIntervalMs, end.Token);
                int waitMs = Math.Max(0, (int)(_limits.HeartbeatMs - sinceMs) - _limits.SendIntervalMs);
                await _signal.WaitAsync(waitMs, end.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The line is gone or the process stops.
        }
        catch (TimeoutException)
        {
            ServerMeters.CountSlowConnection();
            Abort();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _signal.Dispose();

    private async Task SendLevelsAsync(CancellationToken end)
    {
        LevelGroup? group = _group;
        long sent = Interlocked.Read(ref _sent);
        if (group is null || group.Sequence < 0 || group.Sequence <= sent)
            return;
        (SerializedHubMessage message, long sequence) = group.Render(sent);
        if (sent >= 0)
            ServerMeters.CountConflated(group.Updates - _updates - 1);
        _updates = group.Updates;
        // A Subscribe in this moment has reset the sequence; then the new group starts with a full message.
        Interlocked.CompareExchange(ref _sent, sequence, sent);
        if (ReferenceEquals(group, _group))
            await WriteAsync(message, end);
    }

    private async Task SendAlertsAsync(CancellationToken end)
    {
        while (_alerts.TryDequeue(out Alert? alert))
        {
            var payload = new RawJson(AlertJson.ToUtf8(alert, _isSimulated));
            await WriteAsync(new SerializedHubMessage(new InvocationMessage("Alert", [payload])), end);
        }
    }

    private Task SendHeartbeatAsync(CancellationToken end)
    {
        PublishedState? published = _core.Published;
        var payload = new RawJson(JsonAnswer.Render(json =>
        {
            json.WriteStartObject();
            if (published is not null)
            {
                json.WriteString("computedAt"u8, CanonicalTime.Format(published.ComputedAt));
                json.WriteNumber("sequence"u8, published.View(Caller.Audience).Sequence);
                BehindJson.Write(json, published.PartitionsBehind);
            }

            json.WriteEndObject();
        }));
        return WriteAsync(new SerializedHubMessage(new InvocationMessage("Heartbeat", [payload])), end);
    }

    private async Task WriteAsync(SerializedHubMessage message, CancellationToken end)
    {
        ValueTask write = _line.WriteAsync(message, end);
        if (write.IsCompletedSuccessfully)
            return;
        Task task = write.AsTask();
        while (true)
        {
            long before = _progress?.Bytes ?? 0;
            try
            {
                await task.WaitAsync(TimeSpan.FromMilliseconds(_limits.SendTimeoutMs), end);
                return;
            }
            catch (TimeoutException) when ((_progress?.Bytes ?? 0) != before)
            {
                // Slow, but it reads: what comes meanwhile is one newer message, so waiting costs no memory.
            }
        }
    }
}
