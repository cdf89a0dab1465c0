namespace Inventory.Engine.Levels;

/// <summary>
/// Numbers the (entity, group, status) leaves that disclosure needs: the least sum that belongs to one legal entity.
/// Each slot knows its
/// leaf, so that no dictionary is touched when a quantity changes.
/// </summary>
internal sealed class LeafTable
{
    private readonly Dictionary<(int Entity, int Figure), int> _index = [];
    private readonly List<(int Entity, int Figure)> _leaves = [];

    /// <summary>How many leaves there are.</summary>
    public int Count => _leaves.Count;

    /// <summary>The entity and group x 4 + status of a leaf.</summary>
    public (int Entity, int Figure) this[int leaf] => _leaves[leaf];

    /// <summary>The leaf of an entity in a group and status.</summary>
    public int GetOrAdd(int entity, int figure)
    {
        if (_index.TryGetValue((entity, figure), out int leaf))
            return leaf;
        _leaves.Add((entity, figure));
        return _index[(entity, figure)] = _leaves.Count - 1;
    }
}
