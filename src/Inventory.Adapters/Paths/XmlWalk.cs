using System.Xml;
using Inventory.Model.Rejections;

namespace Inventory.Adapters.Paths;

/// <summary>Walks the nodes of XML and tells the mapping engine of those that paths lead to; all else is passed over.
/// Names are local names: prefixes differ from sender to sender.</summary>
internal sealed class XmlWalk
{
    private readonly PathReading _into;
    private readonly PathNode? _deep;
    private readonly string _nil;
    private readonly PathNode?[] _nodes = new PathNode?[PathLimits.DepthMax + 2];
    private readonly bool[] _hasContent = new bool[PathLimits.DepthMax + 2];
    private readonly bool[] _isValueOpen = new bool[PathLimits.DepthMax + 2];

    // Open elements: those that are kept, and all.
    private int _depth;
    private int _level;
    private int _skipped = -1;

    public XmlWalk(PathReading into, XmlNameTable names)
    {
        (_into, _deep) = (into, into.Plan.Root.Deep);
        _nil = names.Add("nil");
    }

    /// <summary>Takes the node the reader stands on; false when nothing more is wanted.</summary>
    public bool Take(XmlReader reader)
    {
        XmlNodeType type = reader.NodeType;
        if (type == XmlNodeType.EndElement)
            _level--;
        else if (_level > PathLimits.DepthMax)
            return _into.Fail(RejectionReason.TooDeep, new SourcePosition(Line: LineOf(reader)));
        if (_skipped >= 0)
        {
            Skip(reader, type);
            return true;
        }

        switch (type)
        {
            case XmlNodeType.Element:
                Begin(reader);
                break;
            case XmlNodeType.EndElement:
                End();
                break;
            case XmlNodeType.Text or XmlNodeType.CDATA:
                TakeText(reader);
                break;
        }

        return !_into.HasFailed;
    }

    public static long LineOf(XmlReader reader) => reader is IXmlLineInfo line ? line.LineNumber : 0;

    private void Skip(XmlReader reader, XmlNodeType type)
    {
        if (type == XmlNodeType.Element && !reader.IsEmptyElement)
            _level++;
        else if (type == XmlNodeType.EndElement && _level == _skipped)
            _skipped = -1;
    }

    private void Begin(XmlReader reader)
    {
        bool isEmpty = reader.IsEmptyElement;
        _hasContent[_depth] = true;
        PathNode? parent = _depth == 0 ? _into.Plan.Root : _nodes[_depth];
        if (_depth == 0)
            _into.BeginDocument();
        string name = reader.LocalName;
        PathNode? node = parent?.Child(name) ?? _deep?.Child(name);
        if (node is null && (_deep is null || isEmpty))
        {
            _skipped = isEmpty ? -1 : _level++;
            return;
        }

        _depth++;
        _nodes[_depth] = node;
        _hasContent[_depth] = false;
        _isValueOpen[_depth] = false;
        if (node is not null)
            Enter(node, reader);
        if (isEmpty)
            End();
        else
            _level++;
    }

    private void Enter(PathNode node, XmlReader reader)
    {
        node.Index++;
        _into.Enter(node, isList: true);
        if (!node.IsInRecord && node.Slot >= 0)
            _into.Slots[node.Slot].Clear();
        if (node.Attributes.Count == 0 && node.Slot < 0)
            return;
        foreach (PathNode attribute in node.Attributes)
        {
            if (!node.IsInRecord)
                _into.Slots[attribute.Slot].Clear();
        }

        if (reader.AttributeCount > 0)
            TakeAttributes(node, reader);
    }

    private void TakeAttributes(PathNode node, XmlReader reader)
    {
        while (reader.MoveToNextAttribute())
        {
            string name = reader.LocalName;
            foreach (PathNode attribute in node.Attributes)
            {
                Slot slot = _into.Slots[attribute.Slot];
                if (slot.Kind == SlotKind.Absent && attribute.IsNamed(name))
                    slot.Set(SlotKind.Text, reader.Value);
            }

            // xsi:nil="true": a stated nothing.
            if (node.Slot >= 0 && ReferenceEquals(name, _nil) && reader.Value is "true" or "1"
                && _into.Slots[node.Slot].Kind == SlotKind.Absent)
                _into.Slots[node.Slot].Mark(SlotKind.Null);
        }

        reader.MoveToElement();
    }

    private void TakeText(XmlReader reader)
    {
        _hasContent[_depth] = true;
        // Of several elements in one record the first counts; text and CDATA of one element belong together.
        if (_nodes[_depth] is not { Slot: >= 0 } node)
            return;
        Slot slot = _into.Slots[node.Slot];
        if (slot.Kind != SlotKind.Absent && (slot.Kind != SlotKind.Text || !_isValueOpen[_depth]))
            return;
        _isValueOpen[_depth] = true;
        slot.Append(reader);
    }

    private void End()
    {
        PathNode? node = _nodes[_depth];
        bool hasContent = _hasContent[_depth];
        _depth--;
        if (node is not null)
        {
            // An empty element states nothing, which is not the same as not being there.
            if (node.Slot >= 0 && !hasContent && _into.Slots[node.Slot].Kind == SlotKind.Absent)
                _into.Slots[node.Slot].Set(SlotKind.Text, default);
            _into.Leave(node, hasContent);
        }

        if (_depth == 0)
            _into.EndDocument();
    }
}
