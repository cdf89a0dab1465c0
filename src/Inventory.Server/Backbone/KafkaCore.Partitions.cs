using Inventory.Engine;
using Inventory.Engine.Partial;
using Inventory.Server.Core;
using Inventory.Storage;
using Inventory.Storage.Checkpoints;
using Inventory.Storage.Kafka;

namespace Inventory.Server.Backbone;

/// <summary>Partitions come, are claimed, published, saved, and go.</summary>
internal sealed partial class KafkaCore
{
    private const long PublishIntervalMs = 100;

    // What a resumed predecessor wrote after our claim stands in the topic until it is written again; readers ignore
    // it, but a compaction may keep it in place of ours. Seen, it is answered soon; unseen, now and then.
    private const long FullIntervalMs = 5 * 60_000;
    private const long OverwrittenMs = 5_000;

    private static readonly TimeSpan FlushWait = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan ClaimPause = TimeSpan.FromSeconds(1);

    // Time for the group to say that a partition is lost; when it does not, it is ours and is claimed again.
    private static readonly TimeSpan FencedPause = TimeSpan.FromSeconds(5);

    // No record for so long means that the end is reached: the last offset may be a transaction's mark of a foreign
    // producer, which is never given out.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(4);

    private long? StartOffset(int partition) =>
        _parts.TryGetValue(partition, out PartitionRun? part) && part.Engine.NextOffset > 0
            ? part.Engine.NextOffset : null;

    private void Take(IReadOnlyList<int> partitions)
    {
        foreach (int partition in partitions)
        {
            Forget(partition);
            if (partition >= _partitionCount)
            {
                LogGrown(partition, _partitionCount);
                continue;
            }

            var part = new PartitionRun(partition, Load(partition))
            {
                HeardAt = _time.GetTimestamp(),
                CheckpointAt = _time.GetTimestamp(),
                FullAt = _time.GetTimestamp(),
            };
            part.CheckpointOffset = part.Engine.NextOffset;
            _parts.Add(partition, part);
            LogTaken(partition, part.Engine.NextOffset);
        }

        _tally.Held = [.. _parts.Keys];
    }

    private StockEngine Load(int partition)
    {
        var options = Options();
        StockEngine? engine = null;
        try
        {
            _checkpoints!.For(partition).TryLoad(
                stream => engine = StockEngine.Load(stream, options, _registry.Current), out var skipped);
            foreach (string name in skipped)
                LogCheckpointSkipped(partition, name);
        }
        catch (StorageException e)
        {
            LogCheckpointSkipped(partition, e.Message);
        }

        return engine ?? new StockEngine(options, _registry.Current);
    }

    private EngineOptions Options() =>
        new() { Partitions = 1, RecentIdsMax = _options.RecentIdsMax, JudgesAlerts = false };

    /// <summary>The last moment: what is applied is shown and saved, then another may have it.</summary>
    private void Release(IReadOnlyList<int> partitions)
    {
        foreach (int partition in partitions)
        {
            if (!_parts.TryGetValue(partition, out PartitionRun? part))
                continue;
            PublishLast(part);
            part.CheckpointWrite?.GetAwaiter().GetResult();
            if (part.Engine.NextOffset > part.CheckpointOffset)
            {
                SaveCheckpoint(part);
                part.CheckpointWrite?.GetAwaiter().GetResult();
            }

            LogReleased(partition, part.Engine.NextOffset);
            Forget(partition);
        }

        _levels!.Flush(FlushWait);
        _tally.Held = [.. _parts.Keys];
        TellLeader();
    }

    /// <summary>Another has them already: nothing of theirs may be told any more.</summary>
    private void Drop(IReadOnlyList<int> partitions)
    {
        foreach (int partition in partitions)
        {
            if (_parts.ContainsKey(partition))
                LogDropped(partition);
            Forget(partition);
        }

        _tally.Held = [.. _parts.Keys];
        TellLeader();
    }

    private void Forget(int partition)
    {
        if (!_parts.Remove(partition, out PartitionRun? part))
            return;
        part.CheckpointWrite?.GetAwaiter().GetResult();
        part.Dispose();
    }

    /// <summary>
    /// Records are gone. Beyond the offset: what they said is lost unless the checkpoint holds it, and everybody must
    /// hear it. Before it: the topic is another one, of which the state knows nothing.
    /// </summary>
    private void Skip(OffsetGap gap)
    {
        LogGap(gap.Partition, gap.Expected, gap.Found);
        _tally.CountGap();
        if (gap.Found >= gap.Expected || !_parts.TryGetValue(gap.Partition, out PartitionRun? part))
            return;
        part.CheckpointWrite?.GetAwaiter().GetResult();
        part.Dispose();
        part.Engine = new StockEngine(Options(), _registry.Current);
        part.CheckpointOffset = 0;
        (part.NeedsFull, part.Target, part.IsCaughtUp) = (true, null, false);
    }

    private void NoteCaughtUp(PartitionRun part, KafkaPartitionReader reader)
    {
        if (part.IsCaughtUp)
            return;
        part.Target ??= reader.EndOffset(part.Partition);
        bool isSilent = _time.GetElapsedTime(part.HeardAt) > Silence;
        part.IsCaughtUp = isSilent || (part.Target is { } target && part.Engine.NextOffset >= target);
        if (part.IsCaughtUp)
            LogLive(part.Partition, part.Engine.NextOffset);
    }

    private void KeepClaim(PartitionRun part)
    {
        if (part.Epoch > 0)
        {
            PartitionOwner owner = _follower.Owner(part.Partition);
            bool isOther = owner.Epoch > part.Epoch
                || (owner.Epoch == part.Epoch && owner.Instance != _options.Instance);
            if (!isOther)
                return;
            LogFenced(part.Partition, part.Epoch, owner.Epoch, owner.Instance);
            _tally.CountFenced();
            part.Epoch = 0;
            part.Pending = null;
            part.ClaimAfter = After(FencedPause);
            return;
        }

        // The follower's reader is made anew after a broken connection; until it has read on, nothing can be claimed.
        if (_time.GetTimestamp() < part.ClaimAfter || _follower.Reader is not { } known)
            return;
        try
        {
            part.Epoch = _levels!.Claim(part.Partition, _options.Instance, _address.Url, known, _stop.Token);
            part.NeedsFull = true;
            LogClaimed(part.Partition, part.Epoch);
        }
        catch (Exception e) when (e is StorageException or ObjectDisposedException)
        {
            LogNotClaimed(part.Partition, e.Message);
            part.ClaimAfter = After(ClaimPause);
        }
    }

    private long After(TimeSpan pause) =>
        _time.GetTimestamp() + (long)(pause.TotalSeconds * _time.TimestampFrequency);

    private void PublishIfDue(PartitionRun part)
    {
        if (part.Epoch == 0 || !part.IsCaughtUp)
            return;
        if (part.Pending is { } pending)
        {
            if (!_levels!.Publish(part.Partition, part.Epoch, pending))
                return;
            part.Pending = null;
        }

        double sinceFullMs = _time.GetElapsedTime(part.FullAt).TotalMilliseconds;
        part.NeedsFull |= _levels!.TakeLoss(part.Partition)
            || sinceFullMs >= (part.IsOverwritten ? OverwrittenMs : FullIntervalMs);
        double sinceMs = _time.GetElapsedTime(part.PublishedAt).TotalMilliseconds;
        if (part.PublishedAt == 0 || sinceMs >= (part.IsChanged || part.NeedsFull ? PublishIntervalMs : TickIntervalMs))
            Publish(part);
    }

    private void NoteOverwritten()
    {
        long ignored = _follower.Reader?.Ignored ?? 0;
        bool isMore = ignored > _ignored;
        _ignored = ignored;
        if (!isMore)
            return;
        foreach (PartitionRun part in _parts.Values)
            part.IsOverwritten = true;
    }

    private void Publish(PartitionRun part)
    {
        part.Engine.Advance(Math.Max(part.Engine.NowMs, _time.GetUtcNow().ToUnixTimeMilliseconds()));
        var partials = new List<PartialMessage>();
        part.Engine.CollectPartials(part.NeedsFull, part.Epoch, partials);
        partials.Add(part.Engine.WriteTick());
        part.PublishedAt = _time.GetTimestamp();
        if (part.NeedsFull)
            part.FullAt = part.PublishedAt;
        part.IsOverwritten &= !part.NeedsFull;
        (part.NeedsFull, part.IsChanged) = (false, false);
        LevelMessage[] messages = [.. partials.Select(x => new LevelMessage(x.Key, x.Utf8))];
        // What the queue does not take now is kept and told next: a tick never overtakes the groups it stands for.
        if (!_levels!.Publish(part.Partition, part.Epoch, messages))
            part.Pending = messages;
        Commit(part);
    }

    /// <summary>Shows what is applied; a queue that is not empty in time leaves it to the next owner.</summary>
    private void PublishLast(PartitionRun part)
    {
        if (part.Epoch == 0 || !part.IsCaughtUp)
            return;
        _levels!.Flush(FlushWait);
        if (part.Pending is { } pending)
        {
            if (!_levels.Publish(part.Partition, part.Epoch, pending))
                return;
            part.Pending = null;
            _levels.Flush(FlushWait);
        }

        if (part.IsChanged)
            Publish(part);
    }

    private void Commit(PartitionRun part)
    {
        if (part.Engine.NextOffset == part.Committed)
            return;
        part.Committed = part.Engine.NextOffset;
        _reader!.Commit(part.Partition, part.Committed);
    }

    private void CheckpointIfDue(PartitionRun part)
    {
        long records = part.Engine.NextOffset - part.CheckpointOffset;
        if (records <= 0 || part.CheckpointWrite is { IsCompleted: false })
            return;
        if (records >= _limits.CheckpointRecords
            || _time.GetElapsedTime(part.CheckpointAt).TotalMilliseconds >= _limits.CheckpointMs)
            SaveCheckpoint(part);
    }

    /// <summary>
    /// Copies the state in memory; another thread writes it, so that no partition waits for the disk.
    /// </summary>
    private void SaveCheckpoint(PartitionRun part)
    {
        // Also after a failure: a full disk must not turn every batch into another attempt.
        part.CheckpointOffset = part.Engine.NextOffset;
        part.CheckpointAt = _time.GetTimestamp();
        long offset = part.Engine.NextOffset;
        int partition = part.Partition;
        var buffer = new CheckpointBuffer();
        part.Engine.Save(buffer);
        part.CheckpointWrite = Task.Run(() => WriteCheckpoint(partition, offset, buffer));
    }

    private void WriteCheckpoint(int partition, long offset, CheckpointBuffer buffer)
    {
        try
        {
            _checkpoints!.For(partition).Save(offset, buffer.WriteTo);
            LogCheckpoint(partition, offset, buffer.Length);
        }
        catch (StorageException e)
        {
            // The older ones stand; the next owner only replays more.
            LogCheckpointFailed(partition, e);
        }
    }

    [LoggerMessage(Level = LogLevel.Error,
        Message = "Partition {Partition} was added to a log of {Count}: nobody reads it until all processes are started again")]
    private partial void LogGrown(int partition, int count);

    [LoggerMessage(Level = LogLevel.Information, Message = "Partition {Partition} is ours, from offset {Offset}")]
    private partial void LogTaken(int partition, long offset);

    [LoggerMessage(Level = LogLevel.Information, Message = "Partition {Partition} is live at offset {Offset}")]
    private partial void LogLive(int partition, long offset);

    [LoggerMessage(Level = LogLevel.Information, Message = "Partition {Partition} was given up at offset {Offset}")]
    private partial void LogReleased(int partition, long offset);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Partition {Partition} was lost to another core; its state here was dropped")]
    private partial void LogDropped(int partition);

    [LoggerMessage(Level = LogLevel.Information, Message = "Partition {Partition} is published under number {Epoch}")]
    private partial void LogClaimed(int partition, long epoch);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Partition {Partition} could not be claimed yet: {Reason}")]
    private partial void LogNotClaimed(int partition, string reason);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "Partition {Partition}: our number {Epoch} gave way to {Other} of {Instance}; nothing more is published")]
    private partial void LogFenced(int partition, long epoch, long other, string instance);

    [LoggerMessage(Level = LogLevel.Error,
        Message = "Partition {Partition}: record {Expected} is gone, going on at {Found}; what stood between is missing")]
    private partial void LogGap(int partition, long expected, long found);

    [LoggerMessage(Level = LogLevel.Information, Message = "Partition {Partition}: checkpoint at offset {Offset}, {Bytes} bytes")]
    private partial void LogCheckpoint(int partition, long offset, long bytes);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Partition {Partition}: checkpoint not used: {Name}")]
    private partial void LogCheckpointSkipped(int partition, string name);

    [LoggerMessage(Level = LogLevel.Error,
        Message = "Partition {Partition}: the checkpoint could not be written; its next owner replays more")]
    private partial void LogCheckpointFailed(int partition, Exception error);
}
