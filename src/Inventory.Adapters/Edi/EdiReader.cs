namespace Inventory.Adapters.Edi;

/// <summary>What a try to read a segment gave.</summary>
internal enum EdiRead
{
    /// <summary>A segment.</summary>
    Segment = 0,

    /// <summary>The bytes do not reach to its end.</summary>
    NeedMore = 1,

    /// <summary>There are no more.</summary>
    End = 2,

    /// <summary>The last segment of the file, without its terminator.</summary>
    Unterminated = 3,

    /// <summary>A segment beyond <see cref="EdiLimits.SegmentBytesMax"/>.</summary>
    TooLong = 4,

    /// <summary>No interchange begins here.</summary>
    NoSyntax = 5,
}

/// <summary>
/// Cuts bytes into segments: any separators, release characters, indentation, line ends behind terminators and inside
/// segments (files wrapped at 80 columns), one endless line. Nothing is copied but segments with line ends inside.
/// </summary>
internal sealed class EdiReader(IEdiEnvelope envelope)
{
    // Blanks, line ends, the end-of-file mark of old systems and the filling of old tapes.
    private static readonly System.Buffers.SearchValues<byte> Blanks =
        System.Buffers.SearchValues.Create("\0\t\n\v\f\r\u001A "u8);

    private const byte BlankMax = (byte)' ';

    private readonly EdiIndex _index = new();
    private byte[]? _joined;
    private EdiSyntax _syntax;
    private int _scanned;
    private bool _isEscaped;
    private bool _isHeadRead;

    /// <summary>Segments read so far.</summary>
    public long Number { get; private set; }

    /// <summary>Reads the next segment off the front of <paramref name="unread"/>.</summary>
    public EdiRead Read(ref ReadOnlySpan<byte> unread, bool isEnd, out EdiSegment segment)
    {
        segment = default;
        while (true)
        {
            if (_scanned == 0 && !TrySkipBlanks(ref unread))
                return isEnd ? EdiRead.End : EdiRead.NeedMore;
            if (unread.Length < 3 && !isEnd)
                return EdiRead.NeedMore;
            if (unread.Length >= 3 && unread[0] == envelope.Initial && !_isHeadRead && _scanned == 0
                && envelope.IsHead(unread[..3]))
            {
                if (!envelope.TryDetect(unread, isEnd, ref _syntax, out int skip))
                    return EdiRead.NeedMore;
                unread = unread[skip..];
                // What follows a service string is a head that it has already explained.
                _isHeadRead = true;
                continue;
            }

            if (_syntax.Terminator == 0)
                return EdiRead.NoSyntax;
            return ReadBody(ref unread, isEnd, out segment);
        }
    }

    private EdiRead ReadBody(ref ReadOnlySpan<byte> unread, bool isEnd, out EdiSegment segment)
    {
        int end = _scanned == 0 ? _index.Scan(unread, _syntax) : -1;
        ReadOnlySpan<byte> body;
        if (end >= 0)
        {
            body = Trim(unread[..end]);
            if (_index.LineEnd >= body.Length)
            {
                unread = unread[(end + 1)..];
                _isHeadRead = false;
                _index.End(body.Length);
                segment = new EdiSegment(body, _syntax, ++Number, isEscaped: false, _index);
                return EdiRead.Segment;
            }
        }

        segment = default;
        end = FindTerminator(unread);
        if ((end < 0 ? unread.Length : end) > EdiLimits.SegmentBytesMax)
            return EdiRead.TooLong;
        if (end < 0 && !isEnd)
            return EdiRead.NeedMore;
        body = Trim(end < 0 ? unread : unread[..end]);
        unread = end < 0 ? default : unread[(end + 1)..];
        bool isEscaped = _isEscaped;
        (_scanned, _isEscaped, _isHeadRead) = (0, false, false);
        if (body.IndexOfAny((byte)'\r', (byte)'\n') >= 0)
            body = Join(body);
        _index.Take(body, _syntax, isEscaped);
        segment = new EdiSegment(body, _syntax, ++Number, isEscaped, _index);
        return end < 0 ? EdiRead.Unterminated : EdiRead.Segment;
    }

    /// <summary>The index of the terminator; -1 when it is not there yet, with what was looked at
    /// remembered.</summary>
    private int FindTerminator(ReadOnlySpan<byte> text)
    {
        byte release = _syntax.Release;
        if (release == 0)
        {
            int found = text[_scanned..].IndexOf(_syntax.Terminator);
            int at = found < 0 ? -1 : _scanned + found;
            _scanned = text.Length;
            return at;
        }

        for (int i = _scanned; i < text.Length;)
        {
            int found = text[i..].IndexOfAny(_syntax.Terminator, release);
            if (found < 0)
                break;
            i += found;
            if (text[i] != release)
                return i;
            _isEscaped = true;
            _scanned = i;
            if (i + 1 == text.Length)
                return -1;
            i += 2;
        }

        _scanned = text.Length;
        return -1;
    }

    /// <summary>Moves to the next segment's tag; false when only blanks are left. Empty segments are
    /// nothing.</summary>
    private bool TrySkipBlanks(ref ReadOnlySpan<byte> unread)
    {
        while (true)
        {
            if (Number == 0 && unread.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
                unread = unread[3..];
            if (unread.IsEmpty)
                return false;
            if (unread[0] <= BlankMax)
            {
                int start = unread.IndexOfAnyExcept(Blanks);
                unread = start < 0 ? default : unread[start..];
                if (unread.IsEmpty)
                    return false;
            }

            if (unread[0] != _syntax.Terminator || _syntax.Terminator == 0)
                return true;
            unread = unread[1..];
        }
    }

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> body)
    {
        return body is [.., > BlankMax] ? body : body[..(body.LastIndexOfAnyExcept(Blanks) + 1)];
    }

    private ReadOnlySpan<byte> Join(ReadOnlySpan<byte> body)
    {
        _joined ??= new byte[EdiLimits.SegmentBytesMax];
        int length = 0;
        foreach (byte b in body)
        {
            if (b is not ((byte)'\r' or (byte)'\n'))
                _joined[length++] = b;
        }

        return _joined.AsSpan(0, length);
    }
}
