using System.Collections.Concurrent;
using Inventory.Engine.Partial;
using Inventory.Model.Alerts;
using Inventory.Model.History;
using Inventory.Model.Levels;
using Inventory.Model.Registry;
using Inventory.Server.Core;
using Inventory.Server.Options;
using Inventory.Server.Registry;
using Inventory.Storage;
using Inventory.Storage.Kafka;

namespace Inventory.Server.Backbone;

/// <summary>
/// The live levels of every role: one thread reads what all cores publish, merges it, and publishes immutable views,
/// as the embedded core does. Invariants: only this thread touches the merge; what is shown of a partition stays shown
/// when its core dies, and says how old it is.
/// </summary>
internal sealed partial class LevelsFollower : ILiveLevels, IDisposable
{
    private const int RecordsMax = 8192;
    private const long PublishIntervalMs = 100;
    private const long TickIntervalMs = 1000;
    private const long HistoryGridMs = 10_000;
    private static readonly TimeSpan PollWait = TimeSpan.FromMilliseconds(20);

    private readonly BackboneLink _link;
    private readonly BackboneOptions _options;
    private readonly RegistryHolder _registry;
    private readonly PartitionEnds _ends;
    private readonly AlertRelay _alerts;
    private readonly CoreTally _tally;
    private readonly TimeProvider _time;
    private readonly ILogger<LevelsFollower> _log;
    private readonly ConcurrentQueue<StockRegistry> _registries = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly List<LevelRecord> _records = [];
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _caughtUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Thread? _thread;
    private bool _isChanged = true;
    private long _publishedAt;
    private long _historyTick;
    private long _malformed;
    private long _leaderEpoch;
    private volatile KafkaLevelsReader? _reader;
    private volatile PublishedState? _published;
    private volatile IReadOnlyList<PartitionLag> _partitions = [];
    private volatile CoreStatus _status = new(CorePhase.Replaying, 0, 0, 0, 0, null);

    public LevelsFollower(
        BackboneLink link, BackboneOptions options, RegistryHolder registry, PartitionEnds ends, AlertRelay alerts,
        CoreTally tally, TimeProvider time, ILogger<LevelsFollower> log)
    {
        (_link, _options, _registry, _ends) = (link, options, registry, ends);
        (_alerts, _tally, _time, _log) = (alerts, tally, time, log);
        registry.Replaced += _registries.Enqueue;
        alerts.Followed += list => AlertsRaised?.Invoke(list);
    }

    /// <inheritdoc/>
    public event Action? Changed;

    /// <inheritdoc/>
    public event Action<IReadOnlyList<Alert>>? AlertsRaised;

    /// <summary>
    /// Never raised: the topic tells of every alert that began or ended, also of those before the start.
    /// </summary>
    public event Action<IReadOnlyList<Alert>>? AlertsSettled
    {
        add { }
        remove { }
    }

    /// <inheritdoc/>
    public event Action<List<HistoryPoint>>? HistoryCollected;

    /// <inheritdoc/>
    public Func<bool>? IsHistoryWanted { get; set; }

    /// <inheritdoc/>
    public PublishedState? Published => _published;

    /// <inheritdoc/>
    public CoreStatus Status => _tally.Failure is { } failure
        ? _status with { Phase = CorePhase.Failed, Error = failure } : _status;

    /// <inheritdoc/>
    public long LogNextOffset => _ends.Total;

    /// <inheritdoc/>
    public IReadOnlyList<PartitionLag> Partitions => _partitions;

    /// <summary>Completes when the levels' topic was read once to its end.</summary>
    public Task CaughtUp => _caughtUp.Task;

    /// <summary>The reader of the moment; null before the first contact and while it is made anew.</summary>
    public KafkaLevelsReader? Reader => _reader;

    /// <summary>
    /// The number under which this process's core publishes partition 0; 0 when it does not. Who does judges the
    /// alerts.
    /// </summary>
    public long LeaderEpoch
    {
        get => Volatile.Read(ref _leaderEpoch);
        set => Volatile.Write(ref _leaderEpoch, value);
    }

    /// <summary>Who owns a partition, as far as was read.</summary>
    public PartitionOwner Owner(int partition) =>
        _reader is { } reader ? reader.Owner(partition) : new PartitionOwner(0, string.Empty, string.Empty, 0);

    /// <inheritdoc/>
    public void Start()
    {
        _thread = new Thread(Run) { IsBackground = true, Name = "levels-follower" };
        _thread.Start();
    }

    /// <inheritdoc/>
    public Task StopAsync()
    {
        _stop.Cancel();
        return _thread is null ? Task.CompletedTask : _stopped.Task;
    }

    /// <inheritdoc/>
    public void Wake()
    {
        // It polls all the time.
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _registry.Replaced -= _registries.Enqueue;
        _stop.Dispose();
    }

    private void Run()
    {
        try
        {
            int partitions = WaitForBrokers();
            var merge = new LevelMerge(_registry.Current, partitions);
            while (!_stop.IsCancellationRequested)
                Follow(merge, partitions);
        }
        catch (OperationCanceledException)
        {
            // Stopped before there was anything to follow.
        }
        catch (Exception e)
        {
            // The pipeline loop is the one place that catches everything: what fails must be seen by the probes.
            _status = _status with { Phase = CorePhase.Failed, Error = e.Message };
            LogFailed(e);
        }
        finally
        {
            if (_status.Phase != CorePhase.Failed)
                _status = _status with { Phase = CorePhase.Stopped };
            _caughtUp.TrySetCanceled();
            _stopped.TrySetResult();
        }
    }

    private int WaitForBrokers()
    {
        while (!_link.Partitions.IsCompleted)
        {
            _status = _status with { Error = _link.Problem };
            _stop.Token.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(200));
            _stop.Token.ThrowIfCancellationRequested();
        }

        _status = _status with { Error = null };
        return BackboneLink.WaitFor(_link.Partitions, _stop.Token);
    }

    /// <summary>Follows until the stop, or until the client is broken for good and must be made anew.</summary>
    private void Follow(LevelMerge merge, int partitions)
    {
        try
        {
            using var reader = new KafkaLevelsReader(_options.Kafka, partitions);
            _reader = reader;
            while (!_stop.IsCancellationRequested)
                Turn(merge, reader);
        }
        catch (StorageException e)
        {
            LogBroken(e.Message);
            _status = _status with { Error = e.Message };
            _stop.Token.WaitHandle.WaitOne(TimeSpan.FromSeconds(1));
            for (int i = 0; i < partitions; i++)
                merge.Reset(i);
        }
        finally
        {
            _reader = null;
        }
    }

    private void Turn(LevelMerge merge, KafkaLevelsReader reader)
    {
        _records.Clear();
        reader.Poll(_records, RecordsMax, PollWait);
        foreach (LevelRecord record in _records)
        {
            // A group that is no more is not named by its tick any longer; the tombstone only frees the topic.
            if (record.IsTombstone)
                continue;
            _isChanged = true;
            if (!merge.Apply(record.Partition, record.Key, record.Value.Span))
                NoteMalformed(record);
        }

        while (_registries.TryDequeue(out StockRegistry? registry))
        {
            merge.Replace(registry);
            _isChanged = true;
        }

        if (!_caughtUp.Task.IsCompleted)
        {
            if (!reader.IsCaughtUp)
                return;
            _caughtUp.TrySetResult();
            LogCaughtUp(merge.Partitions.Count(x => x.IsShown), merge.Partitions.Count);
        }

        PublishIfDue(merge);
    }

    private void NoteMalformed(in LevelRecord record)
    {
        _malformed++;
        if (_malformed == 1 || _malformed % 1000 == 0)
            LogMalformed(record.Partition, record.Offset, record.Key, _malformed);
    }

    private void PublishIfDue(LevelMerge merge)
    {
        long now = _time.GetTimestamp();
        double sinceMs = _time.GetElapsedTime(_publishedAt, now).TotalMilliseconds;
        if (_published is not null && sinceMs < (_isChanged ? PublishIntervalMs : TickIntervalMs))
            return;
        _publishedAt = now;
        _isChanged = false;
        Publish(merge);
    }

    private void Publish(LevelMerge merge)
    {
        Lead(merge);
        merge.Advance(Math.Max(merge.NowMs, _time.GetUtcNow().ToUnixTimeMilliseconds()));
        IReadOnlyList<Alert> judged = merge.DrainAlerts();
        if (judged.Count > 0 && LeaderEpoch is > 0 and var epoch)
            _alerts.Tell(judged, epoch);
        CollectHistory(merge);
        _partitions = _ends.Lags(merge.Partitions);
        _status = new CoreStatus(
            merge.IsWhole ? CorePhase.Live : CorePhase.Replaying, merge.Partitions.Sum(x => x.NextOffset),
            _tally.Applied, _tally.Superseded, _tally.Malformed, merge.IsWhole ? _ends.Problem : Missing(merge));
        if (merge.IsWhole)
        {
            _published = new PublishedState(
                merge.View(Audience.Ministry),
                merge.View(Audience.Participant),
                merge.View(Audience.Public),
                merge.Coverage(),
                merge.Counts,
                DateTimeOffset.FromUnixTimeMilliseconds(merge.NowMs))
            {
                PartitionsBehind = [.. _partitions.Where(x => x.IsBehind)
                    .Select(x => new PartitionBehind(x.Partition, x.LagRecords, x.TickAgeMs))],
            };
        }

        Changed?.Invoke();
    }

    private static string Missing(LevelMerge merge) => "no core has published the partitions "
        + string.Join(", ", merge.Partitions.Where(x => !x.IsShown).Select(x => x.Partition));

    /// <summary>Begins or ends judging; a new judge goes on from what the topic says is active.</summary>
    private void Lead(LevelMerge merge)
    {
        bool isLeader = LeaderEpoch > 0 && _alerts.IsCaughtUp;
        if (isLeader == merge.JudgesAlerts)
            return;
        if (isLeader)
            merge.RestoreAlerts(_alerts.Active);
        merge.JudgesAlerts = isLeader;
        LogLeads(isLeader);
    }

    private void CollectHistory(LevelMerge merge)
    {
        long tick = merge.NowMs / HistoryGridMs * HistoryGridMs;
        if (!merge.IsWhole || tick == _historyTick || HistoryCollected is null || IsHistoryWanted?.Invoke() == false)
            return;
        _historyTick = tick;
        var points = new List<HistoryPoint>();
        merge.CollectHistory(tick, points);
        if (points.Count > 0)
            HistoryCollected(points);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The levels' topic was read: {Shown} of {Count} partitions are published")]
    private partial void LogCaughtUp(int shown, int count);

    [LoggerMessage(Level = LogLevel.Information, Message = "This process judges the alerts: {IsLeader}")]
    private partial void LogLeads(bool isLeader);

    [LoggerMessage(Level = LogLevel.Error,
        Message = "Levels of partition {Partition} at {Offset} ({Key}) cannot be read; {Count} so far")]
    private partial void LogMalformed(int partition, long offset, string key, long count);

    [LoggerMessage(Level = LogLevel.Error, Message = "The levels' reader is broken and is made anew: {Reason}")]
    private partial void LogBroken(string reason);

    [LoggerMessage(Level = LogLevel.Critical, Message = "Following the levels failed; what is shown stands still until a restart")]
    private partial void LogFailed(Exception error);
}
