using System.Globalization;
using System.Text;
using Inventory.Adapters.Json;
using Inventory.Model.Registry;

namespace Inventory.Adapters.Paths;

/// <summary>Names the place of a node: a JSON pointer, or an XML path whose positions count from 1.</summary>
internal sealed class PathPlace(Slot[] slots, bool isXml)
{
    private readonly StringBuilder _text = new();
    private readonly PathNode[] _chain = new PathNode[TreePath.StepsMax + 1];

    public string Of(PathNode node)
    {
        int length = 0;
        for (PathNode? at = node; at?.Parent is not null; at = at.Parent)
            _chain[length++] = at;
        _text.Clear();
        while (length > 0)
            Add(_chain[--length]);
        return _text.ToString();
    }

    private void Add(PathNode node)
    {
        if (node.Name == TreePath.Deep)
        {
            _text.Append('/');
            return;
        }

        _text.Append('/');
        if (isXml)
            AddElement(node);
        else if (node.Name == TreePath.Each)
            _text.Append(CultureInfo.InvariantCulture, $"{node.Index}");
        else if (node.Name == TreePath.Member)
            _text.Append(node.KeySlot < 0 ? "?" : JsonValues.Pointer(slots[node.KeySlot].Text.ToString()));
        else
            _text.Append(JsonValues.Pointer(node.Name));
    }

    private void AddElement(PathNode node)
    {
        _text.Append(node.Name);
        if (node.Index > 0 || node.Records.Count > 0)
            _text.Append(CultureInfo.InvariantCulture, $"[{node.Index + 1}]");
    }
}
