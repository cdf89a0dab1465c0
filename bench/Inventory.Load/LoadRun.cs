using System.Diagnostics;
using Inventory.Adapters.Simulated;
using Inventory.Cli;
using Inventory.Cli.Latency;
using Inventory.Cli.Simulate;
using Inventory.Cli.Watch;
using Inventory.Model.Registry;
using Inventory.Model.Snapshots;

namespace Inventory.Load;

/// <summary>
/// Runs the background and, beside it, probes at intended times. A probe that must wait for the one before is late,
/// and its lateness counts into its own latency to the receipt: no stall is left out.
/// </summary>
internal sealed class LoadRun(LoadPlan plan, StockRegistry registry)
{
    /// <summary>A probe that was not seen by then counts as missed.</summary>
    private static readonly TimeSpan SeenLimit = TimeSpan.FromSeconds(15);

    private readonly Sighting _hub = new();
    private readonly Sighting _page = new();

    /// <summary>Measures.</summary>
    public async Task<LoadResult> RunAsync(CancellationToken cancellation)
    {
        using HttpClient client = ServerOptions.Client(plan.Server, plan.Key);
        Location place = ProbePlace();
        var nation = new Nation(Without(place), new NationOptions { Seed = 77, SilentPercent = 0 });
        using var pump = new NationPump(client, nation, plan.Rate);
        var probe = new Probe(client, place, registry.Items.Values.First(x => x.Category == plan.Category));
        var result = new LoadResult { Background = pump.Counts };
        await using var link = new HubLink(plan.Server, plan.Key, new LevelFilter())
        {
            OnLevels = SeeHub,
        };
        await link.OpenAsync(cancellation);
        await using PageWatcher? page = plan.HasBrowser ? await PageWatcher.OpenAsync(plan, _page.See) : null;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task pumping = plan.Rate > 0 ? pump.RunAsync(stop.Token) : Task.CompletedTask;
        long start = Stopwatch.GetTimestamp();
        await ProbesAsync(probe, result, cancellation);
        result.LinesPerSecond = pump.Counts.Accepted / Stopwatch.GetElapsedTime(start).TotalSeconds;
        await stop.CancelAsync();
        await pumping;
        await CleanUpAsync(probe, cancellation);
        return result;
    }

    private void SeeHub(LevelMessage message)
    {
        foreach (WatchedLevel level in message.Levels)
        {
            if (level.Category == plan.Category && level.Quantity is { } quantity)
                _hub.See(quantity);
        }
    }

    /// <summary>The first shop of the registry: known to the demo, and taken out of the background.</summary>
    private Location ProbePlace() => registry.Locations.Values
        .Where(x => x.Tier == Tier.Retailer && x.Participant.Value != "tw-nhi")
        .OrderBy(x => x.Id.Value, StringComparer.Ordinal)
        .First();

    private StockRegistry Without(Location place) => new(new RegistryFacts
    {
        Version = registry.Version,
        IsDemo = registry.IsDemo,
        Categories = registry.Categories,
        Items = [.. registry.Items.Values],
        Locations = [.. registry.Locations.Values.Where(x => x.Id != place.Id)],
        Participants = [.. registry.Participants.Values],
        Keys = [],
        Feeds = [],
        AlertRules = [],
    });

    private async Task ProbesAsync(Probe probe, LoadResult result, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        TimeSpan end = plan.WarmUp + plan.Measure;
        for (int i = 0; ; i++)
        {
            TimeSpan due = plan.ProbeEvery * i;
            if (due >= end)
                return;
            TimeSpan early = due - Stopwatch.GetElapsedTime(start);
            if (early > TimeSpan.Zero)
                await Task.Delay(early, cancellation);
            await ProbeAsync(probe, due >= plan.WarmUp ? result : null, () => Stopwatch.GetElapsedTime(start) - due,
                cancellation);
        }
    }

    private async Task ProbeAsync(Probe probe, LoadResult? result, Func<TimeSpan> sinceDue,
        CancellationToken cancellation)
    {
        Task<long> hub = _hub.Expect(!probe.IsHigh);
        Task<long> page = _page.Expect(!probe.IsHigh);
        long begun = Stopwatch.GetTimestamp();
        bool isAccepted = await probe.PushAsync(TimeProvider.System.GetUtcNow(), cancellation);
        long receipt = Stopwatch.GetTimestamp();
        // A timer that fires a little early must not make the server look faster than it is.
        TimeSpan own = Stopwatch.GetElapsedTime(begun, receipt);
        TimeSpan late = sinceDue();
        TimeSpan toReceipt = late > own ? late : own;
        long? seenByHub = isAccepted ? await SeenAsync(hub) : null;
        long? seenByPage = isAccepted && plan.HasBrowser ? await SeenAsync(page) : null;
        if (result is null)
            return;
        result.Probes++;
        if (!isAccepted)
        {
            result.ProbesFailed++;
            return;
        }

        result.ToReceipt.Record(toReceipt);
        if (!Record(result.ReceiptToHub, receipt, seenByHub))
            result.HubMissed++;
        if (plan.HasBrowser && !Record(result.ReceiptToPage, receipt, seenByPage))
            result.PageMissed++;
    }

    private static bool Record(LatencyHistogram histogram, long from, long? to)
    {
        if (to is not { } seen)
            return false;
        histogram.Record(seen <= from ? TimeSpan.Zero : Stopwatch.GetElapsedTime(from, seen));
        return true;
    }

    private static async Task<long?> SeenAsync(Task<long> seen)
    {
        Task first = await Task.WhenAny(seen, Task.Delay(SeenLimit));
        return first == seen ? await seen : null;
    }

    /// <summary>Leaves the level without the jump.</summary>
    private static async Task CleanUpAsync(Probe probe, CancellationToken cancellation)
    {
        if (probe.IsHigh)
            await probe.PushAsync(TimeProvider.System.GetUtcNow(), cancellation);
    }
}
