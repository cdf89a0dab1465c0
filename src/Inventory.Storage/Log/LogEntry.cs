namespace Inventory.Storage.Log;

/// <summary>One record to append.</summary>
/// <param name="Sender">The sender's id.</param>
/// <param name="SnapshotId">The sender's id for it.</param>
/// <param name="ContentHash">A 64-bit hash of everything but the id; tells a duplicate from a reused id.</param>
/// <param name="Lines">How many source lines it stands for; 0 for a run marker.</param>
/// <param name="Payload">Canonical UTF-8 JSON.</param>
/// <param name="Location">
/// The location's id, by which a partitioned log spreads its records; empty for a run marker.
/// </param>
public readonly record struct LogEntry(
    string Sender, string SnapshotId, ulong ContentHash, int Lines, ReadOnlyMemory<byte> Payload,
    string Location = "");
