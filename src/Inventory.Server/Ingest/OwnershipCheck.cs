using Inventory.Adapters;
using Inventory.Model.Identifiers;
using Inventory.Model.Receipts;
using Inventory.Model.Registry;
using Inventory.Model.Rejections;
using Inventory.Model.Snapshots;
using Inventory.Server.Auth;

namespace Inventory.Server.Ingest;

/// <summary>
/// Whether the caller may state these levels: the sender must be the caller (or the caller the ministry), and the
/// location must not be
/// another participant's. A feed of one's own is no door to somebody else's shelf.
/// </summary>
internal static class OwnershipCheck
{
    /// <summary>
    /// The reading without what the caller may not state; each refused line is counted and each refused snapshot
    /// named.
    /// </summary>
    public static FeedReading Apply(FeedReading reading, StockRegistry registry, Caller caller)
    {
        List<StockSnapshot>? kept = null;
        var refused = new List<Rejection>();
        long lines = 0;
        for (int i = 0; i < reading.Snapshots.Count; i++)
        {
            StockSnapshot snapshot = reading.Snapshots[i];
            if (Check(snapshot, registry, caller, i) is not { } rejection)
            {
                kept?.Add(snapshot);
                continue;
            }

            kept ??= [.. reading.Snapshots.Take(i)];
            refused.Add(rejection);
            lines += Math.Max(1, snapshot.Lines.Count);
        }

        if (kept is null)
            return reading;
        return reading with
        {
            Snapshots = kept,
            Run = kept.Count == 0 ? null : reading.Run,
            Accepted = kept.Sum(x => (long)x.Lines.Count),
            Rejected = reading.Rejected + lines,
            Rejections = [.. reading.Rejections.Concat(refused).Take(Receipt.RejectionsMax)],
        };
    }

    private static Rejection? Check(StockSnapshot snapshot, StockRegistry registry, Caller caller, int index)
    {
        var source = new SourcePosition(Path: $"/{index}");
        if (!caller.IsMinistryOr(snapshot.Sender))
            return new Rejection(source, "sender", snapshot.Sender.Value, RejectionReason.SenderForbidden);
        if (!registry.Participants.ContainsKey(snapshot.Sender.Value))
            return new Rejection(source, "sender", snapshot.Sender.Value, RejectionReason.SenderUnknown);
        if (Owner(snapshot.Location, registry) is { } owner && owner != snapshot.Sender)
            return new Rejection(source, "location", snapshot.Location.Value, RejectionReason.LocationForbidden);
        return null;
    }

    /// <summary>Whose place it is; null for a GLN the registry does not know.</summary>
    public static ParticipantId? Owner(LocationId location, StockRegistry registry)
    {
        if (registry.Locations.TryGetValue(location.Value, out Location? known))
            return known.Participant;
        return ParticipantId.TrySplit(location.Value, out ParticipantId participant, out _) ? participant : null;
    }
}
