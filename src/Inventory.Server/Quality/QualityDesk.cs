using System.Threading.Channels;
using Inventory.Adapters;
using Inventory.Engine.Quality;
using Inventory.Model.Quality;
using Inventory.Model.Registry;
using Inventory.Server.Core;
using Inventory.Server.Ingest;
using Inventory.Server.Observability;
using Inventory.Server.Registry;
using Inventory.Storage;

namespace Inventory.Server.Quality;

/// <summary>
/// Looks at each delivery of a feed beside what is known, before it is stored, and keeps what looks wrong behind it.
/// When the engine is down or the queue is full a delivery is taken all the same, and counted as not looked at.
/// </summary>
internal sealed partial class QualityDesk(
    SqliteStore store, ICellQueries cells, RegistryHolder holder, ILogger<QualityDesk> log) : BackgroundService
{
    private const int QueueMax = 1_000;
    private const int JumpsMax = 20;

    private readonly Channel<(DeliveryRequest Request, QualityReport Report)> _queue =
        Channel.CreateBounded<(DeliveryRequest, QualityReport)>(QueueMax);

    /// <summary>
    /// Compares a delivery with what is known. Must be called before the delivery is appended; the answer is complete
    /// when the engine had time for it.
    /// </summary>
    public async Task<QualityReport> LookAsync(FeedReading reading)
    {
        StockRegistry registry = holder.Current;
        IReadOnlyList<LineChange> changes = [];
        try
        {
            if (reading.Snapshots.Count > 0)
                changes = await cells.CompareAsync(reading.Snapshots);
        }
        catch (CoreUnavailableException)
        {
            ServerMeters.CountUnlooked();
        }

        UnitSlip? slip = QualityJudge.FindSlip(changes, registry);
        return QualityReport.Of(reading) with
        {
            Slip = slip,
            Jumps = slip is null ? QualityJudge.FindJumps(changes, JumpsMax) : [],
        };
    }

    /// <summary>The kinds that this delivery shows and its profile wants to be held for; empty when none.</summary>
    public static IReadOnlyList<string> Held(FeedProfile profile, QualityReport report) =>
        profile.Quarantine.Count == 0 ? [] : [.. report.Kinds().Where(profile.Quarantine.Contains)];

    /// <summary>Keeps what a delivery showed; returns at once.</summary>
    public void Note(DeliveryRequest request, QualityReport report)
    {
        if (request.HasFeed && !request.IsDryRun && !_queue.Writer.TryWrite((request, report)))
            ServerMeters.CountUnlooked();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach ((DeliveryRequest request, QualityReport report) in _queue.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                Keep(request, report);
            }
            catch (StorageException e)
            {
                // A finding that is not kept will be found again; the data itself is safe on the log.
                LogNotKept(request.Profile.Id, e);
            }
        }
    }

    private void Keep(DeliveryRequest request, QualityReport report)
    {
        FeedMemory? memory = report.Failure is null
            ? report.Remember(request.Profile.Id, store.Findings.Recall(request.Profile.Id)) : null;
        var writer = new FindingWriter(request.Profile, request.Delivery.ReceivedAt);
        writer.AddAll(report, memory);
        store.Findings.Note(request.Profile.Id, writer.Findings, writer.LookedFor, memory);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Findings of feed {Feed} could not be kept")]
    private partial void LogNotKept(string feed, Exception error);
}
