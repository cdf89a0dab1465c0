using System.Text.Json;
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
    private readonly Dictionary<string, string> _names = [];
    private string _member = string.Empty;
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
                    _member = NameOf(ref reader);
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

    /// <summary>Names without their prefix; there are few, so each is made once.</summary>
    private string NameOf(ref Utf8JsonReader reader)
    {
        ReadOnlySpan<char> name = Text(ref reader);
        name = name[(name.LastIndexOf(':') + 1)..];
        var lookup = _names.GetAlternateLookup<ReadOnlySpan<char>>();
        if (lookup.TryGetValue(name, out string? known))
            return known;
        string made = name.ToString();
        if (_names.Count < 1000)
            lookup[name] = made;
        return made;
    }

    private ReadOnlySpan<char> Text(ref Utf8JsonReader reader)
    {
        int bytes = reader.HasValueSequence ? checked((int)reader.ValueSequence.Length) : reader.ValueSpan.Length;
        // No identifier is so long: what cannot be one is not one.
        if (bytes > _text.Length)
            return "\uFFFD";
        if (reader.TokenType != JsonTokenType.Number)
            return _text.AsSpan(0, reader.CopyString(_text));
        for (int i = 0; i < bytes; i++)
            _text[i] = (char)reader.ValueSpan[i];
        return _text.AsSpan(0, bytes);
    }

    private void Open(bool isArray)
    {
        ref JsonFrame parent = ref _frames[_depth];
        bool isEntry = _depth > 0 && parent.IsArray;
        string name = isEntry ? parent.Name : _member;
        if (_depth == 0)
            _roots++;
        if (isEntry)
            parent.Count++;
        _depth++;
        ref JsonFrame frame = ref _frames[_depth];
        frame = new JsonFrame { Name = _depth == 1 ? string.Empty : name, IsArray = isArray };
        if (isArray)
            OpenArray(name);
        else
            OpenObject(ref frame, name, isEntry);
    }

    private void OpenArray(string name)
    {
        if (name == "eventList" && builder.EventDepth > 0 && _frames[builder.EventDepth].Name != "eventList")
        {
            // What was taken for an event is the document around them.
            builder.DropEvent();
        }

        _isEpcis |= name == "eventList";
        if (builder.EventDepth > 0)
            builder.Pass(_depth);
    }

    private void OpenObject(ref JsonFrame frame, string name, bool isEntry)
    {
        bool isListed = name == "eventList"
            && (builder.EventDepth == 0 || _frames[builder.EventDepth].Name != "eventList");
        bool isRoot = builder.EventDepth == 0 && (_depth == 1 || (_depth == 2 && isEntry));
        frame.IsEvent = isListed || isRoot;
        if (frame.IsEvent)
            builder.BeginEvent(_depth, null, new SourcePosition(Path: Pointer()));
        else if (builder.EventDepth > 0)
            builder.Begin(_depth, name);
    }

    private void Close()
    {
        JsonFrame frame = _frames[_depth];
        if (frame.IsEvent && builder.EventDepth == _depth)
        {
            bool isListed = frame.Name == "eventList";
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
            builder.End(_depth, frame.Name, default);
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
        string name = parent.IsArray ? parent.Name : _member;
        builder.Begin(_depth + 1, name);
        builder.End(_depth + 1, name, Text(ref reader));
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
