using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Inventory.Model.Snapshots;

namespace Inventory.Adapters.Assembling;

/// <summary>
/// Hashes everything a snapshot states, its id and run left out. The fields go to SHA-256 as they stand in memory, each
/// text behind its length and each absent field as a mark of its own, so that no two contents give the same bytes;
/// writing them as JSON first would cost more than the hash. One for all snapshots of a delivery; not thread safe.
/// </summary>
internal sealed class ContentHasher : IDisposable
{
    // Texts longer than this go to the hash by themselves.
    private const int BufferBytes = 16 * 1024;
    private const int FieldBytesMax = 32;

    // Lengths are never negative.
    private const int Absent = -1;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _buffer = new byte[BufferBytes];
    private int _used;

    /// <summary>The hash of a snapshot's content.</summary>
    public byte[] Hash(StockSnapshot snapshot)
    {
        Add(StockSnapshot.SpecVersion);
        Add(snapshot.Sender.Value);
        Add(snapshot.Feed);
        Add(snapshot.Location.Value);
        Add(snapshot.AsOf);
        Add((long)snapshot.AsOfSource);
        Add((long)snapshot.Scope);
        Add((long)snapshot.Lines.Count);
        for (int i = 0; i < snapshot.Lines.Count; i++)
            Add(snapshot.Lines[i]);
        Flush();
        return _hash.GetHashAndReset();
    }

    public void Dispose() => _hash.Dispose();

    private void Add(in StockLine line)
    {
        Add(line.Item.Value);
        Add(((long)line.Status << 32) | (uint)line.SaleState);
        Add(line.Quantity);
        Add(line.Unit);
        Add(line.BaseQuantity);
        Add(line.Band?.Min);
        Add(line.Band?.Max);
        Add(line.Owner?.Value);
        Add(line.Lot);
        Add((long?)line.Expiry?.DayNumber);
        if (line.AsOf is { } asOf)
            Add(asOf);
        else
            Add((long?)null);
    }

    private void Add(string? text)
    {
        Span<byte> free = Free(FieldBytesMax);
        BinaryPrimitives.WriteInt32LittleEndian(free, text?.Length ?? Absent);
        _used += sizeof(int);
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(text.AsSpan());
        if (bytes.Length > BufferBytes)
        {
            Flush();
            _hash.AppendData(bytes);
            return;
        }

        bytes.CopyTo(Free(bytes.Length));
        _used += bytes.Length;
    }

    private void Add(long number)
    {
        BinaryPrimitives.WriteInt64LittleEndian(Free(FieldBytesMax), number);
        _used += sizeof(long);
    }

    private void Add(long? number)
    {
        Span<byte> free = Free(FieldBytesMax);
        free[0] = number is null ? (byte)0 : (byte)1;
        _used++;
        if (number is { } stated)
            Add(stated);
    }

    private void Add(decimal? number)
    {
        Span<byte> free = Free(FieldBytesMax);
        free[0] = number is null ? (byte)0 : (byte)1;
        _used++;
        if (number is not { } stated)
            return;
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(stated, bits);
        for (int i = 0; i < bits.Length; i++)
            BinaryPrimitives.WriteInt32LittleEndian(free[(1 + (i * sizeof(int)))..], bits[i]);
        _used += bits.Length * sizeof(int);
    }

    private void Add(DateTimeOffset time)
    {
        Add((long?)time.Ticks);
        Add((long)time.TotalOffsetMinutes);
    }

    private Span<byte> Free(int length)
    {
        if (BufferBytes - _used < length)
            Flush();
        return _buffer.AsSpan(_used);
    }

    private void Flush()
    {
        _hash.AppendData(_buffer.AsSpan(0, _used));
        _used = 0;
    }
}
