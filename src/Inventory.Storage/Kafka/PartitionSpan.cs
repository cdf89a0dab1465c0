namespace Inventory.Storage.Kafka;

/// <summary>What a partition holds.</summary>
/// <param name="Partition">The partition.</param>
/// <param name="Start">The earliest offset.</param>
/// <param name="End">The offset after the newest record.</param>
public readonly record struct PartitionSpan(int Partition, long Start, long End);
