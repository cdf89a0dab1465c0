namespace Inventory.Model.Snapshots;

/// <summary>One record read from the snapshot log: a canonical snapshot or run marker. The payload is owned by the
/// reader's batch.</summary>
/// <param name="Offset">Its place on the log, 0-based and without gaps.</param>
/// <param name="ReceivedAtMs">When it was made durable, milliseconds since 1970 UTC.</param>
/// <param name="Payload">Canonical UTF-8 JSON (<see cref="CanonicalWriter"/>).</param>
public readonly record struct LogRecord(long Offset, long ReceivedAtMs, ReadOnlyMemory<byte> Payload);
