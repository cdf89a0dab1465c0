using System.Diagnostics;
using System.Threading.Channels;
using Inventory.Model.History;
using Inventory.Server.Observability;
using Inventory.Server.Options;
using Inventory.Storage;
using Inventory.Storage.History;

namespace Inventory.Server.Core;

/// <summary>
/// Writes history beside the core. What the core tells goes to the disk's spool at once and from there, in order, into
/// the store: a store that is away, slow or refuses us, and a process that is killed, cost nothing but time. Nobody
/// waits for it.
/// </summary>
internal sealed partial class HistoryDesk : BackgroundService
{
    // Points that may wait for the spool's own disk: about an hour of the demo nation's ticks, some 50 MB. Beyond, the
    // core keeps what changed and tells its newest form later.
    private const int WaitingPointsMax = 500_000;

    // Entries written at once when catching up: ten minutes of ticks.
    private const int EntriesMax = 64;
    private const int RetrySecondsMax = 30;
    private static readonly TimeSpan TrimInterval = TimeSpan.FromHours(1);

    private readonly IHistory _history;
    private readonly HistorySpool _spool;
    private readonly ILiveLevels _core;
    private readonly HistoryRetention _retention;
    private readonly TimeProvider _time;
    private readonly ILogger<HistoryDesk> _log;
    private readonly Channel<List<HistoryPoint>> _queue = Channel.CreateUnbounded<List<HistoryPoint>>();
    private long _waiting;
    private readonly bool _isWriter;
    private bool _isFull;

    public HistoryDesk(
        IHistory history, HistorySpool spool, HistoryDeadLetters deadLetters, ILiveLevels core,
        ServerOptions options, TimeProvider time, ILogger<HistoryDesk> log)
    {
        (_history, _spool, _core, _time, _log) = (history, spool, core, time, log);
        _retention = options.History.Retention;
        _isWriter = options.Has(ServerRoles.Hub);
        HistoryMeters.Watch(() => Interlocked.Read(ref _waiting), spool, deadLetters);
    }

    /// <summary>Must be called before the core starts.</summary>
    public void Attach()
    {
        if (_spool.TornFiles > 0)
            LogTorn(_spool.TornFiles);
        // Where the roles are split every process follows the levels; the hubs are those that write them down.
        if (!_isWriter)
            return;
        _core.IsHistoryWanted = () => Interlocked.Read(ref _waiting) < WaitingPointsMax;
        _core.HistoryCollected += points =>
        {
            Interlocked.Add(ref _waiting, points.Count);
            _queue.Writer.TryWrite(points);
        };
    }

    /// <summary>Keeps what the core told while everything went down; the next start writes it.</summary>
    public override void Dispose()
    {
        while (_queue.Reader.TryRead(out List<HistoryPoint>? points))
        {
            try
            {
                _spool.TryAppend(new HistoryEntry(points, null));
            }
            catch (StorageException e)
            {
                LogNotKept(e);
                break;
            }
        }

        base.Dispose();
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(KeepAsync(stoppingToken), WriteAllAsync(stoppingToken));

    private async Task KeepAsync(CancellationToken stopping)
    {
        try
        {
            while (await _queue.Reader.WaitToReadAsync(stopping))
            {
                while (_queue.Reader.TryPeek(out List<HistoryPoint>? points))
                {
                    await KeepAsync(points, stopping);
                    // Only now, so that a stop in between leaves it to be kept by Dispose.
                    _queue.Reader.TryRead(out _);
                    Interlocked.Add(ref _waiting, -points.Count);
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // What is left is kept when this is disposed.
        }
    }

    private async Task KeepAsync(List<HistoryPoint> points, CancellationToken stopping)
    {
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                bool isKept = _spool.TryAppend(new HistoryEntry(points, null));
                if (!isKept)
                    HistoryMeters.CountLeftOut(points.Count);
                if (!isKept && !_isFull)
                    LogFull(_spool.Bytes);
                _isFull = !isKept;
                return;
            }
            catch (StorageException e)
            {
                if (attempt == 0)
                    LogNotKept(e);
                await Task.Delay(TimeSpan.FromSeconds(Math.Min(RetrySecondsMax, 1 + attempt)), stopping);
            }
        }
    }

    private async Task WriteAllAsync(CancellationToken stopping)
    {
        try
        {
            long trimmedAt = _time.GetTimestamp();
            while (true)
            {
                await _spool.WaitAsync(stopping);
                await WriteSomeAsync(stopping);
                if (_time.GetElapsedTime(trimmedAt) < TrimInterval)
                    continue;
                trimmedAt = _time.GetTimestamp();
                await TrimAsync(stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // What is left waits in the spool.
        }
    }

    private async Task WriteSomeAsync(CancellationToken stopping)
    {
        for (int attempt = 0; ; attempt++)
        {
            TimeSpan pause;
            try
            {
                IReadOnlyList<HistoryEntry?> entries = _spool.Peek(EntriesMax);
                int count = await WriteAsync(entries, stopping);
                _spool.Release(count);
                if (attempt > 0)
                    LogWritten();
                return;
            }
            catch (StorageException e)
            {
                if (attempt == 0)
                    LogNotWritten(e, _spool.Bytes);
                HistoryMeters.CountFailed();
                double seconds = e.RetryAfter?.TotalSeconds ?? Math.Pow(2, Math.Min(attempt, 5));
                pause = TimeSpan.FromSeconds(Math.Clamp(seconds, 1, RetrySecondsMax));
            }

            await Task.Delay(pause, stopping);
        }
    }

    /// <summary>Writes the points up to the first frame, or that frame; gives how many entries that was.</summary>
    private async Task<int> WriteAsync(IReadOnlyList<HistoryEntry?> entries, CancellationToken stopping)
    {
        if (entries.Count == 0)
            return 0;
        long started = Stopwatch.GetTimestamp();
        int count = 1;
        if (entries[0] is { Frame: { } frame })
        {
            await _history.WriteShownAsync(frame, stopping);
        }
        else
        {
            var points = new List<HistoryPoint>();
            count = 0;
            // An entry that cannot be read was written by another version: it goes, counted as left out.
            for (; count < entries.Count && entries[count] is not { IsPoints: false }; count++)
            {
                if (entries[count]?.Points is { } more)
                    points.AddRange(more);
                else
                    HistoryMeters.CountLeftOut(1);
            }

            await _history.WriteAsync(points, stopping);
            HistoryMeters.CountWritten(points.Count);
        }

        HistoryMeters.Took(Stopwatch.GetElapsedTime(started));
        return count;
    }

    private async Task TrimAsync(CancellationToken cancellation)
    {
        try
        {
            await _history.TrimAsync(_retention, _time.GetUtcNow().ToUnixTimeMilliseconds(), cancellation);
        }
        catch (StorageException e)
        {
            LogNotTrimmed(e);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "History could not be written; {Bytes} bytes wait and it is tried again")]
    private partial void LogNotWritten(Exception error, long bytes);

    [LoggerMessage(Level = LogLevel.Information, Message = "History is being written again")]
    private partial void LogWritten();

    [LoggerMessage(Level = LogLevel.Error, Message = "History cannot be kept on the disk; trying again")]
    private partial void LogNotKept(Exception error);

    [LoggerMessage(
        Level = LogLevel.Error, Message = "{Bytes} bytes of history wait, which is all the room: the newest points are left out")]
    private partial void LogFull(long bytes);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Files} files of waiting history ended in a torn entry, which is left out")]
    private partial void LogTorn(int files);

    [LoggerMessage(Level = LogLevel.Error, Message = "Old history could not be removed; trying again in an hour")]
    private partial void LogNotTrimmed(Exception error);
}
