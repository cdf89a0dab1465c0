using System.Buffers;
using Inventory.Model.Registry;

namespace Inventory.Adapters.FixedWidth;

/// <summary>
/// Cuts bytes into records. Whether records end with a line end is found in the first bytes when the layout does not
/// say so; layouts with packed numbers are cut by length alone, for a line end may be part of a number.
/// </summary>
internal sealed class RecordCutter(FixedWidthLayout layout, bool isEbcdic)
{
    private static readonly SearchValues<byte> Padding = SearchValues.Create([0, 0x1A, 0x20, 0x40, 0x0D, 0x0A]);

    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;
    private int _endLength = -1;

    /// <summary>How a call ended.</summary>
    public enum Cut
    {
        /// <summary>A record was cut.</summary>
        Record,

        /// <summary>More bytes are needed.</summary>
        NeedMore,

        /// <summary>Nothing is left.</summary>
        End,

        /// <summary>Bytes are left that are less than a record.</summary>
        Partial,

        /// <summary>A line is longer than any record may be.</summary>
        TooLong,
    }

    /// <summary>The free end of the buffer, to be filled.</summary>
    public Memory<byte> Free()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
            Array.Resize(ref _buffer, _buffer.Length * 2);
        return _buffer.AsMemory(_end);
    }

    /// <summary>Bytes were filled into <see cref="Free"/>.</summary>
    public void Filled(int count) => _end += count;

    /// <summary>The unread bytes, for a look at the file's beginning.</summary>
    public ReadOnlySpan<byte> Unread => _buffer.AsSpan(_start, _end - _start);

    /// <summary>Cuts the next record; it is valid until the next <see cref="Free"/>.</summary>
    public Cut Next(bool isFinal, out ReadOnlySpan<byte> record)
    {
        record = default;
        if (_endLength < 0 && !Decide(isFinal))
            return Cut.NeedMore;
        return _endLength == int.MaxValue ? NextLine(isFinal, out record) : NextBlock(isFinal, out record);
    }

    private Cut NextLine(bool isFinal, out ReadOnlySpan<byte> record)
    {
        ReadOnlySpan<byte> unread = Unread;
        int end = unread.IndexOfAny(LineEnds);
        if (end < 0 || (end + 1 == unread.Length && !isFinal))
        {
            record = unread;
            if (unread.Length > FixedWidthLimits.LineBytesMax)
                return Cut.TooLong;
            if (!isFinal)
                return Cut.NeedMore;
            _start = _end;
            record = end < 0 ? unread : unread[..end];
            return unread.IsEmpty ? Cut.End : Cut.Record;
        }

        record = unread[..end];
        _start += end + EndLengthAt(unread[end..]);
        return Cut.Record;
    }

    private Cut NextBlock(bool isFinal, out ReadOnlySpan<byte> record)
    {
        ReadOnlySpan<byte> unread = Unread;
        int whole = layout.RecordLength + _endLength;
        if (unread.Length >= whole || (isFinal && unread.Length >= layout.RecordLength))
        {
            record = unread[..layout.RecordLength];
            _start += Math.Min(whole, unread.Length);
            return Cut.Record;
        }

        record = unread;
        if (!isFinal)
            return Cut.NeedMore;
        _start = _end;
        return IsPadding(unread) ? Cut.End : Cut.Partial;
    }

    /// <summary>Finds how records end; false when more bytes are needed for it.</summary>
    private bool Decide(bool isFinal)
    {
        int length = layout.RecordLength;
        if (layout.RecordEnds == "lines" || length == 0)
            _endLength = layout.HasBinaryFields ? -1 : int.MaxValue;
        else if (layout.RecordEnds == "none")
            _endLength = 0;
        if (_endLength >= 0)
            return true;
        if (Unread.Length < length + 2 && !isFinal)
            return false;
        ReadOnlySpan<byte> unread = Unread;
        if (layout.HasBinaryFields)
            _endLength = unread.Length > length ? EndLengthAt(unread[length..]) : 0;
        else
            _endLength = unread[..Math.Min(unread.Length, length + 2)].IndexOfAny(LineEnds) < 0 ? 0 : int.MaxValue;
        return true;
    }

    private ReadOnlySpan<byte> LineEnds => isEbcdic ? [0x15, 0x25, 0x0D] : "\r\n"u8;

    private int EndLengthAt(ReadOnlySpan<byte> at) => at switch
    {
        [0x0D, 0x0A or 0x25 or 0x15, ..] => 2,
        [0x0D or 0x0A, ..] when !isEbcdic => 1,
        [0x15 or 0x25 or 0x0D, ..] when isEbcdic => 1,
        _ => 0,
    };

    /// <summary>The rest of the last block, or the end mark of old systems.</summary>
    private static bool IsPadding(ReadOnlySpan<byte> rest) => !rest.ContainsAnyExcept(Padding);
}
