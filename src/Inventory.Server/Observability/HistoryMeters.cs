using System.Diagnostics.Metrics;
using Inventory.Storage.History;

namespace Inventory.Server.Observability;

/// <summary>Instruments of the history's way out of the process.</summary>
internal static class HistoryMeters
{
    private static readonly Meter Meter = new(ServerMeters.Name);

    private static readonly Counter<long> Points =
        Meter.CreateCounter<long>("inventory.history.points", description: "Points written to the history");

    private static readonly Counter<long> LeftOut = Meter.CreateCounter<long>(
        "inventory.history.left_out", description: "Points and frames left out because the spool was full or unreadable");

    private static readonly Counter<long> Failed =
        Meter.CreateCounter<long>("inventory.history.failed_writes", description: "Writes to the history that failed and are tried again");

    private static readonly Histogram<double> Writes =
        Meter.CreateHistogram<double>("inventory.history.write", "s", "Time of a write to the history");

    private static Func<long> s_waiting = () => 0;
    private static HistorySpool? s_spool;
    private static HistoryDeadLetters? s_deadLetters;

    static HistoryMeters()
    {
        Meter.CreateObservableGauge(
            "inventory.history.queue_depth", () => s_spool?.Count ?? 0, description: "Entries that wait for the history");
        Meter.CreateObservableGauge(
            "inventory.history.queued_points", () => s_waiting(), description: "Points that wait for the spool's disk");
        Meter.CreateObservableGauge(
            "inventory.history.spooled_bytes", () => s_spool?.Bytes ?? 0, description: "Bytes that wait for the history");
        Meter.CreateObservableCounter(
            "inventory.history.dead_letters", () => s_deadLetters?.Count ?? 0, description: "Points the history refused for good");
    }

    /// <summary>Tells what to look at; a later server in the same process takes its place.</summary>
    public static void Watch(Func<long> waiting, HistorySpool spool, HistoryDeadLetters deadLetters) =>
        (s_waiting, s_spool, s_deadLetters) = (waiting, spool, deadLetters);

    /// <summary>Counts written points.</summary>
    public static void CountWritten(int points) => Points.Add(points);

    /// <summary>Counts what was left out.</summary>
    public static void CountLeftOut(int points) => LeftOut.Add(points);

    /// <summary>Counts a failed write.</summary>
    public static void CountFailed() => Failed.Add(1);

    /// <summary>Notes how long a write took.</summary>
    public static void Took(TimeSpan time) => Writes.Record(time.TotalSeconds);
}
