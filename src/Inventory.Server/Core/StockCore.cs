using System.Collections.Concurrent;
using System.Diagnostics;
using Inventory.Engine;
using Inventory.Model.Alerts;
using Inventory.Model.History;
using Inventory.Model.Levels;
using Inventory.Model.Receipts;
using Inventory.Model.Registry;
using Inventory.Model.Snapshots;
using Inventory.Server.Observability;
using Inventory.Server.Options;
using Inventory.Server.Registry;
using Inventory.Storage;

namespace Inventory.Server.Core;

/// <summary>
/// The one thread that owns the engine: it reads the log, applies, answers queries between batches, and publishes
/// immutable views.
/// Goals: live running and replay are one path; nobody waits for a slow screen, history or disk of ours; a failure is
/// seen by the probes.
/// Non-goals: parsing and HTTP. Invariants: only this thread touches the engine; the clock it gives never goes back.
/// </summary>
internal sealed partial class StockCore : ILiveLevels, IOutcomes, IDisposable
{
    // A batch is small enough that a query waits some milliseconds, and large enough that replay runs at the engine's
    // speed.
    private const int BatchCountMax = 4096;
    private const int BatchBytesMax = 8 << 20;
    private const int QueriesMax = 1000;
    private const long PublishIntervalMs = 100;
    private const long TickIntervalMs = 1000;

    private readonly SqliteStore _store;
    private readonly RegistryHolder _registry;
    private readonly ServerLimits _limits;
    private readonly TimeProvider _time;
    private readonly ILogger<StockCore> _log;
    private readonly ConcurrentQueue<Action<StockEngine?>> _queries = new();
    private readonly SemaphoreSlim _wake = new(0);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<LogRecord> _batch = [];
    private readonly RecordOutcome[] _outcomes = new RecordOutcome[BatchCountMax];
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private StockEngine? _engine;
    private Thread? _thread;
    private Task? _logWait;
    private int _queryCount;
    private long _publishedAt;
    private long _checkpointAt;
    private long _checkpointOffset;
    private bool _isChanged = true;
    private volatile PublishedState? _published;
    private volatile CoreStatus _status = new(CorePhase.Replaying, 0, 0, 0, 0, null);

    public StockCore(
        SqliteStore store, RegistryHolder registry, ServerOptions options, TimeProvider time, ILogger<StockCore> log)
    {
        _store = store;
        _registry = registry;
        _limits = options.Limits;
        _time = time;
        _log = log;
        registry.Replaced += OnRegistryReplaced;
    }

    /// <inheritdoc/>
    public PublishedState? Published => _published;

    /// <inheritdoc/>
    public CoreStatus Status => _status;

    /// <inheritdoc/>
    public long LogNextOffset => _store.Log.NextOffset;

    /// <inheritdoc/>
    public IReadOnlyList<PartitionLag> Partitions => [];

    /// <summary>What became of recent records.</summary>
    public OutcomeRing Outcomes { get; } = new();

    /// <inheritdoc/>
    public event Action? Changed;

    /// <inheritdoc/>
    public event Action<IReadOnlyList<Alert>>? AlertsRaised;

    /// <inheritdoc/>
    public event Action<IReadOnlyList<Alert>>? AlertsSettled;

    /// <inheritdoc/>
    public Func<bool>? IsHistoryWanted { get; set; }

    /// <inheritdoc/>
    public event Action<List<HistoryPoint>>? HistoryCollected;

    /// <summary>Starts the thread.</summary>
    public void Start()
    {
        _thread = new Thread(Run) { IsBackground = true, Name = "stock-core" };
        _thread.Start();
    }

    /// <summary>Stops after the batch in hand and writes a checkpoint.</summary>
    public Task StopAsync()
    {
        _stop.Cancel();
        Wake();
        return _thread is null ? Task.CompletedTask : _stopped.Task;
    }

    /// <inheritdoc/>
    public void Wake() => _wake.Release();

    /// <inheritdoc/>
    public Task<long?> SupersededAsync(OffsetRange offsets, TimeSpan patience) =>
        Outcomes.SumAsync(offsets.First, offsets.Last, patience);

    /// <summary>Runs a query on the core's thread, between two batches.</summary>
    /// <exception cref="CoreUnavailableException">The core is not live, or too many queries wait.</exception>
    public async Task<T> RunAsync<T>(Func<StockEngine, T> query)
    {
        if (_status.Phase is CorePhase.Failed or CorePhase.Stopped)
            throw new CoreUnavailableException("the core does not run");
        if (Interlocked.Increment(ref _queryCount) > QueriesMax)
        {
            Interlocked.Decrement(ref _queryCount);
            throw new CoreUnavailableException("too many queries wait");
        }

        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _queries.Enqueue(engine =>
        {
            if (engine is null)
                answer.TrySetException(new CoreUnavailableException("the core does not run"));
            else
                Answer(engine, query, answer);
        });
        Wake();
        // A query queued while the thread went down is answered by whoever sees it first.
        if (_status.Phase is CorePhase.Failed or CorePhase.Stopped)
            RefuseQueries();
        return await answer.Task;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _registry.Replaced -= OnRegistryReplaced;
        _stop.Dispose();
        _wake.Dispose();
    }

    private static void Answer<T>(StockEngine engine, Func<StockEngine, T> query, TaskCompletionSource<T> answer)
    {
        try
        {
            answer.TrySetResult(query(engine));
        }
        catch (Exception e)
        {
            // The caller's request fails with it and is logged there; the loop goes on, for a query changes nothing.
            answer.TrySetException(e);
        }
    }

    private void Run()
    {
        try
        {
            _engine = LoadCheckpoint();
            Replay(_engine);
            _status = _status with { Phase = CorePhase.Live, NextOffset = _engine.NextOffset };
            LogReady(_engine.NextOffset, _registry.Current.Version);
            while (!_stop.IsCancellationRequested)
                Turn(_engine);
            SaveLastCheckpoint(_engine);
            _status = _status with { Phase = CorePhase.Stopped };
        }
        catch (Exception e) when (e is not OperationCanceledException || !_stop.IsCancellationRequested)
        {
            // The pipeline loop is the one place that catches everything: a core that fails must be seen by the probes.
            _status = _status with { Phase = CorePhase.Failed, Error = e.Message };
            LogFailed(e);
        }
        catch (OperationCanceledException)
        {
            _status = _status with { Phase = CorePhase.Stopped };
        }
        finally
        {
            RefuseQueries();
            _engine?.Dispose();
            _stopped.TrySetResult();
        }
    }

    private void Turn(StockEngine engine)
    {
        bool isBehind = ReadAndApply(engine) > 0;
        RunQueries(engine);
        PublishIfDue(engine);
        SettleAlertsOnce();
        CheckpointIfDue(engine);
        if (!isBehind)
            Sleep(engine);
    }

    private void Sleep(StockEngine engine)
    {
        if (_logWait is null || _logWait.IsCompleted)
        {
            _logWait = _store.Log.WaitAsync(engine.NextOffset, _stop.Token).AsTask();
            _ = _logWait.ContinueWith(
                static (task, core) =>
                {
                    _ = task.Exception;
                    ((StockCore)core!).WakeIfRunning();
                },
                this, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }

        // The wake-up may be late by this much and never lost: queries and appends release the semaphore as well.
        _wake.Wait(TimeSpan.FromMilliseconds(PublishIntervalMs));
        while (_wake.Wait(0))
        {
            // Several releases are one reason to look.
        }
    }

    private void WakeIfRunning()
    {
        if (!_stop.IsCancellationRequested)
            Wake();
    }

    private int ReadAndApply(StockEngine engine)
    {
        _batch.Clear();
        try
        {
            if (engine.NextOffset >= _store.Log.NextOffset)
                return 0;
            _store.Log.Read(engine.NextOffset, _batch, BatchCountMax, BatchBytesMax);
        }
        catch (StorageException e)
        {
            BackOff(e);
            return 0;
        }

        if (_status.Phase == CorePhase.LogUnreadable)
            _status = _status with { Phase = CorePhase.Live, Error = null };
        if (_batch.Count == 0)
            return 0;
        Apply(engine, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_batch));
        return _batch.Count;
    }

    private void Apply(StockEngine engine, ReadOnlySpan<LogRecord> batch)
    {
        Span<RecordOutcome> outcomes = _outcomes.AsSpan(0, batch.Length);
        outcomes.Clear();
        engine.Apply(batch, outcomes);
        long superseded = 0;
        long malformed = 0;
        for (int i = 0; i < outcomes.Length; i++)
        {
            superseded += outcomes[i].Superseded;
            if (!outcomes[i].IsMalformed)
                continue;
            malformed++;
            LogMalformed(batch[i].Offset);
        }

        Outcomes.Note(batch[0].Offset, outcomes);
        _isChanged = true;
        // The oldest of the batch waited longest; what a replay applies waited for the process, not for the core.
        if (_status.Phase == CorePhase.Live)
            ServerMeters.NoteCoreDelay(_time.GetUtcNow().ToUnixTimeMilliseconds() - batch[0].ReceivedAtMs);
        _status = _status with
        {
            NextOffset = engine.NextOffset,
            Applied = _status.Applied + batch.Length,
            Superseded = _status.Superseded + superseded,
            Malformed = _status.Malformed + malformed,
        };
    }

    private void BackOff(StorageException e)
    {
        if (_status.Phase != CorePhase.LogUnreadable)
            LogUnreadable(e);
        _status = _status with { Phase = CorePhase.LogUnreadable, Error = e.Message };
        _stop.Token.WaitHandle.WaitOne(TimeSpan.FromSeconds(1));
    }

    private void RunQueries(StockEngine engine)
    {
        while (_queries.TryDequeue(out var query))
        {
            Interlocked.Decrement(ref _queryCount);
            query(engine);
        }
    }

    private void RefuseQueries()
    {
        while (_queries.TryDequeue(out var query))
        {
            Interlocked.Decrement(ref _queryCount);
            query(null);
        }
    }

    private void PublishIfDue(StockEngine engine)
    {
        long now = _time.GetTimestamp();
        double sinceMs = _time.GetElapsedTime(_publishedAt, now).TotalMilliseconds;
        if (_published is not null && sinceMs < (_isChanged ? PublishIntervalMs : TickIntervalMs))
            return;
        _publishedAt = now;
        Publish(engine);
    }

    private void Publish(StockEngine engine)
    {
        _isChanged = false;
        engine.Advance(Math.Max(engine.NowMs, _time.GetUtcNow().ToUnixTimeMilliseconds()));
        DrainAlerts(engine);
        CollectHistory(engine);
        _published = new PublishedState(
            engine.View(Audience.Ministry),
            engine.View(Audience.Participant),
            engine.View(Audience.Public),
            engine.Coverage(),
            engine.Counts,
            DateTimeOffset.FromUnixTimeMilliseconds(engine.NowMs));
        Changed?.Invoke();
    }

    private void DrainAlerts(StockEngine engine)
    {
        IReadOnlyList<Alert> alerts = engine.DrainAlerts();
        if (alerts.Count == 0)
            return;
        _active.Note(alerts);
        AlertsRaised?.Invoke(alerts);
    }

    private void OnRegistryReplaced(StockRegistry registry)
    {
        _queries.Enqueue(engine =>
        {
            engine?.Replace(registry);
            _isChanged = true;
        });
        Interlocked.Increment(ref _queryCount);
        Wake();
    }
}
