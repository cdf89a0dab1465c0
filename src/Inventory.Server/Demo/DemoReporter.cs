using System.Diagnostics;
using Inventory.Adapters;
using Inventory.Adapters.Simulated;
using Inventory.Model.Identifiers;
using Inventory.Model.Levels;
using Inventory.Model.Registry;
using Inventory.Model.Rejections;
using Inventory.Model.Snapshots;
using Inventory.Server.Auth;
using Inventory.Server.Core;
using Inventory.Server.Ingest;
using Inventory.Server.Problems;
using Inventory.Server.Registry;
using Inventory.Storage;

namespace Inventory.Server.Demo;

/// <summary>
/// The simulated nation, pushed through the same checks and the same log as everybody else's files: first two days of
/// reports, so that
/// outflow and days of supply are known, then one location after the other.
/// </summary>
internal sealed partial class DemoReporter(
    Ingestor ingestor, ILiveLevels core, RegistryHolder registry, TimeProvider time, ILogger<DemoReporter> log)
        : BackgroundService
{
    // Enough that something moves on the screen each second, little enough for a laptop.
    private const int ReportsPerSecond = 20;
    private const int BaselineBatch = 200;
    private static readonly TimeSpan BaselineSpan = TimeSpan.FromDays(2);
    private static readonly Caller Ministry = new(Audience.Ministry, null);

    private static readonly FeedProfile Door = new()
    {
        Id = "demo",
        Participant = new ParticipantId("ministry"),
        Format = "canonical-json",
    };

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Give the host its thread back before the first computation.
        await Task.Yield();
        try
        {
            var nation = new Nation(registry.Current, new NationOptions());
            if (nation.Reporters == 0)
            {
                LogEmpty();
                return;
            }

            await PushBaselineAsync(nation, stoppingToken);
            await PushLiveAsync(nation, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The process stops.
        }
    }

    private async Task PushBaselineAsync(Nation nation, CancellationToken stopping)
    {
        long started = Stopwatch.GetTimestamp();
        DateTimeOffset now = time.GetUtcNow();
        // A restart within the day needs no second past: what is on the log is younger.
        bool isFirst = core.Published is null or { Counts.Cells: 0 };
        IReadOnlyList<StockSnapshot> baseline = nation.Baseline(isFirst ? now - BaselineSpan : now, now);
        for (int i = 0; i < baseline.Count; i += BaselineBatch)
            await PushAsync([.. baseline.Skip(i).Take(BaselineBatch)], stopping);
        LogBaseline(nation.Reporters, baseline.Count, Stopwatch.GetElapsedTime(started).TotalSeconds);
    }

    private async Task PushLiveAsync(Nation nation, CancellationToken stopping)
    {
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(500), time);
        var batch = new List<StockSnapshot>();
        while (await ticks.WaitForNextTickAsync(stopping))
        {
            batch.Clear();
            for (int i = 0; i < ReportsPerSecond / 2; i++)
                batch.Add(nation.Next(time.GetUtcNow()));
            await PushAsync(batch, stopping);
        }
    }

    private async Task PushAsync(List<StockSnapshot> snapshots, CancellationToken stopping)
    {
        StockRegistry current = registry.Current;
        var rejections = new List<Rejection>();
        var warnings = new List<Warning>();
        DateTimeOffset now = time.GetUtcNow();
        var valid = new List<StockSnapshot>(snapshots.Count);
        foreach (StockSnapshot snapshot in snapshots)
        {
            if (SnapshotValidator.Validate(snapshot, current, now, null, rejections, warnings) is { } kept)
                valid.Add(kept);
        }

        var reading = new FeedReading { Snapshots = valid, Rejected = rejections.Count, Rejections = rejections };
        var request = new DeliveryRequest
        {
            Profile = Door,
            HasFeed = false,
            Caller = Ministry,
            Delivery = new Delivery(now),
            IsHasty = true,
        };
        try
        {
            await ingestor.StoreAsync(request, reading, current, stopping);
        }
        catch (StorageException)
        {
            // Said once by the log's health; a real reporter would try again, the nation simply reports later.
            await Task.Delay(TimeSpan.FromSeconds(1), time, stopping);
        }
    }

    [LoggerMessage(Level = LogLevel.Information,
        Message = "SIMULATED: {Reporters} locations reported {Snapshots} snapshots of the last days in {Seconds} s; they go on reporting")]
    private partial void LogBaseline(int reporters, int snapshots, double seconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The registry has no location that could be simulated")]
    private partial void LogEmpty();
}
