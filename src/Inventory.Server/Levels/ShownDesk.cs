using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;
using Inventory.Model.History;
using Inventory.Model.Levels;
using Inventory.Server.Core;
using Inventory.Server.Observability;
using Inventory.Server.Options;
using Inventory.Server.Registry;
using Inventory.Storage;
using Inventory.Storage.History;

namespace Inventory.Server.Levels;

/// <summary>
/// Records what the three audiences are shown: the first publication of every ten seconds, whole, so that a record is
/// of one moment. Beside the core, and never waited for: views that wait for a slow disk are left out beyond a few,
/// which shows as a time that was not recorded.
/// </summary>
internal sealed partial class ShownDesk(
    ILiveLevels core, RegistryHolder registry, HistorySpool spool, ServerOptions options, ILogger<ShownDesk> log)
    : BackgroundService
{
    private const int WaitingMax = 6;

    private readonly ShownRecorder[] _recorders =
        [new(Audience.Public), new(Audience.Participant), new(Audience.Ministry)];

    // The same for the same folder on the same machine, so that a restart does not make another series.
    private readonly string _writer = Convert.ToHexStringLower(SHA256.HashData(
        Encoding.UTF8.GetBytes(Environment.MachineName + "\n" + Path.GetFullPath(options.Data))))[..8];

    private readonly Channel<Moment> _queue = Channel.CreateBounded<Moment>(WaitingMax);
    private long _tick = -1;
    private bool _isKept = true;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        core.Changed += OnChanged;
        try
        {
            await foreach (Moment moment in _queue.Reader.ReadAllAsync(stoppingToken))
                Record(moment);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The next start begins with a keyframe.
        }
        finally
        {
            core.Changed -= OnChanged;
        }
    }

    /// <summary>On the core's thread, right after a publication: its offset is the status's.</summary>
    private void OnChanged()
    {
        // While it replays the status does not tell the published offset yet.
        if (core.Published is not { } published || core.Status.Phase == CorePhase.Replaying)
            return;
        long tick = published.ComputedAt.ToUnixTimeMilliseconds() / options.Limits.ShownIntervalMs;
        if (tick == _tick)
            return;
        _tick = tick;
        IReadOnlyList<string> categories = [.. registry.Current.Categories.Select(x => x.Id)];
        if (!_queue.Writer.TryWrite(new Moment(published, core.Status.NextOffset, categories)))
            HistoryMeters.CountLeftOut(_recorders.Length);
    }

    private void Record(Moment moment)
    {
        foreach (ShownRecorder recorder in _recorders)
        {
            bool isKept = false;
            try
            {
                ShownFrame? frame = recorder.Take(
                    moment.Published.View(recorder.Audience), moment.Categories, moment.NextOffset, options.Demo);
                isKept = frame is null
                    || spool.TryAppend(new HistoryEntry(null, frame with { Writer = _writer }));
                if (!isKept && _isKept)
                    LogFull(spool.Bytes);
            }
            catch (StorageException e)
            {
                if (_isKept)
                    LogNotKept(e);
            }

            if (!isKept)
            {
                HistoryMeters.CountLeftOut(1);
                recorder.Restart();
            }

            _isKept = isKept;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Bytes} bytes of history wait: what is shown is not recorded until they are fewer")]
    private partial void LogFull(long bytes);

    [LoggerMessage(Level = LogLevel.Error, Message = "What is shown cannot be kept on the disk; it is not recorded until it can")]
    private partial void LogNotKept(Exception error);

    private sealed record Moment(PublishedState Published, long NextOffset, IReadOnlyList<string> Categories);
}
