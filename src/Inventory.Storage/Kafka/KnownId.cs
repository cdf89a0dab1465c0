namespace Inventory.Storage.Kafka;

/// <summary>An id that stands on the snapshots topic.</summary>
/// <param name="Key">Hash of sender and id (of sender, id and partition for a run marker).</param>
/// <param name="ContentHash">Hash of the content.</param>
/// <param name="ReceivedAtMs">When it was received.</param>
internal readonly record struct KnownId(UInt128 Key, ulong ContentHash, long ReceivedAtMs)
{
    /// <summary>The key of a snapshot, or of a run marker in one partition.</summary>
    public static UInt128 KeyOf(string sender, string id, int? markerPartition)
    {
        // No id holds a line feed.
        string text = markerPartition is { } partition ? $"{id}\n{partition}" : id;
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(Log.SnapshotKey.Of(sender, text));
    }
}
