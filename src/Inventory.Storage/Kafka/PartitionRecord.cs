using Inventory.Model.Snapshots;

namespace Inventory.Storage.Kafka;

/// <summary>One record of the snapshots topic.</summary>
/// <param name="Partition">Its partition.</param>
/// <param name="Record">Offset within the partition, time of receipt, payload (empty for a tombstone, which nobody
/// should write). The time is the gateway's, or the broker's where no gateway of ours wrote it.</param>
/// <param name="Sender">The sender as the gateway stated it; null from producers that are not ours.</param>
/// <param name="SnapshotId">The snapshot's id; null from producers that are not ours.</param>
/// <param name="ContentHash">Hash of everything but the id; null from producers that are not ours.</param>
/// <param name="Receipt">The receipt it was delivered under; null from producers that are not ours.</param>
public readonly record struct PartitionRecord(
    int Partition, LogRecord Record, string? Sender, string? SnapshotId, ulong? ContentHash, string? Receipt);
