namespace Inventory.Server.Core;

/// <summary>How far the published levels of one partition of the log are behind what is durable.</summary>
/// <param name="Partition">The partition's number.</param>
/// <param name="LagRecords">Durable records the levels do not hold yet; null when the log cannot be asked.</param>
/// <param name="TickAgeMs">How old the last tick of its core is; null when there never was one.</param>
internal readonly record struct PartitionLag(int Partition, long? LagRecords, long? TickAgeMs)
{
    /// <summary>A core ticks each second; five missed ones are no hiccup.</summary>
    public const long TickAgeMsMax = 5_000;

    /// <summary>Records that a healthy core still has in hand between two of its publications.</summary>
    public const long LagRecordsMax = 20_000;

    /// <summary>True when figures of this partition are older than a reader would think.</summary>
    public bool IsBehind => TickAgeMs is not { } age || age > TickAgeMsMax || LagRecords > LagRecordsMax;
}
