namespace Inventory.Engine.Arrow;

/// <summary>Arrow's metadata as FlatBuffers: field numbers and codes are those of the format's <c>Schema.fbs</c>,
/// <c>Message.fbs</c> and <c>File.fbs</c>, version V5.</summary>
internal sealed class ArrowMetadata
{
    private const short Version5 = 4;

    // What a message's header is.
    private const byte SchemaHeader = 1;
    private const byte DictionaryHeader = 2;
    private const byte BatchHeader = 3;

    // What a field's type is.
    private const byte IntType = 2;
    private const byte FloatType = 3;
    private const byte Utf8Type = 5;
    private const byte BoolType = 6;
    private const byte TimestampType = 10;

    private readonly FlatTables _to = new();

    /// <summary>The message that begins a stream.</summary>
    public ReadOnlySpan<byte> Schema(ReadOnlySpan<ArrowField> fields, IReadOnlyList<KeyValuePair<string, string>> notes)
    {
        _to.Clear();
        return Message(SchemaHeader, WriteSchema(fields, notes), 0);
    }

    /// <summary>The message before a batch's body.</summary>
    public ReadOnlySpan<byte> Batch(long rows, ReadOnlySpan<long> nodes, ReadOnlySpan<long> buffers, long bodyLength)
    {
        _to.Clear();
        return Message(BatchHeader, WriteBatch(rows, nodes, buffers), bodyLength);
    }

    /// <summary>The message before a dictionary's body.</summary>
    public ReadOnlySpan<byte> Dictionary(
        int id, long rows, ReadOnlySpan<long> nodes, ReadOnlySpan<long> buffers, long bodyLength)
    {
        _to.Clear();
        int data = WriteBatch(rows, nodes, buffers);
        _to.Begin(3);
        _to.Long(0, id);
        _to.Reference(1, data);
        return Message(DictionaryHeader, _to.End(), bodyLength);
    }

    /// <summary>What stands at the end of a file: the schema again, and where everything is. A block is offset, length
    /// of the metadata (its upper half is padding) and length of the body.</summary>
    public ReadOnlySpan<byte> Footer(
        ReadOnlySpan<ArrowField> fields, IReadOnlyList<KeyValuePair<string, string>> notes,
        ReadOnlySpan<long> dictionaries, ReadOnlySpan<long> batches)
    {
        _to.Clear();
        int batchBlocks = _to.Structs(batches, 3);
        int dictionaryBlocks = _to.Structs(dictionaries, 3);
        int schema = WriteSchema(fields, notes);
        _to.Begin(4);
        _to.Reference(3, batchBlocks);
        _to.Reference(2, dictionaryBlocks);
        _to.Reference(1, schema);
        _to.Short(0, Version5);
        return _to.Finish(_to.End());
    }

    private ReadOnlySpan<byte> Message(byte kind, int header, long bodyLength)
    {
        _to.Begin(4);
        _to.Long(3, bodyLength);
        _to.Reference(2, header);
        _to.Short(0, Version5);
        _to.Byte(1, kind);
        return _to.Finish(_to.End());
    }

    private int WriteBatch(long rows, ReadOnlySpan<long> nodes, ReadOnlySpan<long> buffers)
    {
        int places = _to.Structs(buffers, 2);
        int counts = _to.Structs(nodes, 2);
        _to.Begin(3);
        _to.Long(0, rows);
        _to.Reference(2, places);
        _to.Reference(1, counts);
        return _to.End();
    }

    private int WriteSchema(ReadOnlySpan<ArrowField> fields, IReadOnlyList<KeyValuePair<string, string>> notes)
    {
        int[] told = new int[notes.Count];
        for (int i = 0; i < told.Length; i++)
        {
            int value = _to.Text(notes[i].Value);
            int key = _to.Text(notes[i].Key);
            _to.Begin(2);
            _to.Reference(1, value);
            _to.Reference(0, key);
            told[i] = _to.End();
        }

        int notesAt = told.Length == 0 ? 0 : _to.References(told);
        int[] columns = new int[fields.Length];
        for (int i = 0; i < columns.Length; i++)
            columns[i] = WriteField(fields[i]);
        int fieldsAt = _to.References(columns);
        _to.Begin(4);
        _to.Reference(2, notesAt);
        _to.Reference(1, fieldsAt);
        return _to.End();
    }

    private int WriteField(in ArrowField field)
    {
        int name = _to.Text(field.Name);
        (byte kind, int type) = WriteType(field.Type);
        int dictionary = 0;
        if (field.Type == ArrowType.Dictionary)
        {
            int index = WriteInt(32);
            _to.Begin(4);
            _to.Long(0, field.Dictionary);
            _to.Reference(1, index);
            dictionary = _to.End();
        }

        // Readers demand the vector also where there is nothing in it.
        int children = _to.References([]);
        _to.Begin(7);
        _to.Reference(5, children);
        _to.Reference(4, dictionary);
        _to.Reference(3, type);
        _to.Reference(0, name);
        _to.Byte(2, kind);
        _to.Byte(1, field.IsNullable ? (byte)1 : (byte)0);
        return _to.End();
    }

    private (byte Kind, int Type) WriteType(ArrowType type)
    {
        switch (type)
        {
            case ArrowType.Int64:
                return (IntType, WriteInt(64));
            case ArrowType.Int32:
                return (IntType, WriteInt(32));
            case ArrowType.Float64:
                _to.Begin(1);
                _to.Short(0, 2);
                return (FloatType, _to.End());
            case ArrowType.Bool:
                _to.Begin(0);
                return (BoolType, _to.End());
            case ArrowType.Timestamp:
                int zone = _to.Text("UTC");
                _to.Begin(2);
                _to.Reference(1, zone);
                _to.Short(0, 1);
                return (TimestampType, _to.End());
            default:
                _to.Begin(0);
                return (Utf8Type, _to.End());
        }
    }

    private int WriteInt(int bits)
    {
        _to.Begin(2);
        _to.Int(0, bits);
        _to.Byte(1, 1);
        return _to.End();
    }
}
