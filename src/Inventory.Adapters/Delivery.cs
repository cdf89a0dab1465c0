namespace Inventory.Adapters;

/// <summary>What came with the bytes of a delivery.</summary>
/// <param name="ReceivedAt">When it reached us; the as-of of last resort.</param>
/// <param name="FileName">The sender's file name; null when none was given.</param>
/// <param name="AsOf">The as-of stated beside the file (<c>X-As-Of</c>); null when none was.</param>
/// <param name="SampleMax">Accepted lines to show with their places (<see cref="FeedReading.Sample"/>); 0 for
/// none.</param>
public sealed record Delivery(
    DateTimeOffset ReceivedAt, string? FileName = null, DateTimeOffset? AsOf = null, int SampleMax = 0);
