using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Inventory.Engine.Arrow;

/// <summary>
/// Writes the few FlatBuffers tables that Arrow's metadata is made of, from their end to their start as the format
/// wants it: what is referred to is written before what refers to it. Positions count from the end of the buffer. One
/// message at a time; not thread safe.
/// </summary>
internal sealed class FlatTables
{
    private const int FieldsMax = 8;

    private readonly int[] _fields = new int[FieldsMax];
    private byte[] _bytes = new byte[1024];
    private int _used;
    private int _alignMax;
    private int _fieldCount;
    private int _tableFrom;

    /// <summary>Begins a new buffer.</summary>
    public void Clear() => (_used, _alignMax) = (0, 4);

    /// <summary>A text; its position.</summary>
    public int Text(string text)
    {
        int length = Encoding.UTF8.GetByteCount(text);
        Align(4, length + 1);
        Take(1)[0] = 0;
        Encoding.UTF8.GetBytes(text, Take(length));
        Push(length);
        return _used;
    }

    /// <summary>A vector of references to tables or texts; its position.</summary>
    public int References(ReadOnlySpan<int> positions)
    {
        Align(4, positions.Length * 4);
        for (int i = positions.Length - 1; i >= 0; i--)
            PushReference(positions[i]);
        Push(positions.Length);
        return _used;
    }

    /// <summary>A vector of structs of 64-bit numbers, <paramref name="perStruct"/> in each; its position.</summary>
    public int Structs(ReadOnlySpan<long> numbers, int perStruct)
    {
        Align(4, numbers.Length * 8);
        Align(8, numbers.Length * 8);
        for (int i = numbers.Length - 1; i >= 0; i--)
            BinaryPrimitives.WriteInt64LittleEndian(Take(8), numbers[i]);
        Push(numbers.Length / perStruct);
        return _used;
    }

    /// <summary>Begins a table; its fields follow, then <see cref="End"/>.</summary>
    public void Begin(int fields)
    {
        Array.Clear(_fields);
        _fieldCount = fields;
        _tableFrom = _used;
    }

    /// <summary>A field of one byte; 0 is the default of all fields used here and is left out.</summary>
    public void Byte(int field, byte value)
    {
        if (value == 0)
            return;
        Align(1, 0);
        Take(1)[0] = value;
        _fields[field] = _used;
    }

    /// <summary>A field of 16 bits.</summary>
    public void Short(int field, short value)
    {
        if (value == 0)
            return;
        Align(2, 0);
        BinaryPrimitives.WriteInt16LittleEndian(Take(2), value);
        _fields[field] = _used;
    }

    /// <summary>A field of 32 bits.</summary>
    public void Int(int field, int value)
    {
        if (value == 0)
            return;
        Push(value);
        _fields[field] = _used;
    }

    /// <summary>A field of 64 bits.</summary>
    public void Long(int field, long value)
    {
        if (value == 0)
            return;
        Align(8, 0);
        BinaryPrimitives.WriteInt64LittleEndian(Take(8), value);
        _fields[field] = _used;
    }

    /// <summary>A reference to what was written at a position; 0 leaves it out.</summary>
    public void Reference(int field, int position)
    {
        if (position == 0)
            return;
        Align(4, 0);
        PushReference(position);
        _fields[field] = _used;
    }

    /// <summary>Ends the table; its position. Equal tables of offsets are not shared: the messages are small.</summary>
    public int End()
    {
        Push(0);
        int table = _used;
        int count = _fieldCount;
        while (count > 0 && _fields[count - 1] == 0)
            count--;
        for (int i = count - 1; i >= 0; i--)
        {
            int offset = _fields[i] == 0 ? 0 : table - _fields[i];
            BinaryPrimitives.WriteInt16LittleEndian(Take(2), checked((short)offset));
        }

        BinaryPrimitives.WriteInt16LittleEndian(Take(2), checked((short)(table - _tableFrom)));
        BinaryPrimitives.WriteInt16LittleEndian(Take(2), checked((short)((count + 2) * 2)));
        BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(_bytes.Length - table), _used - table);
        return table;
    }

    /// <summary>Ends the buffer with its root; the bytes are valid until the next one begins.</summary>
    public ReadOnlySpan<byte> Finish(int root)
    {
        Align(_alignMax, 4);
        PushReference(root);
        return _bytes.AsSpan(_bytes.Length - _used);
    }

    private void PushReference(int position)
    {
        Align(4, 0);
        Push(_used + 4 - position);
    }

    private void Push(int value)
    {
        Align(4, 0);
        BinaryPrimitives.WriteInt32LittleEndian(Take(4), value);
    }

    /// <summary>Pads so that what stands before the next <paramref name="following"/> bytes is aligned.</summary>
    private void Align(int to, int following)
    {
        _alignMax = Math.Max(_alignMax, to);
        int padding = -(_used + following) & (to - 1);
        Take(padding).Clear();
    }

    /// <summary>Room before what is written.</summary>
    private Span<byte> Take(int count)
    {
        if (_bytes.Length - _used < count)
        {
            byte[] greater = new byte[BitOperations.RoundUpToPowerOf2((uint)(_used + count))];
            _bytes.AsSpan(_bytes.Length - _used).CopyTo(greater.AsSpan(greater.Length - _used));
            _bytes = greater;
        }

        _used += count;
        return _bytes.AsSpan(_bytes.Length - _used, count);
    }
}
