namespace Inventory.Engine.Levels;

/// <summary>
/// The (entity, group, status) leaves that disclosure needs, with their live sums: the least sum that belongs to one
/// legal entity. Each slot knows its leaf, so that no dictionary is touched when a quantity changes.
/// </summary>
internal sealed class LeafTable(int figures)
{
    /// <summary>The mark that captures take down.</summary>
    public const byte ForCaptures = 1;

    /// <summary>The mark that those who tell other processes take down.</summary>
    public const byte ForPartials = 2;

    private readonly Dictionary<(int Entity, int Figure), int> _index = [];
    private readonly List<int>?[] _ofFigure = new List<int>?[figures];
    private readonly byte[] _marks = new byte[figures];
    private Leaf[] _leaves = new Leaf[16];
    private int _count;

    /// <summary>A leaf.</summary>
    public ref Leaf this[int leaf] => ref _leaves[leaf];

    /// <summary>A leaf of a figure changed: every mark goes up, in one store.</summary>
    public void Mark(int figure) => _marks[figure] = ForCaptures | ForPartials;

    /// <summary>True when a leaf of a figure changed since a mark was last taken down.</summary>
    public bool IsChanged(int figure, byte mark) => (_marks[figure] & mark) != 0;

    /// <summary>Takes a mark down everywhere.</summary>
    public void Take(byte mark)
    {
        foreach (ref byte marks in _marks.AsSpan())
            marks &= (byte)((ForCaptures | ForPartials) ^ mark);
    }

    /// <summary>The leaves of a figure.</summary>
    public IReadOnlyList<int> OfFigure(int figure) => _ofFigure[figure] ?? (IReadOnlyList<int>)[];

    /// <summary>The leaf of an entity in a group and status.</summary>
    public int GetOrAdd(int entity, int figure)
    {
        if (_index.TryGetValue((entity, figure), out int leaf))
            return leaf;
        if (_count == _leaves.Length)
            Array.Resize(ref _leaves, _count * 2);
        _leaves[_count] = new Leaf { Entity = entity, Figure = figure };
        (_ofFigure[figure] ??= []).Add(_count);
        return _index[(entity, figure)] = _count++;
    }
}

/// <summary>What one legal entity adds to a figure of one partition.</summary>
internal struct Leaf
{
    /// <summary>Carried known quantities.</summary>
    public Int128 Quantity;

    /// <summary>The legal entity.</summary>
    public int Entity;

    /// <summary>Group x 4 + status.</summary>
    public int Figure;

    /// <summary>Locations that carry something of it; without one the entity is not behind the figure.</summary>
    public int Carriers;
}
