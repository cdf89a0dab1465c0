using System.Diagnostics;
using System.Runtime.InteropServices;
using Inventory.Engine;
using Inventory.Model.History;
using Inventory.Model.Snapshots;
using Inventory.Storage;

namespace Inventory.Server.Core;

/// <summary>Start, checkpoints and the history's grid.</summary>
internal sealed partial class StockCore
{
    private const long HistoryGridMs = 10_000;

    // Above this the state is written straight to the disk and the core waits: a copy of it would not fit the memory.
    private const long BufferedBytesMax = 1L << 30;

    // Beyond the longest hold of a rule, by which everything that still holds was raised again.
    private const long SettleMs = 3_000;
    private const int HoldSecondsMax = 600;

    private readonly ActiveAlerts _active = new();
    private long _historyTick;
    private long _checkpointBytes;
    private Task? _checkpointWrite;
    private long _liveSince;
    private bool _isSettled;

    private StockEngine LoadCheckpoint()
    {
        var options = new EngineOptions { Partitions = 1 };
        StockEngine? engine = null;
        bool found = _store.Checkpoints.TryLoad(
            stream =>
            {
                _active.Read(stream);
                engine = StockEngine.Load(stream, options, _registry.Current);
            },
            out var skipped);
        foreach (string name in skipped)
            LogCheckpointSkipped(name);
        if (!found || engine is null || engine.NextOffset > _store.Log.NextOffset)
        {
            // A checkpoint ahead of the log would hide records: the log is the truth, so everything is replayed.
            if (engine is not null)
                LogCheckpointSkipped("ahead of the log");
            engine?.Dispose();
            _active.Clear();
            engine = new StockEngine(options, _registry.Current);
        }

        _checkpointOffset = engine.NextOffset;
        _checkpointAt = _time.GetTimestamp();
        return engine;
    }

    /// <summary>
    /// Applies the log's tail before the first publication. The clock follows the records' times of reception, second
    /// by second, so that
    /// outflow and alerts see about the same ticks as they did live.
    /// </summary>
    private void Replay(StockEngine engine)
    {
        long end = _store.Log.NextOffset;
        while (engine.NextOffset < end && !_stop.IsCancellationRequested)
        {
            _batch.Clear();
            try
            {
                _store.Log.Read(engine.NextOffset, _batch, BatchCountMax, BatchBytesMax);
            }
            catch (StorageException e)
            {
                BackOff(e);
                continue;
            }

            if (_batch.Count == 0)
                throw new InvalidDataException($"the log ends at {engine.NextOffset}, expected {end}");
            ReplayBatch(engine, CollectionsMarshal.AsSpan(_batch));
            RunQueries(engine);
        }

        _status = _status with { Phase = CorePhase.Replaying };
        Publish(engine);
        _publishedAt = _time.GetTimestamp();
    }

    private void ReplayBatch(StockEngine engine, ReadOnlySpan<LogRecord> batch)
    {
        int start = 0;
        for (int i = 1; i <= batch.Length; i++)
        {
            if (i < batch.Length
                && batch[i].ReceivedAtMs / TickIntervalMs == batch[start].ReceivedAtMs / TickIntervalMs)
                continue;
            Apply(engine, batch[start..i]);
            engine.Advance(Math.Max(engine.NowMs, batch[i - 1].ReceivedAtMs));
            DrainAlerts(engine);
            start = i;
        }
    }

    private void CheckpointIfDue(StockEngine engine)
    {
        long records = engine.NextOffset - _checkpointOffset;
        if (records == 0)
            return;
        bool isDue = records >= _limits.CheckpointRecords
            || _time.GetElapsedTime(_checkpointAt).TotalMilliseconds >= _limits.CheckpointMs;
        if (isDue)
            SaveCheckpoint(engine);
    }

    /// <summary>Copies the state in memory and lets another thread write it, so that no push waits for the disk.</summary>
    private void SaveCheckpoint(StockEngine engine)
    {
        if (_checkpointWrite is { IsCompleted: false })
            return;
        long started = Stopwatch.GetTimestamp();
        // Also after a failure: a full disk must not turn every batch into another attempt.
        _checkpointOffset = engine.NextOffset;
        _checkpointAt = _time.GetTimestamp();
        DrainAlerts(engine);
        long offset = engine.NextOffset;
        if (_checkpointBytes > BufferedBytesMax)
        {
            WriteCheckpoint(offset, stream => SaveState(engine, stream));
            LogCheckpoint(offset, _checkpointBytes, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            return;
        }

        var buffer = new CheckpointBuffer();
        SaveState(engine, buffer);
        _checkpointBytes = buffer.Length;
        LogCheckpoint(offset, _checkpointBytes, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        _checkpointWrite = Task.Run(() => WriteCheckpoint(offset, buffer.WriteTo));
    }

    private void SaveState(StockEngine engine, Stream stream)
    {
        _active.Write(stream);
        engine.Save(stream);
    }

    private void WriteCheckpoint(long offset, Action<Stream> write)
    {
        try
        {
            _store.Checkpoints.Save(offset, write);
        }
        catch (StorageException e)
        {
            // The older ones stand; the next start only replays more.
            LogCheckpointFailed(e);
        }
    }

    /// <summary>The last one, when nothing else is to be done.</summary>
    private void SaveLastCheckpoint(StockEngine engine)
    {
        _checkpointWrite?.GetAwaiter().GetResult();
        SaveCheckpoint(engine);
        _checkpointWrite?.GetAwaiter().GetResult();
    }

    /// <summary>
    /// Tells once which alerts are really active. A replay judges at other ticks than live running did, so an alert may
    /// have got another id or none: its old form in the store would stay active for ever.
    /// </summary>
    private void SettleAlertsOnce()
    {
        if (_isSettled)
            return;
        long now = _time.GetTimestamp();
        if (_liveSince == 0)
            _liveSince = now;
        int hold = _registry.Current.AlertRules.Select(x => x.HoldSeconds).DefaultIfEmpty(0).Max();
        if (_time.GetElapsedTime(_liveSince, now).TotalMilliseconds < SettleMs + (Math.Min(hold, HoldSecondsMax) * 1000L))
            return;
        _isSettled = true;
        AlertsSettled?.Invoke(_active.All);
    }

    private void CollectHistory(StockEngine engine)
    {
        long tick = engine.NowMs / HistoryGridMs * HistoryGridMs;
        if (tick == _historyTick || HistoryCollected is null || IsHistoryWanted?.Invoke() == false)
            return;
        _historyTick = tick;
        var points = new List<HistoryPoint>();
        engine.CollectHistory(tick, points);
        if (points.Count > 0)
            HistoryCollected(points);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Core is live at offset {Offset}, registry {Version}")]
    private partial void LogReady(long offset, string version);

    [LoggerMessage(Level = LogLevel.Critical, Message = "The core failed; nothing is computed until a restart")]
    private partial void LogFailed(Exception error);

    [LoggerMessage(Level = LogLevel.Error, Message = "Record {Offset} on the log cannot be read; it was skipped")]
    private partial void LogMalformed(long offset);

    [LoggerMessage(Level = LogLevel.Error, Message = "The log cannot be read; trying again each second")]
    private partial void LogUnreadable(Exception error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Checkpoint not used: {Name}")]
    private partial void LogCheckpointSkipped(string name);

    [LoggerMessage(Level = LogLevel.Information, Message = "Checkpoint at offset {Offset}, {Bytes} bytes, held the core for {Ms} ms")]
    private partial void LogCheckpoint(long offset, long bytes, double ms);

    [LoggerMessage(
        Level = LogLevel.Error, Message = "The checkpoint could not be written; the next start replays more")]
    private partial void LogCheckpointFailed(Exception error);
}
