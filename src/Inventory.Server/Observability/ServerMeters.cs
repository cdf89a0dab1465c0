using System.Diagnostics.Metrics;
using Inventory.Model.Receipts;

namespace Inventory.Server.Observability;

/// <summary>Our own instruments. Labels are closed lists: never an id, a key or a name from outside.</summary>
internal static class ServerMeters
{
    /// <summary>The meter's name.</summary>
    public const string Name = "Inventory.Server";

    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> Deliveries =
        Meter.CreateCounter<long>("inventory.deliveries", description: "Deliveries by outcome");

    private static readonly Counter<long> Lines =
        Meter.CreateCounter<long>("inventory.lines", description: "Source lines by outcome");

    private static readonly Counter<long> SlowConnections =
        Meter.CreateCounter<long>(
            "inventory.hub.slow_connections", description: "Live connections cut because they took nothing");

    private static readonly Counter<long> Conflated = Meter.CreateCounter<long>(
        "inventory.hub.conflated", description: "Published levels a slow connection was spared, for newer ones came");

    private static readonly Histogram<double> CoreDelay = Meter.CreateHistogram<double>(
        "inventory.core.delay", "s", "Time from a record's reception until the levels hold it");

    private static readonly Counter<long> Unlooked = Meter.CreateCounter<long>(
        "inventory.quality.unlooked", description: "Deliveries taken without a look at their quality");

    /// <summary>Counts a delivery nobody looked at.</summary>
    public static void CountUnlooked() => Unlooked.Add(1);

    private static readonly Counter<long> Feeds =
        Meter.CreateCounter<long>("inventory.feeds", description: "Feeds suggested, previewed, saved and deleted");

    private static readonly Counter<long> Held =
        Meter.CreateCounter<long>("inventory.held", description: "Held deliveries by what became of them");

    private static readonly Counter<long> DropFiles =
        Meter.CreateCounter<long>("inventory.drop.files", description: "Files of the drop folder by outcome");

    /// <summary>Counts a call on feeds by what it did.</summary>
    public static void CountFeed(string outcome) =>
        Feeds.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    /// <summary>Counts a held delivery by what became of it.</summary>
    public static void CountHeld(string outcome) => Held.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    /// <summary>Counts a file of the drop folder by its outcome.</summary>
    public static void CountDropFile(string outcome) =>
        DropFiles.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    /// <summary>Counts a delivery by its outcome.</summary>
    public static void CountDelivery(string outcome) =>
        Deliveries.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    /// <summary>Counts a receipt's lines.</summary>
    public static void CountLines(ReceiptLines lines)
    {
        Lines.Add(lines.Accepted, new KeyValuePair<string, object?>("outcome", "accepted"));
        Lines.Add(lines.Rejected, new KeyValuePair<string, object?>("outcome", "rejected"));
        Lines.Add(lines.Duplicate, new KeyValuePair<string, object?>("outcome", "duplicate"));
    }

    /// <summary>Counts publications that a connection never saw, because a newer one was there first.</summary>
    public static void CountConflated(long publications)
    {
        if (publications > 0)
            Conflated.Add(publications);
    }

    /// <summary>Notes how long a record waited for the levels, in milliseconds.</summary>
    public static void NoteCoreDelay(long ms) => CoreDelay.Record(Math.Max(0, ms) / 1000.0);

    /// <summary>Counts a connection that was cut.</summary>
    public static void CountSlowConnection() => SlowConnections.Add(1);
}
