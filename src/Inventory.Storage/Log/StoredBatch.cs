using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Inventory.Model.Snapshots;

namespace Inventory.Storage.Log;

/// <summary>
/// One row of the log: the records of a commit, each as a little-endian 32-bit length and its bytes, then a CRC-32C
/// over the row's keys and all of it, so that a row under a wrong offset is found as surely as a wrong byte. Immutable;
/// any thread may read it.
/// </summary>
internal sealed class StoredBatch
{
    private const int LengthBytes = sizeof(int);
    private const int ChecksumBytes = sizeof(uint);

    private StoredBatch(long baseOffset, int count, long receivedAtMs, byte[] blob)
    {
        BaseOffset = baseOffset;
        Count = count;
        ReceivedAtMs = receivedAtMs;
        Blob = blob;
    }

    /// <summary>Offset of the first record.</summary>
    public long BaseOffset { get; }

    /// <summary>Number of records, at least 1.</summary>
    public int Count { get; }

    /// <summary>When the commit was made.</summary>
    public long ReceivedAtMs { get; }

    /// <summary>The row's bytes, as stored.</summary>
    public byte[] Blob { get; }

    /// <summary>The offset after the last record.</summary>
    public long EndOffset => BaseOffset + Count;

    /// <summary>Bytes a record of this length takes in a row.</summary>
    public static int SizeOf(ReadOnlyMemory<byte> payload) => LengthBytes + payload.Length;

    /// <summary>Lays out the records.</summary>
    public static StoredBatch Write(long baseOffset, long receivedAtMs, List<ReadOnlyMemory<byte>> payloads)
    {
        int size = ChecksumBytes;
        foreach (ReadOnlyMemory<byte> payload in payloads)
            size += SizeOf(payload);
        byte[] blob = GC.AllocateUninitializedArray<byte>(size);
        int at = 0;
        foreach (ReadOnlyMemory<byte> payload in payloads)
        {
            BinaryPrimitives.WriteInt32LittleEndian(blob.AsSpan(at), payload.Length);
            payload.Span.CopyTo(blob.AsSpan(at + LengthBytes));
            at += SizeOf(payload);
        }

        uint checksum = Checksum(baseOffset, payloads.Count, receivedAtMs, blob.AsSpan(0, at));
        BinaryPrimitives.WriteUInt32LittleEndian(blob.AsSpan(at), checksum);
        return new StoredBatch(baseOffset, payloads.Count, receivedAtMs, blob);
    }

    /// <summary>A row as read from the database, once its checksum and its lengths are found right.</summary>
    /// <exception cref="StorageException">It is corrupt; the message names it.</exception>
    public static StoredBatch Verify(long baseOffset, int count, long receivedAtMs, byte[] blob)
    {
        int end = blob.Length - ChecksumBytes;
        if (end < 0 || count < 1)
            ThrowCorrupt(baseOffset, "it is cut short");
        uint expected = BinaryPrimitives.ReadUInt32LittleEndian(blob.AsSpan(end));
        uint found = Checksum(baseOffset, count, receivedAtMs, blob.AsSpan(0, end));
        if (found != expected)
            ThrowCorrupt(baseOffset, $"expected checksum {expected:x8}, found {found:x8}");
        int at = 0;
        for (int i = 0; i < count; i++)
        {
            int length = end - at < LengthBytes ? -1 : BinaryPrimitives.ReadInt32LittleEndian(blob.AsSpan(at));
            if (length < 0 || length > end - at - LengthBytes)
                ThrowCorrupt(baseOffset, $"record {i} of {count} reaches beyond its end");
            at += LengthBytes + length;
        }

        if (at != end)
            ThrowCorrupt(baseOffset, $"{end - at} bytes follow its last record");
        return new StoredBatch(baseOffset, count, receivedAtMs, blob);
    }

    /// <summary>
    /// Adds records from <paramref name="offset"/> on while <paramref name="into"/> holds fewer than <paramref
    /// name="countMax"/> and the budget lasts; the first of a reading always fits. Returns the offset after the last
    /// one added. The payloads are slices of this row.
    /// </summary>
    public long CopyTo(long offset, List<LogRecord> into, int countMax, ref ReadBudget budget)
    {
        int at = 0;
        for (long o = BaseOffset; o < EndOffset && into.Count < countMax; o++)
        {
            int length = BinaryPrimitives.ReadInt32LittleEndian(Blob.AsSpan(at));
            if (o >= offset)
            {
                if (!budget.TryTake(length))
                    return o;
                into.Add(new LogRecord(o, ReceivedAtMs, Blob.AsMemory(at + LengthBytes, length)));
                offset = o + 1;
            }

            at += LengthBytes + length;
        }

        return offset;
    }

    private static uint Checksum(long baseOffset, int count, long receivedAtMs, ReadOnlySpan<byte> records)
    {
        Span<byte> keys = stackalloc byte[20];
        BinaryPrimitives.WriteInt64LittleEndian(keys, baseOffset);
        BinaryPrimitives.WriteInt64LittleEndian(keys[8..], receivedAtMs);
        BinaryPrimitives.WriteInt32LittleEndian(keys[16..], count);
        return Crc32C.Finish(Crc32C.Update(Crc32C.Update(Crc32C.Start, keys), records));
    }

    [DoesNotReturn]
    private static void ThrowCorrupt(long baseOffset, string why) =>
        throw new StorageException($"The log is corrupt: the batch at offset {baseOffset} is not what was written, {why}.");
}
