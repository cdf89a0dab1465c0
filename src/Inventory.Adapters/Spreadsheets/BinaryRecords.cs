using System.Buffers.Binary;
using Inventory.Model.Rejections;

namespace Inventory.Adapters.Spreadsheets;

/// <summary>Steps through the records of an old workbook, and through one record with its continuations.</summary>
internal sealed class BinaryRecords(byte[] data)
{
    private const int Continue = 0x003C;

    private int _at;
    private int _end;

    /// <summary>Where the next record begins.</summary>
    public int Next { get; private set; }

    public int Kind { get; private set; }

    /// <summary>The record's own bytes, without continuations.</summary>
    public ReadOnlySpan<byte> Body => data.AsSpan(Next - BodyLength, BodyLength);

    private int BodyLength { get; set; }

    public void Seek(long position)
    {
        if (position < 0 || position >= data.Length)
            throw new WorkbookException(RejectionReason.Truncated, null);
        Next = (int)position;
    }

    /// <summary>Steps to the next record; false at the end.</summary>
    public bool Read()
    {
        if (Next + 4 > data.Length)
            return false;
        Kind = BinaryPrimitives.ReadUInt16LittleEndian(data.AsSpan(Next));
        BodyLength = BinaryPrimitives.ReadUInt16LittleEndian(data.AsSpan(Next + 2));
        _at = Next + 4;
        _end = _at + BodyLength;
        if (_end > data.Length)
            throw new WorkbookException(RejectionReason.Truncated, null);
        Next = _end;
        return true;
    }

    /// <summary>Steps over bytes of the record's body before fields are taken.</summary>
    public void Skip(long count)
    {
        while (count > 0)
        {
            if (_at == _end)
                Step();
            int step = (int)Math.Min(count, _end - _at);
            _at += step;
            count -= step;
        }
    }

    public byte TakeByte()
    {
        if (_at == _end)
            Step();
        return data[_at++];
    }

    public int TakeUInt16() => TakeByte() | (TakeByte() << 8);

    public long TakeUInt32() => TakeUInt16() + (65_536L * TakeUInt16());

    /// <summary>Takes the characters of a Unicode text; each continuation says anew how wide they are.</summary>
    public void TakeChars(int count, bool isWide, TextBuffer text)
    {
        Span<char> one = stackalloc char[1];
        for (; count > 0; count--)
        {
            if (_at == _end)
            {
                Step();
                isWide = (TakeByte() & 1) != 0;
            }

            one[0] = (char)(isWide ? TakeUInt16() : TakeByte());
            text.Append(one);
        }
    }

    /// <summary>Takes a Unicode text whose length was taken already, without its readings and runs.</summary>
    public void TakeText(int length, TextBuffer text)
    {
        byte flags = TakeByte();
        int runs = (flags & 8) != 0 ? TakeUInt16() : 0;
        long beside = (flags & 4) != 0 ? TakeUInt32() : 0;
        TakeChars(length, (flags & 1) != 0, text);
        Skip((runs * 4L) + beside);
    }

    /// <summary>Steps into the continuation.</summary>
    private void Step()
    {
        do
        {
            int owner = Kind;
            if (!Read() || Kind != Continue)
                throw new WorkbookException(RejectionReason.RecordInvalid, null);
            Kind = owner;
        }
        while (_at == _end);
    }
}
