using System.Globalization;
using System.Text;
using System.Xml;

namespace Inventory.Adapters.Paths;

/// <summary>One step of the mapped paths: the paths of a profile share their beginnings, so that a value is looked up
/// once.</summary>
internal sealed class PathNode(PathNode? parent, string name)
{
    // The members of an object come in the same order again and again, wanted or not: the next one is guessed.
    private const int LearnedMax = 32;
    private const int LearnedBytesMax = 64;

    private readonly List<(byte[] Utf8, PathNode Node)> _byName = [];
    private readonly List<(byte[] Utf8, PathNode? Node)> _learned = [];
    private PathNode[] _named = [];
    private string _atom = string.Empty;
    private string _local = string.Empty;
    private int _next;
    private readonly int _number = int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
        ? number : -1;

    public PathNode? Parent => parent;

    public string Name => name;

    public int Depth { get; } = parent is null ? 0 : parent.Depth + 1;

    /// <summary>Each element of a list (JSON), any element (XML); null when no path goes there.</summary>
    public PathNode? Each { get; set; }

    /// <summary>Any member of an object; null when no path goes there.</summary>
    public PathNode? Member { get; set; }

    /// <summary>Elements of these local names at any depth below; only the document's node has it.</summary>
    public PathNode? Deep { get; set; }

    /// <summary>The attributes that paths name.</summary>
    public List<PathNode> Attributes { get; } = [];

    /// <summary>The number of its value; -1 when no path ends here.</summary>
    public int Slot { get; set; } = -1;

    /// <summary>The number of the value that its own name is; -1 when no path asks for it.</summary>
    public int KeySlot { get; set; } = -1;

    /// <summary>The values at and below it: forgotten when it begins anew.</summary>
    public int[] Below { get; set; } = [];

    /// <summary>The kinds of records that begin here.</summary>
    public List<RecordPlan> Records { get; } = [];

    /// <summary>True when records below use facts that lie beside them, below this node.</summary>
    public bool IsScope { get; set; }

    /// <summary>True when a record begins at one of its children.</summary>
    public bool HoldsRecords { get; set; }

    /// <summary>True when a list lies between it and its record: then it may be met more than once.</summary>
    public bool IsRepeated { get; set; }

    /// <summary>True when it lies in a record: of several values the first counts; else the last before the
    /// record.</summary>
    public bool IsInRecord { get; set; }

    /// <summary>True when what lies below is forgotten as it begins anew.</summary>
    public bool BeginsAnew => IsScope || Records.Count > 0;

    /// <summary>Its place among its like, from 0.</summary>
    public int Index { get; set; } = -1;

    /// <summary>Held records when it began.</summary>
    public int HeldStart { get; set; }

    /// <summary>Elements of the list so far (JSON).</summary>
    private int Elements { get; set; }

    public IEnumerable<PathNode> Children => _byName.Select(x => x.Node)
        .Concat(new[] { Each, Member, Deep }.OfType<PathNode>());

    /// <summary>The node of the next element of a list: the one a path names by its number, else that of
    /// each.</summary>
    public PathNode? NextElement()
    {
        int number = Elements++;
        if (Each is not null)
            Each.Index = number;
        foreach (PathNode node in _named)
        {
            if (node._number == number)
                return node;
        }

        return Each;
    }

    /// <summary>What is below counts from the beginning again.</summary>
    public void BeginChildren()
    {
        Elements = 0;
        _next = 0;
        foreach (PathNode node in _named)
            node.Index = -1;
        if (Each is not null)
            Each.Index = -1;
    }

    /// <summary>The node of a member (JSON); null when no path leads there.</summary>
    public PathNode? Child(ReadOnlySpan<byte> utf8)
    {
        if (_next < _learned.Count && utf8.SequenceEqual(_learned[_next].Utf8))
            return _learned[_next++].Node;
        for (int i = 0; i < _learned.Count; i++)
        {
            if (!utf8.SequenceEqual(_learned[i].Utf8))
                continue;
            _next = i + 1;
            return _learned[i].Node;
        }

        PathNode? found = Find(utf8);
        // Where names are data there is no order to learn.
        if (Member is null && _learned.Count < LearnedMax && utf8.Length <= LearnedBytesMax)
        {
            _learned.Add((utf8.ToArray(), found));
            _next = _learned.Count;
        }

        return found;
    }

    /// <summary>The node of an element (XML), by its name as the reader's name table keeps it.</summary>
    public PathNode? Child(string local)
    {
        foreach (PathNode node in _named)
        {
            if (ReferenceEquals(node._atom, local))
                return node;
        }

        return Each;
    }

    /// <summary>Ends the growing: its children, and their names as <paramref name="names"/> keeps them.</summary>
    public void Seal(XmlNameTable? names)
    {
        _named = [.. _byName.Select(x => x.Node)];
        _atom = names?.Add(Name) ?? Name;
        _local = names?.Add(Name.TrimStart('@')) ?? Name;
        IsLeaf = !Children.Any();
    }

    /// <summary>True when nothing lies below it but attributes.</summary>
    public bool IsLeaf { get; private set; }

    /// <summary>True for an attribute of this name.</summary>
    public bool IsNamed(string local) => ReferenceEquals(_local, local);

    private PathNode? Find(ReadOnlySpan<byte> utf8)
    {
        foreach ((byte[] bytes, PathNode node) in _byName)
        {
            if (utf8.SequenceEqual(bytes))
                return node;
        }

        return Member;
    }

    public PathNode Grow(string step)
    {
        if (step == Model.Registry.TreePath.Each)
            return Each ??= new PathNode(this, step);
        if (step == Model.Registry.TreePath.Member)
            return Member ??= new PathNode(this, step);
        if (step == PathPlan.DeepStep)
            return Deep ??= new PathNode(this, step);
        List<PathNode> like = step.StartsWith('@') ? Attributes : [.. _byName.Select(x => x.Node)];
        if (like.FirstOrDefault(x => x.Name == step) is { } known)
            return known;
        var node = new PathNode(this, step);
        if (step.StartsWith('@'))
            Attributes.Add(node);
        // Members of JSON may begin with @, too; elements of XML never do.
        _byName.Add((Encoding.UTF8.GetBytes(step), node));
        return node;
    }
}
