using System.Text.Json;
using Inventory.Model.Rejections;

namespace Inventory.Adapters.Paths;

/// <summary>Walks the tokens of JSON, in pieces, and tells the mapping engine of those that paths lead to; all else is
/// passed over.</summary>
internal sealed class JsonWalk(PathReading into)
{
    private const int InList = 1;
    private const int HasContent = 2;

    private readonly PathNode?[] _nodes = new PathNode?[PathLimits.DepthMax + 2];
    private readonly byte[] _flags = new byte[PathLimits.DepthMax + 2];
    private int _depth;
    private int _skipped = -1;
    private PathNode? _member;

    /// <summary>Documents that ended.</summary>
    public long Documents { get; private set; }

    /// <summary>True in the middle of a document.</summary>
    public bool IsInside => _depth > 0 || _skipped >= 0;

    /// <summary>Where in the piece the document that is read began; -1 when it began in an earlier one.</summary>
    public long DocumentStart { get; private set; } = -1;

    /// <summary>Called at each document's first token with its place in the piece.</summary>
    public Action<long>? Beginning { get; init; }

    /// <summary>Called at each document's last token with its place in the piece.</summary>
    public Action<long>? Ending { get; init; }

    /// <summary>Takes all tokens of a piece; false when nothing more is wanted.</summary>
    public bool Read(ref Utf8JsonReader reader)
    {
        DocumentStart = -1;
        while (reader.Read())
        {
            if (reader.CurrentDepth > PathLimits.DepthMax)
                return into.Fail(RejectionReason.TooDeep, new SourcePosition(Line: into.Line));
            JsonTokenType token = reader.TokenType;
            if (_skipped >= 0)
            {
                if (reader.CurrentDepth == _skipped && token is (JsonTokenType.EndObject or JsonTokenType.EndArray))
                    _skipped = -1;
                continue;
            }

            Take(ref reader, token);
            if (into.HasFailed)
                return false;
        }

        return true;
    }

    /// <summary>Forgets a document that is not well formed.</summary>
    public void Abandon()
    {
        _depth = 0;
        _skipped = -1;
    }

    private void Take(ref Utf8JsonReader reader, JsonTokenType token)
    {
        switch (token)
        {
            case JsonTokenType.PropertyName:
                TakeName(ref reader);
                break;
            case JsonTokenType.StartObject:
            case JsonTokenType.StartArray:
                Begin(ref reader, token == JsonTokenType.StartArray);
                break;
            case JsonTokenType.EndObject:
            case JsonTokenType.EndArray:
                End(ref reader);
                break;
            default:
                TakeScalar(ref reader);
                break;
        }
    }

    private void TakeName(ref Utf8JsonReader reader)
    {
        _flags[_depth] |= HasContent;
        PathNode? node = _nodes[_depth];
        if (node is null)
        {
            _member = Deep(ref reader);
            return;
        }

        if (!reader.ValueIsEscaped)
            _member = node.Child(reader.ValueSpan);
        else
            _member = TryName(ref reader, out byte[] utf8) ? node.Child(utf8) : null;
        if (_member is null)
            _member = Deep(ref reader);
        else if (_member.KeySlot >= 0)
            into.Slots[_member.KeySlot].Set(ref reader);
    }

    private PathNode? Deep(ref Utf8JsonReader reader) => into.Plan.Root.Deep?.Child(reader.ValueSpan);

    private static bool TryName(ref Utf8JsonReader reader, out byte[] utf8)
    {
        utf8 = [];
        try
        {
            utf8 = System.Text.Encoding.UTF8.GetBytes(reader.GetString()!);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>The node of the value that comes; null when no path leads there.</summary>
    private PathNode? Target(ref Utf8JsonReader reader)
    {
        if (_depth == 0)
        {
            DocumentStart = reader.TokenStartIndex;
            Beginning?.Invoke(DocumentStart);
            into.BeginDocument();
            return into.Plan.Root;
        }

        if ((_flags[_depth] & InList) == 0)
            return _member;
        _flags[_depth] |= HasContent;
        return _nodes[_depth]?.NextElement();
    }

    private void Begin(ref Utf8JsonReader reader, bool isList)
    {
        PathNode? node = Target(ref reader);
        if (node is null && into.Plan.Root.Deep is null)
        {
            _skipped = reader.CurrentDepth;
            return;
        }

        _depth++;
        _nodes[_depth] = node;
        _flags[_depth] = isList ? (byte)InList : (byte)0;
        if (node is not null)
            into.Enter(node, isList);
    }

    private void End(ref Utf8JsonReader reader)
    {
        PathNode? node = _nodes[_depth];
        bool hasContent = (_flags[_depth] & HasContent) != 0;
        _depth--;
        if (node is not null)
            into.Leave(node, hasContent);
        if (_depth == 0)
            EndDocument(reader.TokenStartIndex);
    }

    private void EndDocument(long at)
    {
        Ending?.Invoke(at);
        into.EndDocument();
        Documents++;
    }

    private void TakeScalar(ref Utf8JsonReader reader)
    {
        PathNode? node = Target(ref reader);
        if (node is not null && _depth > 0)
        {
            if (node.BeginsAnew)
                into.Enter(node, isList: false);
            if (node.Slot >= 0)
                Keep(node, ref reader);
            if (node.BeginsAnew)
                into.Leave(node, hasContent: false);
        }

        if (_depth == 0)
            EndDocument(reader.TokenStartIndex);
    }

    private void Keep(PathNode node, ref Utf8JsonReader reader)
    {
        Slot slot = into.Slots[node.Slot];
        if (slot.Kind == SlotKind.Absent)
        {
            slot.Set(ref reader);
            return;
        }

        if (node.IsRepeated)
        {
            if (!node.IsInRecord)
                slot.Set(ref reader);
            return;
        }

        // The same name twice: harmless when it says the same, else nobody knows which one is meant.
        string before = $"{slot.Kind}{slot.Text}";
        slot.Set(ref reader);
        if (before != $"{slot.Kind}{slot.Text}")
            slot.Mark(SlotKind.Conflict);
    }
}
