using Inventory.Adapters;
using Inventory.Model.Receipts;
using Inventory.Model.Snapshots;
using Inventory.Server.Core;
using Inventory.Storage.Log;

namespace Inventory.Server.Ingest;

/// <summary>
/// Holds a full delivery that says far less than the last one, for a file cut in the middle would empty shelves. A
/// run is measured
/// against the feed's last accepted delivery; a delivery without runs against what its own locations hold now, for a
/// chain may send its
/// shops one by one through one feed.
/// </summary>
internal sealed class ShrinkGuard(ISnapshotWriter log, ICellQueries cells)
{
    // Half, as the rule book says (chapter 5).
    private const long ShareMin = 2;

    /// <summary>True when the delivery must be confirmed.</summary>
    public async Task<bool> IsSuspiciousAsync(
        DeliveryRequest request, FeedReading reading, CancellationToken cancellation)
    {
        bool isComplete = request.Profile.CompleteRun || request.Profile.Scope == SnapshotScope.Full;
        if (!request.HasFeed || !request.Profile.ShrinkGuard || !isComplete || request.IsConfirmed)
            return false;
        if (reading.Snapshots.Count == 0)
            return false;
        return request.Profile.CompleteRun
            ? await IsRunSuspiciousAsync(request.Profile.Id, reading, cancellation)
            : await AreLocationsSuspiciousAsync(reading);
    }

    private async Task<bool> IsRunSuspiciousAsync(string feed, FeedReading reading, CancellationToken cancellation)
    {
        Receipt? last = await log.FindLastAcceptedAsync(feed, cancellation);
        long before = last is null ? 0 : last.Lines.Accepted + last.Lines.Duplicate;
        return Lines(reading) * ShareMin < before;
    }

    private async Task<bool> AreLocationsSuspiciousAsync(FeedReading reading)
    {
        long before;
        try
        {
            before = await cells.CountAsync([.. reading.Snapshots.Select(x => x.Location)]);
        }
        catch (CoreUnavailableException)
        {
            // Deliveries stay durable while the core is down; a guard that needs the core must not stop them.
            return false;
        }

        var said = new HashSet<(string Location, string Item, StockStatus Status)>();
        foreach (StockSnapshot snapshot in reading.Snapshots)
        {
            foreach (StockLine line in snapshot.Lines)
                said.Add((snapshot.Location.Value, line.Item.Value, line.Status));
        }

        return said.Count * ShareMin < before;
    }

    private static long Lines(FeedReading reading) => reading.Snapshots.Sum(x => (long)x.Lines.Count);
}
