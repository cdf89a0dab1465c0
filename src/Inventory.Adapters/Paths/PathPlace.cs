using System.Globalization;
using System.Text;
using Inventory.Adapters.Json;
using Inventory.Model.Registry;
using Inventory.Model.Rejections;

namespace Inventory.Adapters.Paths;

/// <summary>
/// Names the place of one kind of record: a JSON pointer, or an XML path whose positions count from 1. From one record
/// to the next one number changes as a rule: what stands around it is made once.
/// </summary>
internal sealed class PathPlace
{
    private const long NotShown = -1;

    private readonly Slot[] _slots;
    private readonly bool _isXml;
    private readonly bool _isKeyed;
    private readonly PathNode[] _chain;
    private readonly long[] _shown;
    private readonly StringBuilder _text = new();
    private int _counter = -1;
    private CountedPath? _path;

    public PathPlace(Slot[] slots, bool isXml, PathNode node)
    {
        (_slots, _isXml) = (slots, isXml);
        _chain = new PathNode[node.Depth];
        for (PathNode? at = node; at?.Parent is not null; at = at.Parent)
            _chain[at.Depth - 1] = at;
        _shown = new long[_chain.Length];
        Array.Fill(_shown, NotShown);
        _isKeyed = !isXml && _chain.Any(x => x.Name == TreePath.Member && x.KeySlot >= 0);
    }

    /// <summary>The place of the record that ends now.</summary>
    public SourcePosition At(long line)
    {
        int changed = -1;
        bool isSame = _path is not null;
        for (int i = 0; i < _chain.Length; i++)
        {
            long shown = ShownBy(_chain[i]);
            if (shown == _shown[i])
                continue;
            _shown[i] = shown;
            changed = i;
            isSame &= i == _counter;
        }

        if (isSame && _shown[_counter] != NotShown)
            return new SourcePosition(line, _path!, _shown[_counter]);
        // Of several that changed, the innermost is the one that counts on.
        _counter = changed;
        return Make(line);
    }

    private SourcePosition Make(long line)
    {
        int before = 0;
        int after = 0;
        _text.Clear();
        for (int i = 0; i < _chain.Length; i++)
        {
            int start = Add(_chain[i], _shown[i]);
            if (i == _counter)
                (before, after) = (start, start + Digits(_shown[i]));
        }

        string whole = _text.ToString();
        bool isCounted = _counter >= 0 && _shown[_counter] != NotShown && !_isKeyed;
        _path = isCounted ? new CountedPath(whole[..before], whole[after..]) : null;
        return isCounted ? new SourcePosition(line, _path!, _shown[_counter]) : new SourcePosition(line, Path: whole);
    }

    /// <summary>Adds a step; where its number stands.</summary>
    private int Add(PathNode node, long shown)
    {
        _text.Append('/');
        int at = _text.Length;
        if (node.Name == TreePath.Deep)
            return at;
        if (!_isXml && node.Name == TreePath.Each)
        {
            _text.Append(shown);
        }
        else if (!_isXml)
        {
            bool isMember = node.Name == TreePath.Member;
            _text.Append(!isMember ? JsonValues.Pointer(node.Name)
                : node.KeySlot < 0 ? "?" : JsonValues.Pointer(_slots[node.KeySlot].Text.ToString()));
        }
        else
        {
            _text.Append(node.Name);
            at = _text.Length + 1;
            if (shown != NotShown)
                _text.Append('[').Append(shown).Append(']');
        }

        return at;
    }

    private long ShownBy(PathNode node)
    {
        if (_isXml)
            return node.Name != TreePath.Deep && (node.Index > 0 || node.Records.Count > 0) ? node.Index + 1 : NotShown;
        return node.Name == TreePath.Each ? node.Index : NotShown;
    }

    private static int Digits(long number) => number.ToString(CultureInfo.InvariantCulture).Length;
}
