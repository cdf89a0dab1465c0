using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Inventory.Storage;

/// <summary>The floor's own instruments; the server's metrics page shows them. No labels from outside.</summary>
public static class StorageMeters
{
    /// <summary>The meter's name.</summary>
    public const string Name = "Inventory.Storage";

    private static readonly Meter Meter = new(Name);

    private static readonly Histogram<double> Commit = Meter.CreateHistogram<double>(
        "inventory.log.commit", "s", "Time of one group commit of the log: what a receipt waits for the disk");

    /// <summary>Notes a commit that began at <paramref name="started"/> (a timestamp of the stopwatch).</summary>
    internal static void NoteCommit(long started) => Commit.Record(Stopwatch.GetElapsedTime(started).TotalSeconds);
}
