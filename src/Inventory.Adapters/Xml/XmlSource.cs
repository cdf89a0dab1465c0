using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Xml;
using Inventory.Adapters.Text;
using Inventory.Model.Rejections;

namespace Inventory.Adapters.Xml;

/// <summary>
/// A walk over the elements of an XML body, names without their prefixes. Document types, entities and anything
/// outside the body are refused; depth and texts are bounded; what is not well formed ends the walk with a
/// <see cref="Failure"/> and never throws. The body is local (the server has drained it), so it is read without waiting.
/// </summary>
internal sealed class XmlSource : IDisposable
{
    private static readonly byte[] Leading = [0x20, 0x09, 0x0D, 0x0A, 0xEF, 0xBB, 0xBF];

    private readonly XmlReader _reader;
    private readonly EndingStream _body;
    private readonly byte[] _head;
    private readonly Func<string, int> _wordOf;
    private readonly XmlFrame[] _frames = new XmlFrame[XmlLimits.DepthMax + 1];
    private readonly char[] _text = new char[XmlLimits.TextCharsMax];
    private int _textLength;
    private bool _endsHere;
    private bool _pops;
    private bool _hasRoot;

    static XmlSource() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <param name="body">The document.</param>
    /// <param name="wordOf">The number of a name in the words of the format; asked once for each place of it.</param>
    public XmlSource(Stream body, Func<string, int> wordOf)
    {
        _wordOf = wordOf;
        for (int i = 0; i < _frames.Length; i++)
            _frames[i] = new XmlFrame();
        var head = new byte[XmlLimits.HeadBytes];
        int length = body.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        // Some senders begin with an empty line, which well-formed XML does not allow.
        _head = head.AsSpan(0, length).TrimStart(Leading).ToArray();
        _body = new EndingStream(new HeadedStream(_head, body));
        _reader = Open();
        if (_head.Length == 0)
            Failure = new Rejection(default, "file", null, RejectionReason.Empty);
        else if (FileSignature.Of(_head) is { } signature)
            Failure = new Rejection(default, "file", signature, RejectionReason.FormatMismatch);
    }

    /// <summary>Why the document cannot be read on; null while it can.</summary>
    public Rejection? Failure { get; private set; }

    /// <summary>Open elements, the current one included; the root has depth 1.</summary>
    public int Depth { get; private set; }

    /// <summary>The current element's name without its prefix.</summary>
    public string Name => _frames[Depth].Name;

    /// <summary>The number of the current element's name.</summary>
    public int Word => _frames[Depth].Word;

    /// <summary>The number of the name of the element around it; 0 around the root.</summary>
    public int ParentWord => Depth > 1 ? _frames[Depth - 1].Word : 0;

    /// <summary>The text of the element that ends; empty for one that held elements.</summary>
    public ReadOnlySpan<char> Text => _text.AsSpan(0, _textLength).Trim();

    /// <summary>Name of the element that stands around the current one; empty around the root.</summary>
    public string ParentName => Depth > 1 ? _frames[Depth - 1].Name : string.Empty;

    public void Dispose() => _reader.Dispose();

    /// <summary>An attribute of the element that begins; null when it has none of this name.</summary>
    public string? Attribute(string name) => _reader.GetAttribute(name);

    /// <summary>The path of an open element: <c>/root[1]/child[2]</c>.</summary>
    public string PathAt(int depth)
    {
        if (depth == 0)
            return string.Empty;
        XmlFrame frame = _frames[depth];
        return frame.Path ??= string.Create(
            CultureInfo.InvariantCulture, $"{PathAt(depth - 1)}/{frame.Name}[{frame.Ordinal}]");
    }

    /// <summary>The place of an open element; its path becomes text when somebody asks.</summary>
    public SourcePosition PositionAt(int depth)
    {
        if (depth < 2)
            return new SourcePosition(Path: PathAt(depth));
        XmlFrame frame = _frames[depth];
        ref CountedPath? path = ref _frames[depth - 1].PathOf(frame.Name);
        if (Unsafe.IsNullRef(ref path))
            return new SourcePosition(Path: PathAt(depth));
        path ??= new CountedPath($"{PathAt(depth - 1)}/{frame.Name}[", "]");
        return new SourcePosition(0, path, frame.Ordinal);
    }

    /// <summary>Goes on to the next begin or end of an element.</summary>
    public XmlStep Read()
    {
        if (Failure is not null)
            return XmlStep.None;
        try
        {
            return Step();
        }
        catch (XmlException e)
        {
            Failure = FailureOf(e);
        }
        catch (Exception e) when (e is DecoderFallbackException or ArgumentException or NotSupportedException)
        {
            Failure = new Rejection(default, "file", null, RejectionReason.EncodingUnreadable);
        }

        return XmlStep.None;
    }

    /// <summary>The reader looks at the first bytes at once, and throws when they are those of an encoding it does not
    /// have.</summary>
    private XmlReader Open()
    {
        try
        {
            return XmlReader.Create(_body, new XmlReaderSettings
            {
                DtdProcessing = DtdProcessing.Prohibit,
                XmlResolver = null,
                IgnoreComments = true,
                IgnoreProcessingInstructions = true,
                IgnoreWhitespace = true,
                MaxCharactersFromEntities = 1,
                NameTable = new BoundedNameTable(),
            });
        }
        catch (XmlException)
        {
            Failure = new Rejection(new SourcePosition(Line: 1), "file", null, RejectionReason.EncodingUnreadable);
            return XmlReader.Create(TextReader.Null);
        }
    }

    private XmlStep Step()
    {
        if (_pops)
        {
            Depth--;
            _pops = false;
            _textLength = 0;
        }

        if (_endsHere)
        {
            _endsHere = false;
            return End();
        }

        while (_reader.Read())
        {
            switch (_reader.NodeType)
            {
                case XmlNodeType.Element:
                    return Begin();
                case XmlNodeType.EndElement:
                    return End();
                case XmlNodeType.Text or XmlNodeType.CDATA:
                    TakeText();
                    break;
            }
        }

        return XmlStep.None;
    }

    private XmlStep Begin()
    {
        string name = _reader.LocalName;
        // What stands around the root has a frame, too.
        int ordinal = _frames[Depth].Count(name, _wordOf, out int word);
        if (Depth == XmlLimits.DepthMax)
        {
            Failure = new Rejection(Line(_reader), "file", name, RejectionReason.TooDeep);
            return XmlStep.None;
        }

        Depth++;
        _frames[Depth].Begin(name, word, ordinal);
        _hasRoot = true;
        _endsHere = _reader.IsEmptyElement;
        _textLength = 0;
        return XmlStep.Begin;
    }

    private XmlStep End()
    {
        _pops = true;
        return XmlStep.End;
    }

    private void TakeText()
    {
        while (_textLength < _text.Length)
        {
            int read = _reader.ReadValueChunk(_text, _textLength, _text.Length - _textLength);
            bool isEnd = read < _text.Length - _textLength - 1;
            _textLength += read;
            // A pair of surrogates is never parted: the last character may be left for the next piece.
            if (isEnd || read == 0)
                return;
        }
    }

    private Rejection FailureOf(XmlException e)
    {
        var source = new SourcePosition(Line: e.LineNumber);
        if (_body.IsTagTooLong)
            return new Rejection(source, "file", null, RejectionReason.RowTooLong);
        if (e.Message.Contains("different names", StringComparison.Ordinal))
            return new Rejection(source, "file", null, RejectionReason.TooLarge);
        if (!_hasRoot && ForbidsHead(e))
            return new Rejection(source, "file", "DOCTYPE", RejectionReason.ContentForbidden);
        if (_hasRoot && Depth > 0 && _body.IsEnd)
            return new Rejection(source, "file", Name, RejectionReason.Truncated);
        return new Rejection(source, "file", Findings.Cut(e.Message), RejectionReason.FormatMismatch);
    }

    /// <summary>Before the root only a document type can be forbidden.</summary>
    private bool ForbidsHead(XmlException e)
    {
        string head = Encoding.Latin1.GetString(_head).Replace("\0", string.Empty, StringComparison.Ordinal);
        return head.Contains("<!DOCTYPE", StringComparison.OrdinalIgnoreCase)
            || e.Message.Contains("DTD", StringComparison.Ordinal);
    }

    private static SourcePosition Line(XmlReader reader) =>
        new(Line: reader is IXmlLineInfo info && info.HasLineInfo() ? info.LineNumber : 0);
}
