using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Inventory.Engine.Columns;

namespace Inventory.Engine.Checkpoint;

/// <summary>
/// Writes a state as a chain of blocks: length, bytes, hash over the bytes and the hash before. A reader so knows each
/// block to be whole before it believes a single number in it. Little endian.
/// </summary>
internal sealed class StateWriter(Stream stream)
{
    /// <summary>Bytes per block: large enough to hash at full speed, small enough to hold in the cache.</summary>
    public const int BlockBytesMax = 64 * 1024;

    private readonly byte[] _block = new byte[BlockBytesMax];
    private int _used;
    private ulong _chain;

    /// <summary>Writes a number.</summary>
    public void Write(long value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        WriteRaw(bytes);
    }

    /// <summary>Writes a wide number.</summary>
    public void Write(Int128 value)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt128LittleEndian(bytes, value);
        WriteRaw(bytes);
    }

    /// <summary>Writes a floating-point number.</summary>
    public void Write(double value) => Write(BitConverter.DoubleToInt64Bits(value));

    /// <summary>Writes a text; null and empty stay apart.</summary>
    public void Write(string? value)
    {
        Write(value is null ? -1L : 0L);
        if (value is not null)
            Write(Encoding.UTF8.GetBytes(value));
    }

    /// <summary>Writes bytes behind their length.</summary>
    public void Write(ReadOnlySpan<byte> value)
    {
        Write((long)value.Length);
        WriteRaw(value);
    }

    /// <summary>Writes a column without its length.</summary>
    public void WriteColumn<T>(ReadOnlySpan<T> values)
        where T : unmanaged => WriteRaw(MemoryMarshal.AsBytes(values));

    /// <summary>Writes the last block and the empty one that ends the chain.</summary>
    public void Finish()
    {
        if (_used > 0)
            Flush();
        Flush();
    }

    private void WriteRaw(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            int part = Math.Min(bytes.Length, _block.Length - _used);
            bytes[..part].CopyTo(_block.AsSpan(_used));
            _used += part;
            bytes = bytes[part..];
            if (_used == _block.Length)
                Flush();
        }
    }

    private void Flush()
    {
        Span<byte> number = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteInt32LittleEndian(number, _used);
        stream.Write(number[..sizeof(int)]);
        stream.Write(_block, 0, _used);
        _chain = BlockHash.Of(_block.AsSpan(0, _used), _chain);
        BinaryPrimitives.WriteUInt64LittleEndian(number, _chain);
        stream.Write(number);
        _used = 0;
    }
}

/// <summary>The hash of a block, chained to the one before.</summary>
internal static class BlockHash
{
    /// <summary>Hashes a block.</summary>
    public static ulong Of(ReadOnlySpan<byte> block, ulong before)
    {
        // Arithmetic modulo 2^64 by definition.
        unchecked
        {
            ulong length = (ulong)block.Length;
            return (KeyDictionary.Hash(block) ^ ((before + length + 1) * 0x9E3779B97F4A7C15)) * 0xBF58476D1CE4E5B9;
        }
    }
}
