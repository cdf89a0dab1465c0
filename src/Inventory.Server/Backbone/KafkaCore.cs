using System.Collections.Concurrent;
using Inventory.Engine;
using Inventory.Model.Registry;
using Inventory.Model.Snapshots;
using Inventory.Server.Core;
using Inventory.Server.Options;
using Inventory.Server.Registry;
using Inventory.Storage;
using Inventory.Storage.Checkpoints;
using Inventory.Storage.Kafka;

namespace Inventory.Server.Backbone;

/// <summary>
/// The role core: one thread that is a member of the group, holds an engine for each partition it was given, and
/// publishes what changed in them. Goals: the state of a partition and its offset move together; what it publishes for
/// a partition that another has taken over is without effect. Non-goals: merging levels (the follower does), HTTP.
/// Invariants: only this thread touches the engines; nothing is published before the partition is claimed and caught
/// up.
/// </summary>
internal sealed partial class KafkaCore : IDisposable
{
    private const int BatchCountMax = 4096;
    private const int QueriesMax = 1000;
    private const long TickIntervalMs = 1000;

    // A query waits at most this long behind an idle poll.
    private static readonly TimeSpan PollWait = TimeSpan.FromMilliseconds(20);

    private readonly BackboneLink _link;
    private readonly BackboneOptions _options;
    private readonly ServerLimits _limits;
    private readonly LevelsFollower _follower;
    private readonly RegistryHolder _registry;
    private readonly CoreTally _tally;
    private readonly CoreAddress _address;
    private readonly TimeProvider _time;
    private readonly ILogger<KafkaCore> _log;
    private readonly ConcurrentQueue<Action<SortedDictionary<int, PartitionRun>?>> _queries = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly SortedDictionary<int, PartitionRun> _parts = [];
    private readonly List<PartitionRecord> _batch = [];
    private readonly Dictionary<int, List<LogRecord>> _sorted = [];
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private PartitionCheckpoints? _checkpoints;
    private KafkaPartitionReader? _reader;
    private KafkaLevels? _levels;
    private Thread? _thread;
    private RecordOutcome[] _outcomes = new RecordOutcome[BatchCountMax];
    private long _ignored;
    private int _partitionCount;
    private int _queryCount;
    private volatile bool _isRunning;

    public KafkaCore(
        BackboneLink link, ServerOptions server, BackboneOptions options, LevelsFollower follower,
        RegistryHolder registry, CoreTally tally, CoreAddress address, TimeProvider time, ILogger<KafkaCore> log)
    {
        (_link, _follower, _registry, _tally, _time, _log) = (link, follower, registry, tally, time, log);
        _options = options;
        _limits = server.Limits;
        _address = address;
        registry.Replaced += OnRegistryReplaced;
    }

    /// <summary>Starts the thread.</summary>
    public void Start()
    {
        _thread = new Thread(Run) { IsBackground = true, Name = "kafka-core" };
        _thread.Start();
    }

    /// <summary>Publishes and saves what it holds, and leaves the group.</summary>
    public Task StopAsync()
    {
        _stop.Cancel();
        return _thread is null ? Task.CompletedTask : _stopped.Task;
    }

    /// <summary>Asks the engine of a partition, on the core's thread, between two batches.</summary>
    /// <exception cref="CoreUnavailableException">This core does not hold it, or not completely yet.</exception>
    public async Task<T> RunAsync<T>(int partition, Func<StockEngine, T> query)
    {
        if (!_isRunning)
            throw new CoreUnavailableException("the core does not run");
        if (Interlocked.Increment(ref _queryCount) > QueriesMax)
        {
            Interlocked.Decrement(ref _queryCount);
            throw new CoreUnavailableException("too many queries wait");
        }

        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _queries.Enqueue(parts => Answer(parts?.GetValueOrDefault(partition), partition, query, answer));
        if (!_isRunning)
            RunQueries(null);
        return await answer.Task;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _registry.Replaced -= OnRegistryReplaced;
        _stop.Dispose();
    }

    private static void Answer<T>(
        PartitionRun? part, int partition, Func<StockEngine, T> query, TaskCompletionSource<T> answer)
    {
        if (part is not { IsCaughtUp: true })
        {
            answer.TrySetException(new CoreUnavailableException($"partition {partition} is not held here"));
            return;
        }

        try
        {
            answer.TrySetResult(query(part.Engine));
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
            _partitionCount = BackboneLink.WaitFor(_link.Partitions, _stop.Token);
            BackboneLink.WaitFor(_follower.CaughtUp, _stop.Token);
            _checkpoints = new PartitionCheckpoints(_options.Checkpoints, _options.Instance);
            _ignored = _follower.Reader?.Ignored ?? 0;
            _isRunning = true;
            while (!_stop.IsCancellationRequested)
                Serve();
        }
        catch (OperationCanceledException)
        {
            // Stopped before there was anything to do, or in the middle of a claim.
        }
        catch (Exception e)
        {
            // The pipeline loop is the one place that catches everything: a core that fails must be seen by the probes.
            _tally.Failure = e.Message;
            LogFailed(e);
        }
        finally
        {
            _isRunning = false;
            RunQueries(null);
            _stopped.TrySetResult();
        }
    }

    /// <summary>Serves until the stop, or until the client is broken for good and must be made anew.</summary>
    private void Serve()
    {
        using var levels = new KafkaLevels(_options.Kafka);
        _levels = levels;
        _reader = new KafkaPartitionReader(_options.Kafka, StartOffset)
        {
            Assigned = Take,
            Revoked = Release,
            Lost = Drop,
            Skipped = Skip,
        };
        try
        {
            while (!_stop.IsCancellationRequested)
                Turn(_reader);
        }
        catch (StorageException e)
        {
            LogBroken(e.Message);
            Drop([.. _parts.Keys]);
            _stop.Token.WaitHandle.WaitOne(TimeSpan.FromSeconds(1));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // A state that a fault went through is neither shown nor saved; the log has all of it.
            LogFailed(e);
            Drop([.. _parts.Keys]);
            throw;
        }
        finally
        {
            // Leaving the group releases what is held: published and saved last.
            _reader.Dispose();
            Drop([.. _parts.Keys]);
            levels.Flush(FlushWait);
        }
    }

    private void Turn(KafkaPartitionReader reader)
    {
        _batch.Clear();
        reader.Poll(_batch, BatchCountMax, PollWait);
        if (_batch.Count > 0)
            ApplyBatch();
        RunQueries(_parts);
        NoteOverwritten();
        foreach (PartitionRun part in _parts.Values.ToArray())
        {
            NoteCaughtUp(part, reader);
            KeepClaim(part);
            PublishIfDue(part);
            CheckpointIfDue(part);
        }

        TellLeader();
    }

    private void ApplyBatch()
    {
        foreach (PartitionRecord record in _batch)
        {
            if (!_sorted.TryGetValue(record.Partition, out List<LogRecord>? records))
                _sorted.Add(record.Partition, records = []);
            records.Add(record.Record);
        }

        foreach ((int partition, List<LogRecord> records) in _sorted)
        {
            // Given up while this batch was under way: its next owner reads them.
            if (_parts.TryGetValue(partition, out PartitionRun? part))
                Apply(part, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(records));
        }

        _sorted.Clear();
    }

    /// <summary>
    /// The clock follows the records' times of reception, second by second, so that a replay sees about the same ticks
    /// as live running did; never beyond this machine's own clock.
    /// </summary>
    private void Apply(PartitionRun part, ReadOnlySpan<LogRecord> records)
    {
        long now = _time.GetUtcNow().ToUnixTimeMilliseconds();
        int start = 0;
        for (int i = 1; i <= records.Length; i++)
        {
            if (i < records.Length
                && records[i].ReceivedAtMs / TickIntervalMs == records[start].ReceivedAtMs / TickIntervalMs)
                continue;
            ApplySecond(part, records[start..i]);
            part.Engine.Advance(Math.Max(part.Engine.NowMs, Math.Min(now, records[i - 1].ReceivedAtMs)));
            start = i;
        }

        part.IsChanged = true;
        part.HeardAt = _time.GetTimestamp();
    }

    private void ApplySecond(PartitionRun part, ReadOnlySpan<LogRecord> records)
    {
        if (_outcomes.Length < records.Length)
            _outcomes = new RecordOutcome[records.Length];
        Span<RecordOutcome> outcomes = _outcomes.AsSpan(0, records.Length);
        outcomes.Clear();
        part.Engine.Apply(records, outcomes);
        long superseded = 0;
        long malformed = 0;
        long duplicates = 0;
        for (int i = 0; i < outcomes.Length; i++)
        {
            superseded += outcomes[i].Superseded;
            duplicates += outcomes[i].IsDuplicate ? 1 : 0;
            if (!outcomes[i].IsMalformed)
                continue;
            malformed++;
            LogMalformed(part.Partition, records[i].Offset);
        }

        _tally.CountApplied(records.Length, superseded, malformed, duplicates);
    }

    private void RunQueries(SortedDictionary<int, PartitionRun>? parts)
    {
        while (_queries.TryDequeue(out var query))
        {
            Interlocked.Decrement(ref _queryCount);
            query(parts);
        }
    }

    private void OnRegistryReplaced(StockRegistry registry)
    {
        _queries.Enqueue(parts =>
        {
            foreach (PartitionRun part in parts?.Values.ToArray() ?? [])
            {
                part.Engine.Replace(registry);
                part.NeedsFull = true;
            }
        });
        Interlocked.Increment(ref _queryCount);
    }

    /// <summary>Alerts are judged, and history told to a shared store, where partition 0 is.</summary>
    private void TellLeader()
    {
        bool isLeader = _parts.TryGetValue(0, out PartitionRun? first) && first.Epoch > 0 && first.IsCaughtUp;
        _follower.LeaderEpoch = isLeader ? first!.Epoch : 0;
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "The core failed; this process computes nothing until a restart")]
    private partial void LogFailed(Exception error);

    [LoggerMessage(Level = LogLevel.Error, Message = "The core's connection is broken and is made anew: {Reason}")]
    private partial void LogBroken(string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Record {Offset} of partition {Partition} cannot be read; it was skipped")]
    private partial void LogMalformed(int partition, long offset);
}
