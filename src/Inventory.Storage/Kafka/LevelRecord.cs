namespace Inventory.Storage.Kafka;

/// <summary>One valid message of the levels topic: its writer owned the partition at that place of it.</summary>
/// <param name="Partition">The partition of the levels and of the snapshots topic.</param>
/// <param name="Offset">Its offset on the levels topic.</param>
/// <param name="Key">The key; <see cref="KafkaLevels.ClaimKey"/> for a change of owner.</param>
/// <param name="Epoch">The owner's number; each owner's is higher than the one before.</param>
/// <param name="Instance">The owner.</param>
/// <param name="Value">UTF-8 JSON; empty for a tombstone.</param>
public readonly record struct LevelRecord(
    int Partition, long Offset, string Key, long Epoch, string Instance, ReadOnlyMemory<byte> Value)
{
    /// <summary>The key's group is no more.</summary>
    public bool IsTombstone => Value.IsEmpty;

    /// <summary>The partition has a new owner, who publishes all groups next.</summary>
    public bool IsClaim => Key == KafkaLevels.ClaimKey;
}
