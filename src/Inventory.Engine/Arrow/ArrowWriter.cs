using System.Buffers.Binary;
using System.Text;

namespace Inventory.Engine.Arrow;

/// <summary>
/// Writes an Arrow IPC stream, or a file that can be opened at any batch: schema, dictionaries, batches, end. Written
/// here because the package for it is not to be had; npm's apache-arrow reads what it writes in the tests. Messages,
/// bodies and buffers stand on 64-byte boundaries. Each dictionary is whole before the first batch: readers without
/// deltas read it too. Not thread safe.
/// </summary>
/// <param name="to">Where to; it is not closed.</param>
/// <param name="fields">The columns.</param>
/// <param name="notes">Texts that go with the schema.</param>
/// <param name="isFile">True for the file format with its footer.</param>
public sealed class ArrowWriter(
    Stream to, ArrowField[] fields, IReadOnlyList<KeyValuePair<string, string>> notes, bool isFile = false)
{
    /// <summary>Buffers begin on multiples of this: what the format recommends for vector instructions.</summary>
    public const int Alignment = 64;

    private static readonly byte[] Zeros = new byte[Alignment];
    private static readonly byte[] Magic = [.. "ARROW1"u8];

    private readonly ArrowMetadata _metadata = new();
    private readonly List<long> _dictionaries = [];
    private readonly List<long> _batches = [];
    private readonly List<ReadOnlyMemory<byte>> _body = [];
    private long _position;

    /// <summary>Writes the schema.</summary>
    public void Begin()
    {
        if (isFile)
        {
            Write(Magic);
            Write(Zeros.AsSpan(0, 2));
        }

        WriteMetadata(_metadata.Schema(fields, notes));
    }

    /// <summary>Writes a dictionary whole; its texts are numbered from 0 in their order.</summary>
    public void WriteDictionary(int id, IReadOnlyList<string> texts)
    {
        byte[] offsets = new byte[(texts.Count + 1) * 4];
        int length = 0;
        for (int i = 0; i < texts.Count; i++)
        {
            length = checked(length + Encoding.UTF8.GetByteCount(texts[i]));
            BinaryPrimitives.WriteInt32LittleEndian(offsets.AsSpan((i + 1) * 4), length);
        }

        byte[] bytes = new byte[length];
        int used = 0;
        foreach (string text in texts)
            used += Encoding.UTF8.GetBytes(text, bytes.AsSpan(used));
        _body.Clear();
        _body.AddRange([default, offsets, bytes]);
        (long[] buffers, long bodyLength) = Places();
        long from = _position;
        int head = WriteMetadata(_metadata.Dictionary(id, texts.Count, [texts.Count, 0], buffers, bodyLength));
        WriteBody();
        _dictionaries.AddRange([from, head, bodyLength]);
    }

    /// <summary>Writes a batch of the columns' values, in the order of the fields; they are of one length.</summary>
    public void WriteBatch(ReadOnlySpan<ArrowColumn> columns)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(columns.Length, fields.Length);
        int rows = columns[0].Count;
        long[] nodes = new long[columns.Length * 2];
        _body.Clear();
        for (int i = 0; i < columns.Length; i++)
        {
            ArgumentOutOfRangeException.ThrowIfNotEqual(columns[i].Count, rows);
            (nodes[i * 2], nodes[(i * 2) + 1]) = (rows, columns[i].Nulls);
            _body.Add(columns[i].ValidMemory);
            _body.Add(columns[i].ValuesMemory);
            if (columns[i].Type == ArrowType.Text)
                _body.Add(columns[i].TextMemory);
        }

        (long[] buffers, long bodyLength) = Places();
        long from = _position;
        int head = WriteMetadata(_metadata.Batch(rows, nodes, buffers, bodyLength));
        WriteBody();
        _batches.AddRange([from, head, bodyLength]);
    }

    /// <summary>Writes the end; without it a reader takes the stream for cut off.</summary>
    public void End()
    {
        Span<byte> end = stackalloc byte[8];
        BinaryPrimitives.WriteInt32LittleEndian(end, -1);
        BinaryPrimitives.WriteInt32LittleEndian(end[4..], 0);
        Write(end);
        if (!isFile)
            return;
        ReadOnlySpan<byte> footer = _metadata.Footer(
            fields, notes, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_dictionaries),
            System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_batches));
        int length = footer.Length;
        Write(footer);
        BinaryPrimitives.WriteInt32LittleEndian(end, length);
        Write(end[..4]);
        Write(Magic);
    }

    private (long[] Buffers, long BodyLength) Places()
    {
        long[] buffers = new long[_body.Count * 2];
        long offset = 0;
        for (int i = 0; i < _body.Count; i++)
        {
            (buffers[i * 2], buffers[(i * 2) + 1]) = (offset, _body[i].Length);
            offset += Padded(_body[i].Length, Alignment);
        }

        return (buffers, offset);
    }

    private void WriteBody()
    {
        foreach (ReadOnlyMemory<byte> piece in _body)
        {
            Write(piece.Span);
            Write(Zeros.AsSpan(0, (int)(Padded(piece.Length, Alignment) - piece.Length)));
        }
    }

    /// <summary>Continuation mark, length, metadata and padding; how long all of it is.</summary>
    private int WriteMetadata(ReadOnlySpan<byte> metadata)
    {
        // The body begins on a multiple of the alignment, in a file as in a stream.
        int length = (int)(Padded(_position + 8 + metadata.Length, Alignment) - _position);
        Span<byte> head = stackalloc byte[8];
        BinaryPrimitives.WriteInt32LittleEndian(head, -1);
        BinaryPrimitives.WriteInt32LittleEndian(head[4..], length - 8);
        Write(head);
        Write(metadata);
        Write(Zeros.AsSpan(0, length - 8 - metadata.Length));
        return length;
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        to.Write(bytes);
        _position += bytes.Length;
    }

    private static long Padded(long length, int to) => (length + to - 1) / to * to;
}
