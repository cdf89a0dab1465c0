using System.Xml;
using Inventory.Model.Rejections;

namespace Inventory.Adapters.Paths;

/// <summary>Walks the nodes of XML and tells the mapping engine of those that paths lead to; all else is passed over.
/// Names are local names: prefixes differ from sender to sender.</summary>
internal sealed class XmlWalk(PathReading into)
{
    private readonly PathNode?[] _nodes = new PathNode?[PathLimits.DepthMax + 2];
    private readonly bool[] _hasContent = new bool[PathLimits.DepthMax + 2];
    private readonly bool[] _isValueOpen = new bool[PathLimits.DepthMax + 2];
    private int _depth;
    private int _skipped = -1;

    /// <summary>Takes the node the reader stands on; false when nothing more is wanted.</summary>
    public bool Take(XmlReader reader)
    {
        XmlNodeType type = reader.NodeType;
        if (reader.Depth > PathLimits.DepthMax)
            return into.Fail(RejectionReason.TooDeep, new SourcePosition(Line: LineOf(reader)));
        if (_skipped >= 0)
        {
            if (type == XmlNodeType.EndElement && reader.Depth == _skipped)
                _skipped = -1;
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

        return into.Failure is null;
    }

    public static long LineOf(XmlReader reader) => reader is IXmlLineInfo line ? line.LineNumber : 0;

    private void Begin(XmlReader reader)
    {
        bool isEmpty = reader.IsEmptyElement;
        _hasContent[_depth] = true;
        PathNode? parent = _depth == 0 ? into.Plan.Root : _nodes[_depth];
        if (_depth == 0)
            into.BeginDocument();
        string name = reader.LocalName;
        PathNode? node = parent?.Child(name) ?? into.Plan.Root.Deep?.Child(name);
        if (node is null && (into.Plan.Root.Deep is null || isEmpty))
        {
            _skipped = isEmpty ? -1 : reader.Depth;
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
    }

    private void Enter(PathNode node, XmlReader reader)
    {
        node.Index++;
        into.Enter(node, isList: true);
        if (!node.IsInRecord && node.Slot >= 0)
            into.Slots[node.Slot].Clear();
        foreach (PathNode attribute in node.Attributes)
        {
            if (!node.IsInRecord)
                into.Slots[attribute.Slot].Clear();
        }

        if (reader.AttributeCount > 0 && (node.Attributes.Count > 0 || node.Slot >= 0))
            TakeAttributes(node, reader);
    }

    private void TakeAttributes(PathNode node, XmlReader reader)
    {
        while (reader.MoveToNextAttribute())
        {
            foreach (PathNode attribute in node.Attributes)
            {
                Slot slot = into.Slots[attribute.Slot];
                if (slot.Kind == SlotKind.Absent && attribute.Name.AsSpan(1).SequenceEqual(reader.LocalName))
                    slot.Set(SlotKind.Text, reader.Value);
            }

            // xsi:nil="true": a stated nothing.
            if (node.Slot >= 0 && reader.LocalName == "nil" && reader.Value is "true" or "1"
                && into.Slots[node.Slot].Kind == SlotKind.Absent)
                into.Slots[node.Slot].Mark(SlotKind.Null);
        }

        reader.MoveToElement();
    }

    private void TakeText(XmlReader reader)
    {
        _hasContent[_depth] = true;
        PathNode? node = _nodes[_depth];
        // Of several elements in one record the first counts; text and CDATA of one element belong together.
        if (node is not { Slot: >= 0 })
            return;
        Slot slot = into.Slots[node.Slot];
        if (slot.Kind != SlotKind.Absent && (slot.Kind != SlotKind.Text || !_isValueOpen[_depth]))
            return;
        _isValueOpen[_depth] = true;
        slot.Append(reader.Value);
    }

    private void End()
    {
        PathNode? node = _nodes[_depth];
        bool hasContent = _hasContent[_depth];
        _depth--;
        if (node is not null)
        {
            // An empty element states nothing, which is not the same as not being there.
            if (node.Slot >= 0 && !hasContent && into.Slots[node.Slot].Kind == SlotKind.Absent)
                into.Slots[node.Slot].Set(SlotKind.Text, default);
            into.Leave(node, hasContent);
        }

        if (_depth == 0)
            into.EndDocument();
    }
}
