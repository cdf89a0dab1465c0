using System.Buffers.Binary;
using System.Text;

namespace Inventory.Engine.Arrow;

/// <summary>
/// The values of one column of one batch, kept as Arrow lays them out: values, and a bit for each that tells whether
/// it is there; texts as their ends and their bytes. Used again for each batch.
/// </summary>
public sealed class ArrowColumn
{
    private readonly int _width;
    private byte[] _values = [];
    private byte[] _valid = [];
    private byte[] _text = [];
    private int _textLength;

    /// <summary>An empty column of a type.</summary>
    public ArrowColumn(ArrowType type)
    {
        Type = type;
        _width = type switch
        {
            ArrowType.Bool => 0,
            ArrowType.Int32 or ArrowType.Dictionary or ArrowType.Text => 4,
            _ => 8,
        };
    }

    /// <summary>Its type.</summary>
    public ArrowType Type { get; }

    /// <summary>Values added.</summary>
    public int Count { get; private set; }

    /// <summary>Those that are absent.</summary>
    public int Nulls { get; private set; }

    /// <summary>One bit a value, the first in the lowest; 0 is absent. Empty when nothing is.</summary>
    internal ReadOnlyMemory<byte> ValidMemory => _valid.AsMemory(0, Nulls == 0 ? 0 : (Count + 7) / 8);

    /// <summary>The values as they stand in memory, little-endian; absent ones are zero. Of texts, where each begins
    /// and, one more, where the last ends.</summary>
    internal ReadOnlyMemory<byte> ValuesMemory => _values.AsMemory(0, ValueBytes);

    /// <summary>The texts, one behind the other.</summary>
    internal ReadOnlyMemory<byte> TextMemory => _text.AsMemory(0, _textLength);

    private int ValueBytes => Type switch
    {
        ArrowType.Bool => (Count + 7) / 8,
        ArrowType.Text => Count == 0 ? 0 : (Count + 1) * 4,
        _ => Count * _width,
    };

    /// <summary>Begins the next batch.</summary>
    public void Clear()
    {
        Array.Clear(_values, 0, ValueBytes);
        Array.Clear(_valid, 0, Math.Min(_valid.Length, (Count + 7) / 8));
        (Count, Nulls, _textLength) = (0, 0, 0);
    }

    /// <summary>Adds an integer, a time in milliseconds or a dictionary's number; null when it is absent.</summary>
    public void Add(long? value)
    {
        Span<byte> room = Next(value is not null);
        if (value is not { } number)
            return;
        if (_width == 4)
            BinaryPrimitives.WriteInt32LittleEndian(room, checked((int)number));
        else
            BinaryPrimitives.WriteInt64LittleEndian(room, number);
    }

    /// <summary>Adds a floating point number; null when it is absent.</summary>
    public void Add(double? value)
    {
        Span<byte> room = Next(value is not null);
        if (value is { } number)
            BinaryPrimitives.WriteDoubleLittleEndian(room, number);
    }

    /// <summary>Adds a truth value; null when it is absent.</summary>
    public void Add(bool? value)
    {
        int at = Count;
        Next(value is not null);
        if (value == true)
            _values[at >> 3] |= (byte)(1 << (at & 7));
    }

    /// <summary>Adds a text; null when it is absent.</summary>
    public void Add(string? value)
    {
        Next(value is not null);
        if (value is not null)
        {
            int length = Encoding.UTF8.GetByteCount(value);
            if (_text.Length - _textLength < length)
                Array.Resize(ref _text, checked(Math.Max(1024, (_textLength + length) * 2)));
            _textLength += Encoding.UTF8.GetBytes(value, _text.AsSpan(_textLength));
        }

        BinaryPrimitives.WriteInt32LittleEndian(_values.AsSpan(Count * 4), _textLength);
    }

    private Span<byte> Next(bool isValid)
    {
        int bytes = _width == 0 ? (Count / 8) + 1 : (Count + 2) * _width;
        if (_values.Length < bytes)
            Array.Resize(ref _values, Math.Max(64, bytes * 2));
        if (_valid.Length < (Count / 8) + 1)
            Array.Resize(ref _valid, Math.Max(16, ((Count / 8) + 1) * 2));
        if (isValid)
            _valid[Count >> 3] |= (byte)(1 << (Count & 7));
        else
            Nulls++;
        Count++;
        return _width == 0 ? default : _values.AsSpan((Count - 1) * _width, _width);
    }
}
