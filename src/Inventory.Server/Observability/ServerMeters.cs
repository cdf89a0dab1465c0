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

    private static readonly Counter<long> Unlooked = Meter.CreateCounter<long>(
        "inventory.quality.unlooked", description: "Deliveries taken without a look at their quality");

    /// <summary>Counts a delivery nobody looked at.</summary>
    public static void CountUnlooked() => Unlooked.Add(1);

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

    /// <summary>Counts a connection that was cut.</summary>
    public static void CountSlowConnection() => SlowConnections.Add(1);
}
