using System.Globalization;
using System.Text;
using Inventory.Model.Rejections;

namespace Inventory.Adapters.Spreadsheets;

/// <summary>A piece of an XML part.</summary>
internal enum XmlToken
{
    End,
    Open,
    Close,
    Text,
}

/// <summary>
/// Reads an XML part forward through one window. Goals: memory that no input can raise, and the speed of bytes. It
/// takes no document type and no entity but the five of XML, does not nest deeper than the limit, and names elements
/// without their prefix. Non-goals: it does not prove that a part is well formed. What it shows is valid until the
/// next <see cref="Read"/>.
/// </summary>
internal sealed class XmlTokens
{
    private readonly Stream _source;
    private readonly byte[] _window = new byte[SpreadsheetLimits.TagBytesMax];
    private int _start;
    private int _end;
    private bool _isEnded;
    private bool _closesNext;
    private bool _isCData;
    private int _textFrom;
    private int _textTo;
    private int _nameFrom;
    private int _nameTo;
    private int _tagTo;

    public XmlTokens(Stream source)
    {
        _source = source;
        Fill();
        if (Window.StartsWith("\uFEFF"u8))
            _start += 3;
        if (Window is not ([0xFF, 0xFE, ..] or [0xFE, 0xFF, ..]))
            return;
        Encoding encoding = Window[0] == 0xFF ? Encoding.Unicode : Encoding.BigEndianUnicode;
        var head = new Text.HeadedStream(Window[2..].ToArray(), source);
        _source = Encoding.CreateTranscodingStream(head, encoding, Encoding.UTF8);
        (_start, _end, _isEnded) = (0, 0, false);
    }

    /// <summary>Open elements, this one included.</summary>
    public int Depth { get; private set; }

    /// <summary>Name of the element that opens or closes, without its prefix.</summary>
    public ReadOnlySpan<byte> Name => _window.AsSpan(_nameFrom, _nameTo - _nameFrom);

    private ReadOnlySpan<byte> Window => _window.AsSpan(_start, _end - _start);

    /// <summary>Steps to the next piece. An empty element opens and closes.</summary>
    public XmlToken Read()
    {
        if (_closesNext)
        {
            _closesNext = false;
            Depth--;
            return XmlToken.Close;
        }

        while (true)
        {
            if (_start == _end && !Fill())
                return Depth == 0 ? XmlToken.End : throw new WorkbookException(RejectionReason.Truncated, null);
            if (_window[_start] != (byte)'<')
                return ReadText();
            if (ReadTag() is { } token)
                return token;
        }
    }

    /// <summary>True when the token is an element of this name.</summary>
    public bool Is(ReadOnlySpan<byte> name) => Name.SequenceEqual(name);

    /// <summary>The raw value of an attribute of the element that opens, by its name without prefix; empty when it is
    /// absent.</summary>
    public ReadOnlySpan<byte> Attribute(ReadOnlySpan<byte> name)
    {
        ReadOnlySpan<byte> rest = _window.AsSpan(_nameTo, _tagTo - _nameTo);
        while (true)
        {
            int equals = rest.IndexOf((byte)'=');
            if (equals < 0)
                return default;
            ReadOnlySpan<byte> key = rest[..equals].Trim(" \t\r\n"u8);
            rest = rest[(equals + 1)..].TrimStart(" \t\r\n"u8);
            if (rest.IsEmpty || rest[0] is not ((byte)'"' or (byte)'\''))
                return default;
            int length = rest[1..].IndexOf(rest[0]);
            if (length < 0)
                return default;
            if (LocalName(key).SequenceEqual(name) && !key.StartsWith("xmlns"u8))
                return rest.Slice(1, length);
            rest = rest[(length + 2)..];
        }
    }

    /// <summary>An attribute as text.</summary>
    public string AttributeText(ReadOnlySpan<byte> name)
    {
        var text = new TextBuffer(SpreadsheetLimits.TagBytesMax);
        Decode(Attribute(name), text);
        return text.Text.ToString();
    }

    /// <summary>True when an attribute holds XML's true.</summary>
    public bool Flag(ReadOnlySpan<byte> name)
    {
        ReadOnlySpan<byte> value = Attribute(name);
        return value.SequenceEqual("1"u8) || value.SequenceEqual("true"u8);
    }

    /// <summary>Appends the text of this piece.</summary>
    public void AppendTo(TextBuffer text)
    {
        ReadOnlySpan<byte> raw = _window.AsSpan(_textFrom, _textTo - _textFrom);
        if (_isCData)
            text.AppendUtf8(raw);
        else
            Decode(raw, text);
    }

    /// <summary>Steps behind the end of the element that has opened.</summary>
    public void Skip()
    {
        int depth = Depth;
        while (Depth >= depth && Read() != XmlToken.End)
        {
        }
    }

    private static ReadOnlySpan<byte> LocalName(ReadOnlySpan<byte> name) => name[(name.IndexOf((byte)':') + 1)..];

    private static void Decode(ReadOnlySpan<byte> raw, TextBuffer text)
    {
        while (true)
        {
            int reference = raw.IndexOf((byte)'&');
            if (reference < 0)
            {
                text.AppendUtf8(raw);
                return;
            }

            text.AppendUtf8(raw[..reference]);
            raw = raw[(reference + 1)..];
            int end = raw.IndexOf((byte)';');
            if (end < 0)
                throw new WorkbookException(RejectionReason.RecordInvalid, null);
            AppendReference(raw[..end], text);
            raw = raw[(end + 1)..];
        }
    }

    private static void AppendReference(ReadOnlySpan<byte> name, TextBuffer text)
    {
        string? known = name switch
        {
            [(byte)'l', (byte)'t'] => "<",
            [(byte)'g', (byte)'t'] => ">",
            [(byte)'a', (byte)'m', (byte)'p'] => "&",
            [(byte)'q', (byte)'u', (byte)'o', (byte)'t'] => "\"",
            [(byte)'a', (byte)'p', (byte)'o', (byte)'s'] => "'",
            _ => null,
        };
        if (known is not null)
        {
            text.Append(known);
            return;
        }

        if (name is not [(byte)'#', ..])
            throw new WorkbookException(RejectionReason.ContentForbidden, "XML entity");
        bool isHex = name is [_, (byte)'x', ..];
        bool isNumber = int.TryParse(
            name[(isHex ? 2 : 1)..], isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None,
            CultureInfo.InvariantCulture, out int code);
        Rune rune = isNumber && Rune.IsValid(code) ? new Rune(code) : Rune.ReplacementChar;
        Span<char> chars = stackalloc char[2];
        text.Append(chars[..rune.EncodeToUtf16(chars)]);
    }

    /// <summary>A piece of text up to the next tag or the end of the window, cut between characters and
    /// references.</summary>
    private XmlToken ReadText()
    {
        int length = Window.IndexOf((byte)'<');
        while (length < 0)
        {
            if (_end - _start < _window.Length && Fill())
            {
                length = Window.IndexOf((byte)'<');
                continue;
            }

            length = _isEnded ? Window.Length : SafeCut(Window);
        }

        (_textFrom, _textTo, _isCData) = (_start, _start + length, false);
        _start += length;
        return XmlToken.Text;
    }

    private static int SafeCut(ReadOnlySpan<byte> text)
    {
        int reference = text[^16..].LastIndexOf((byte)'&');
        int length = reference < 0 ? text.Length : text.Length - 16 + reference;
        while (length > text.Length - 24 && (text[length - 1] & 0x80) != 0)
            length--;
        return length;
    }

    /// <summary>Reads a tag; null when it is nothing a reader wants.</summary>
    private XmlToken? ReadTag()
    {
        while (Window.Length < 9 && Fill())
        {
        }

        if (Window.StartsWith("<!--"u8))
            return SkipTo("-->"u8);
        if (Window.StartsWith("<?"u8))
            return SkipTo("?>"u8);
        if (Window.StartsWith("<![CDATA["u8))
            return ReadCData();
        if (Window.StartsWith("<!"u8))
            throw new WorkbookException(RejectionReason.ContentForbidden, "XML document type");
        int length = TagLength();
        int inner = _start + 1;
        _tagTo = _start + length - 1;
        _start += length;
        if (_window[inner] == (byte)'/')
        {
            SetName(inner + 1);
            if (--Depth < 0)
                throw new WorkbookException(RejectionReason.RecordInvalid, null);
            return XmlToken.Close;
        }

        _closesNext = _window[_tagTo - 1] == (byte)'/';
        if (_closesNext)
            _tagTo--;
        SetName(inner);
        if (++Depth > SpreadsheetLimits.DepthMax)
            throw new WorkbookException(RejectionReason.TooDeep, null);
        return XmlToken.Open;
    }

    private void SetName(int from)
    {
        ReadOnlySpan<byte> tag = _window.AsSpan(from, Math.Max(0, _tagTo - from));
        int length = tag.IndexOfAny(" \t\r\n"u8);
        _nameTo = from + (length < 0 ? tag.Length : length);
        _nameFrom = _nameTo - LocalName(tag[..(_nameTo - from)]).Length;
    }

    /// <summary>Length of the tag at the start, up to the &gt; that is not quoted.</summary>
    private int TagLength()
    {
        int from = 0;
        while (true)
        {
            int length = Window[from..].IndexOf((byte)'>');
            if (length >= 0)
            {
                from += length + 1;
                if (IsWholeTag(Window[..from]))
                    return from;
                continue;
            }

            from = Window.Length;
            if (_end - _start == _window.Length)
                throw new WorkbookException(RejectionReason.RowTooLong, null);
            if (!Fill())
                throw new WorkbookException(RejectionReason.Truncated, null);
        }
    }

    private static bool IsWholeTag(ReadOnlySpan<byte> tag)
    {
        if (!tag.Contains((byte)'\''))
            return (tag.Count((byte)'"') & 1) == 0;
        byte quote = 0;
        foreach (byte b in tag)
        {
            if (quote == 0 && b is (byte)'"' or (byte)'\'')
                quote = b;
            else if (b == quote)
                quote = 0;
        }

        return quote == 0;
    }

    private XmlToken? SkipTo(ReadOnlySpan<byte> end)
    {
        _start += 2;
        while (true)
        {
            int length = Window.IndexOf(end);
            if (length >= 0)
            {
                _start += length + end.Length;
                return null;
            }

            _start = Math.Max(_start, _end - end.Length + 1);
            if (!Fill())
                throw new WorkbookException(RejectionReason.Truncated, null);
        }
    }

    private XmlToken ReadCData()
    {
        int length;
        while ((length = Window.IndexOf("]]>"u8)) < 0)
        {
            if (_end - _start == _window.Length)
                throw new WorkbookException(RejectionReason.RowTooLong, null);
            if (!Fill())
                throw new WorkbookException(RejectionReason.Truncated, null);
        }

        (_textFrom, _textTo, _isCData) = (_start + 9, _start + length, true);
        _start += length + 3;
        return XmlToken.Text;
    }

    /// <summary>Moves what is left to the front and reads more; false at the end of the part.</summary>
    private bool Fill()
    {
        if (_isEnded)
            return false;
        Window.CopyTo(_window);
        (_start, _end) = (0, _end - _start);
        int count = _source.Read(_window.AsSpan(_end));
        _end += count;
        _isEnded = count == 0;
        return count > 0;
    }
}
