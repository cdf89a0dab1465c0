using Inventory.Model.Registry;
using Inventory.Model.Rejections;

namespace Inventory.Model.Snapshots;

/// <summary>What a schema cannot say: times against the clock, identifiers against the registry, quantities against packs.</summary>
public static class SnapshotValidator
{
    /// <summary>As-of may lie this far ahead of the clock of reception; clocks of tills are rarely better. DESIGN: 5 minutes.</summary>
    public const int FutureToleranceMs = 5 * 60_000;

    /// <summary>
    /// Checks a snapshot and completes it (base quantities). Refused lines go to <paramref name="rejections"/>; null when nothing is left or
    /// the snapshot as a whole is refused.
    /// </summary>
    /// <param name="sources">Place of each line in what was sent, parallel to the lines; null when unknown.</param>
    public static StockSnapshot? Validate(
        StockSnapshot snapshot,
        StockRegistry registry,
        DateTimeOffset now,
        IReadOnlyList<SourcePosition>? sources,
        List<Rejection> rejections,
        List<Warning> warnings) => throw new NotSupportedException(snapshot.SnapshotId);
}
