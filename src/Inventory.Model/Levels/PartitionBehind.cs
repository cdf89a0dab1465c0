namespace Inventory.Model.Levels;

/// <summary>
/// A part of the log whose levels are older than the view: only where several processes share the work.
/// </summary>
/// <param name="Partition">The partition's number.</param>
/// <param name="LagRecords">Durable records the view does not hold yet; null when the log cannot be asked.</param>
/// <param name="TickAgeMs">Age of the newest levels of it in milliseconds; null when there never were any.</param>
public readonly record struct PartitionBehind(int Partition, long? LagRecords, long? TickAgeMs);
