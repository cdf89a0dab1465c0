using System.Collections.Concurrent;
using System.Threading.Channels;
using Inventory.Model.Alerts;
using Inventory.Server.Options;
using Inventory.Storage;
using Inventory.Storage.Kafka;

namespace Inventory.Server.Backbone;

/// <summary>
/// Alerts between the processes: the judge's go to the topic, and everybody follows it. An alert that could not be told
/// is tried again until it is.
/// </summary>
internal sealed partial class AlertRelay(
    BackboneLink link, BackboneOptions options, ILogger<AlertRelay> log) : BackgroundService
{
    private const int RecordsMax = 1024;
    private static readonly TimeSpan PollWait = TimeSpan.FromMilliseconds(200);

    // Alerts are rare; they are bounded by the number of rules and groups, for each can only alternate.
    private readonly Channel<(IReadOnlyList<Alert> Alerts, long? Epoch)> _queue =
        Channel.CreateUnbounded<(IReadOnlyList<Alert>, long?)>();

    private readonly ConcurrentDictionary<string, Alert> _active = new(StringComparer.Ordinal);
    private volatile bool _isCaughtUp;

    /// <summary>Gets what was read from the topic, on the reader's thread; a handler only queues it.</summary>
    public event Action<IReadOnlyList<Alert>>? Followed;

    /// <summary>True once the topic was read to its end.</summary>
    public bool IsCaughtUp => _isCaughtUp;

    /// <summary>Those active now, as the topic says.</summary>
    public IReadOnlyCollection<Alert> Active => [.. _active.Values];

    /// <summary>Tells the judge's alerts; returns at once.</summary>
    public void Tell(IReadOnlyList<Alert> alerts, long epoch)
    {
        // What people did about it stays with it: the newest message of an alert stands for all before.
        Alert[] whole = [.. alerts.Select(x => _active.TryGetValue(x.Id, out Alert? known)
            ? x with
            {
                AcknowledgedAt = known.AcknowledgedAt,
                AcknowledgedBy = known.AcknowledgedBy,
                Note = known.Note,
            }
            : x)];
        _queue.Writer.TryWrite((whole, epoch));
    }

    /// <summary>Tells what a person did about an alert; returns at once.</summary>
    public void TellAcknowledged(Alert alert) => _queue.Writer.TryWrite(([alert], null));

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await link.Partitions.WaitAsync(stoppingToken);
        Task following = Task.Factory.StartNew(
            () => Follow(stoppingToken), stoppingToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        using var writer = new KafkaAlerts(options.Kafka);
        await foreach ((IReadOnlyList<Alert> alerts, long? epoch) in _queue.Reader.ReadAllAsync(stoppingToken))
            await SendAsync(writer, alerts, epoch, stoppingToken);
        await following;
    }

    private async Task SendAsync(
        KafkaAlerts writer, IReadOnlyList<Alert> alerts, long? epoch, CancellationToken stopping)
    {
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                await writer.PublishAsync(alerts, epoch, stopping);
                return;
            }
            catch (StorageException e)
            {
                if (attempt == 0)
                    LogNotTold(alerts.Count, e.Message);
                await Task.Delay(TimeSpan.FromSeconds(Math.Min(30, 1 + attempt)), stopping);
            }
        }
    }

    private void Follow(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                using var reader = new KafkaAlertsReader(options.Kafka);
                while (!stopping.IsCancellationRequested)
                    Read(reader);
            }
            catch (StorageException e)
            {
                LogBroken(e.Message);
                stopping.WaitHandle.WaitOne(TimeSpan.FromSeconds(1));
            }
        }
    }

    private void Read(KafkaAlertsReader reader)
    {
        // A list of its own each time: who follows keeps it.
        var alerts = new List<Alert>();
        reader.Poll(alerts, RecordsMax, PollWait);
        foreach (Alert alert in alerts)
        {
            if (alert.State == AlertState.Active)
                _active[alert.Id] = alert;
            else
                _active.TryRemove(alert.Id, out _);
        }

        _isCaughtUp |= reader.IsCaughtUp;
        if (alerts.Count > 0)
            Followed?.Invoke(alerts);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Count} alerts could not be told to the other processes, trying again: {Reason}")]
    private partial void LogNotTold(int count, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "The alerts' reader is broken and is made anew: {Reason}")]
    private partial void LogBroken(string reason);
}
