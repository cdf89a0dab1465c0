namespace Inventory.Engine.Partial;

/// <summary>Where one partition stands in the merged levels.</summary>
/// <param name="Partition">Its number.</param>
/// <param name="Epoch">The highest epoch that was seen; 0 before any message.</param>
/// <param name="Instance">Who claimed that epoch; null when no claim was seen.</param>
/// <param name="Url">Where the owner answers; null when it did not say.</param>
/// <param name="ShownEpoch">The epoch of the levels that are shown; 0 while none are.</param>
/// <param name="Tick">The number of the shown tick within its epoch; 0 while none is.</param>
/// <param name="NextOffset">The offset of the snapshot log that the shown levels wait for.</param>
/// <param name="NowMs">The owner's clock at the shown tick; 0 while none is.</param>
/// <param name="AgeMs">How far that clock is behind the merge's own; the greatest value while none is shown.</param>
/// <param name="Registry">The registry the shown levels were counted under; null while none are.</param>
/// <param name="IsComplete">
/// False when the newest tick names other levels than those that arrived: then the older ones stay shown. It heals with
/// the messages that are missing, or with a full tick.
/// </param>
public sealed record PartitionState(
    int Partition, long Epoch, string? Instance, string? Url, long ShownEpoch, long Tick, long NextOffset, long NowMs,
    long AgeMs, string? Registry, bool IsComplete)
{
    /// <summary>True once levels of it are shown; they stay shown when their owner dies.</summary>
    public bool IsShown => ShownEpoch > 0;
}
