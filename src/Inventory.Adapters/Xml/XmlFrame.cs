namespace Inventory.Adapters.Xml;

/// <summary>An open element: its name, which one of its name it is, and its path once somebody asked for it. Frames
/// are kept by depth and used again.</summary>
internal sealed class XmlFrame
{
    private readonly List<(string Name, int Count)> _children = [];

    public string Name { get; private set; } = string.Empty;

    /// <summary>1 for the first child of this name, 2 for the second.</summary>
    public int Ordinal { get; private set; }

    public string? Path { get; set; }

    public void Begin(string name, int ordinal)
    {
        (Name, Ordinal, Path) = (name, ordinal, null);
        _children.Clear();
    }

    /// <summary>Counts a child; the ordinal among those of its name.</summary>
    public int Count(string name)
    {
        for (int i = _children.Count - 1; i >= 0; i--)
        {
            // Names are atomized by the reader: one name is one object.
            if (!ReferenceEquals(_children[i].Name, name))
                continue;
            int count = _children[i].Count + 1;
            _children[i] = (name, count);
            return count;
        }

        if (_children.Count < XmlLimits.SiblingNamesMax)
            _children.Add((name, 1));
        return 1;
    }
}
