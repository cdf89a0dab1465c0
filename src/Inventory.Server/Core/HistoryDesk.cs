using System.Threading.Channels;
using Inventory.Model.History;
using Inventory.Storage;

namespace Inventory.Server.Core;

/// <summary>
/// Writes history beside the core, tick by tick: what waits for a slow disk is bounded, and only beyond the bound are
/// intermediate points left out.
/// </summary>
internal sealed partial class HistoryDesk(
    SqliteStore store, ILiveLevels core, TimeProvider time, ILogger<HistoryDesk> log)
    : BackgroundService
{
    // Two years of ten-second points of the national groups would be the disk's end; a year is what reports look back
    // to.
    private static readonly TimeSpan Retention = TimeSpan.FromDays(365);

    // Points that may wait for a slow or full disk: about an hour of the demo nation's ticks, some 50 MB. Beyond, the
    // core keeps what changed and tells its newest form later.
    private const int WaitingPointsMax = 500_000;

    private readonly Channel<List<HistoryPoint>> _queue = Channel.CreateUnbounded<List<HistoryPoint>>();
    private long _waiting;

    /// <summary>Must be called before the core starts.</summary>
    public void Attach()
    {
        core.IsHistoryWanted = () => Interlocked.Read(ref _waiting) < WaitingPointsMax;
        core.HistoryCollected += points =>
        {
            Interlocked.Add(ref _waiting, points.Count);
            _queue.Writer.TryWrite(points);
        };
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        long trimmedAt = time.GetTimestamp();
        await foreach (List<HistoryPoint> points in _queue.Reader.ReadAllAsync(stoppingToken))
        {
            await WriteAsync(points, stoppingToken);
            Interlocked.Add(ref _waiting, -points.Count);
            if (time.GetElapsedTime(trimmedAt) < TimeSpan.FromHours(1))
                continue;
            trimmedAt = time.GetTimestamp();
            await TrimAsync(stoppingToken);
        }
    }

    private async Task WriteAsync(List<HistoryPoint> points, CancellationToken cancellation)
    {
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                await store.History.WriteAsync(points, cancellation);
                return;
            }
            catch (StorageException e)
            {
                if (attempt == 0)
                    LogNotWritten(e);
                await Task.Delay(TimeSpan.FromSeconds(Math.Min(30, 1 + attempt)), cancellation);
            }
        }
    }

    private async Task TrimAsync(CancellationToken cancellation)
    {
        try
        {
            await store.History.TrimAsync((time.GetUtcNow() - Retention).ToUnixTimeMilliseconds(), cancellation);
        }
        catch (StorageException e)
        {
            LogNotWritten(e);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "History could not be written; trying again")]
    private partial void LogNotWritten(Exception error);
}
