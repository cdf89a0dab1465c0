using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Inventory.Model.Rejections;

namespace Inventory.Adapters.Epcis;

/// <summary>
/// Feeds the events of JSON-LD (a document, a query result, a list of events, one event, or one per line) to the
/// builder, piece by piece: memory is one token. The context is not resolved: names count without their prefix.
/// </summary>
internal sealed class JsonEvents(EventBuilder builder)
{
    private readonly JsonFrame[] _frames = new JsonFrame[EpcisLimits.DepthMax + 2];
    private readonly char[] _text = new char[EpcisLimits.TextCharsMax];
    private readonly EventNames _names = new();
    private string _member = string.Empty;
    private EventWord _word;
    private int _depth;
    private int _roots;
    private bool _isEpcis;

    /// <summary>True once an event, or a list for events, was met.</summary>
    public bool IsEpcis => _isEpcis;

    /// <summary>Takes all tokens of a piece.</summary>
    public void Take(ref Utf8JsonReader reader)
    {
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    TakeName(ref reader);
                    break;
                case JsonTokenType.StartObject:
                    Open(isArray: false);
                    break;
                case JsonTokenType.StartArray:
                    Open(isArray: true);
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    Close();
                    break;
                case JsonTokenType.String or JsonTokenType.Number:
                    Value(ref reader);
                    break;
            }
        }
    }

    private void TakeName(ref Utf8JsonReader reader)
    {
        if (reader.ValueIsEscaped || !_names.TryFind(reader.ValueSpan, out _member, out _word))
            _names.Add(Text(ref reader), out _member, out _word);
    }

    private ReadOnlySpan<char> Text(ref Utf8JsonReader reader)
    {
        ReadOnlySpan<byte> utf8 = reader.ValueSpan;
        // No identifier is so long: what cannot be one is not one.
        if (utf8.Length > _text.Length)
            return "\uFFFD";
        if (!reader.ValueIsEscaped && Ascii.ToUtf16(utf8, _text, out int length) == OperationStatus.Done)
            return _text.AsSpan(0, length);
        return _text.AsSpan(0, reader.CopyString(_text));
    }

    /// <summary>A text that nobody wants must still be one.</summary>
    private void Check(ref Utf8JsonReader reader)
    {
        if (reader.ValueSpan.Length <= _text.Length && (reader.ValueIsEscaped || !Utf8.IsValid(reader.ValueSpan)))
            reader.CopyString(_text);
    }

    private void Open(bool isArray)
    {
        ref JsonFrame parent = ref _frames[_depth];
        bool isEntry = _depth > 0 && parent.IsArray;
        string name = isEntry ? parent.Name : _member;
        EventWord word = isEntry ? parent.Word : _word;
        if (_depth == 0)
            _roots++;
        if (isEntry)
            parent.Count++;
        _depth++;
        ref JsonFrame frame = ref _frames[_depth];
        frame = new JsonFrame { Name = name, Word = word, IsArray = isArray };
        if (_depth == 1)
            (frame.Name, frame.Word) = (string.Empty, EventWord.Other);
        if (isArray)
            OpenArray(word);
        else
            OpenObject(ref frame, word, isEntry);
    }

    private void OpenArray(EventWord word)
    {
        bool isList = word == EventWord.EventList;
        if (isList && builder.EventDepth > 0 && _frames[builder.EventDepth].Word != EventWord.EventList)
        {
            // What was taken for an event is the document around them.
            builder.DropEvent();
        }

        _isEpcis |= isList;
        if (builder.EventDepth > 0)
            builder.Pass(_depth);
    }

    private void OpenObject(ref JsonFrame frame, EventWord word, bool isEntry)
    {
        bool isListed = word == EventWord.EventList
            && (builder.EventDepth == 0 || _frames[builder.EventDepth].Word != EventWord.EventList);
        bool isRoot = builder.EventDepth == 0 && (_depth == 1 || (_depth == 2 && isEntry));
        frame.IsEvent = isListed || isRoot;
        if (frame.IsEvent)
            builder.BeginEvent(_depth, null, Place());
        else if (builder.EventDepth > 0)
            builder.Begin(_depth, word);
    }

    private void Close()
    {
        JsonFrame frame = _frames[_depth];
        if (frame.IsEvent && builder.EventDepth == _depth)
        {
            bool isListed = frame.Word == EventWord.EventList;
            if (isListed || builder.Draft.Type != EventType.Unknown || builder.Draft.Time is not null)
            {
                _isEpcis = true;
                builder.EndEvent();
            }
            else
            {
                _isEpcis |= builder.Draft.TypeText?.Contains("EPCIS", StringComparison.Ordinal) == true;
                builder.DropEvent();
            }
        }
        else if (builder.EventDepth > 0 && !frame.IsArray)
        {
            builder.End(_depth, frame.Word, default);
        }

        _depth--;
    }

    private void Value(ref Utf8JsonReader reader)
    {
        if (_depth == 0)
            return;
        ref JsonFrame parent = ref _frames[_depth];
        if (parent.IsArray)
            parent.Count++;
        if (builder.EventDepth == 0 || _depth < builder.EventDepth)
            return;
        EventWord word = parent.IsArray ? parent.Word : _word;
        bool isWanted = builder.Begin(_depth + 1, word);
        if (!isWanted)
            Check(ref reader);
        builder.End(_depth + 1, word, isWanted ? Text(ref reader) : default);
    }

    /// <summary>The place of the event that begins; those of one list share their path but for the number.</summary>
    private SourcePosition Place()
    {
        int list = _depth - 1;
        if (list < 2 || !_frames[list].IsArray)
            return new SourcePosition(Path: Pointer());
        if (_frames[list].Path is null)
        {
            string path = Pointer();
            _frames[list].Path = new CountedPath(path[..(path.LastIndexOf('/') + 1)], string.Empty);
        }

        return new SourcePosition(0, _frames[list].Path!, _frames[list].Count - 1);
    }

    private string Pointer()
    {
        var path = new System.Text.StringBuilder();
        for (int i = 1; i < _depth; i++)
        {
            if (_frames[i].IsArray)
                path.Append('/').Append(_frames[i].Count - 1);
            else if (_frames[i + 1].Name is { Length: > 0 } name)
                path.Append('/').Append(name);
        }

        return path.Length == 0 && _roots > 1 ? $"/{_roots - 1}" : path.ToString();
    }
}
