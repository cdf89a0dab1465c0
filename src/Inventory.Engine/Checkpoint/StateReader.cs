using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Inventory.Engine.Checkpoint;

/// <summary>
/// Reads what <see cref="StateWriter"/> wrote. Every broken stream ends in <see cref="InvalidDataException"/>.
/// </summary>
internal sealed class StateReader(Stream stream)
{
    private const int TextBytesMax = 16 * 1024 * 1024;
    private readonly byte[] _block = new byte[StateWriter.BlockBytesMax];
    private int _used;
    private int _length;
    private ulong _chain;

    /// <summary>Reads a number.</summary>
    public long Long()
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        ReadRaw(bytes);
        return BinaryPrimitives.ReadInt64LittleEndian(bytes);
    }

    /// <summary>Reads a number within bounds, the ends included.</summary>
    public int Int(int min, int max)
    {
        long value = Long();
        Demand(value >= min && value <= max, "number within its bounds");
        return (int)value;
    }

    /// <summary>Reads a wide number.</summary>
    public Int128 Wide()
    {
        Span<byte> bytes = stackalloc byte[16];
        ReadRaw(bytes);
        return BinaryPrimitives.ReadInt128LittleEndian(bytes);
    }

    /// <summary>Reads a floating-point number.</summary>
    public double Double() => BitConverter.Int64BitsToDouble(Long());

    /// <summary>Reads a text or null.</summary>
    public string? Text() => Int(-1, 0) < 0 ? null : Encoding.UTF8.GetString(Bytes());

    /// <summary>Reads a text that must be there.</summary>
    public string RequiredText()
    {
        string? text = Text();
        Demand(text is not null, "text");
        return text!;
    }

    /// <summary>Reads bytes behind their length.</summary>
    public byte[] Bytes()
    {
        byte[] bytes = new byte[Int(0, TextBytesMax)];
        ReadRaw(bytes);
        return bytes;
    }

    /// <summary>Fills a column.</summary>
    public void Column<T>(Span<T> values)
        where T : unmanaged => ReadRaw(MemoryMarshal.AsBytes(values));

    /// <summary>Demands the end of the chain.</summary>
    public void Finish()
    {
        Demand(_used == _length, "end of the state");
        NextBlock();
        Demand(_length == 0, "end of the state");
    }

    /// <summary>Stops reading when what the stream says cannot be.</summary>
    public static void Demand(bool condition, string expected)
    {
        if (!condition)
            throw new InvalidDataException($"Broken state: expected {expected}.");
    }

    private void ReadRaw(Span<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (_used == _length)
            {
                NextBlock();
                Demand(_length > 0, "more bytes");
            }

            int part = Math.Min(bytes.Length, _length - _used);
            _block.AsSpan(_used, part).CopyTo(bytes);
            _used += part;
            bytes = bytes[part..];
        }
    }

    private void NextBlock()
    {
        Span<byte> number = stackalloc byte[sizeof(ulong)];
        Fill(number[..sizeof(int)]);
        _length = BinaryPrimitives.ReadInt32LittleEndian(number);
        _used = 0;
        Demand(_length >= 0 && _length <= _block.Length, "block length");
        Fill(_block.AsSpan(0, _length));
        _chain = BlockHash.Of(_block.AsSpan(0, _length), _chain);
        Fill(number);
        Demand(BinaryPrimitives.ReadUInt64LittleEndian(number) == _chain, "hash of a block");
    }

    private void Fill(Span<byte> bytes) =>
        Demand(stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) == bytes.Length, "more bytes");
}
