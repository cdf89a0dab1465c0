using Inventory.Engine.Columns;
using Inventory.Engine.Disclosure;
using Inventory.Engine.Partial;

namespace Inventory.Engine.Levels;

/// <summary>
/// All levels at one tick, merged over the partitions and frozen: what a view answers from on any thread. Never leaves
/// the engine as it is; disclosure decides what of it an audience sees.
/// </summary>
internal sealed class LevelCapture
{
    private readonly GroupFigures[] _figures;
    private readonly int[] _expected;
    private readonly int[] _reporting;
    private readonly OutflowSum[] _outflows;
    private readonly long[] _oldestMs;
    private readonly long[] _newestMs;
    private readonly EntityShare[]?[] _entities;

    /// <summary>
    /// Merges the partitions; <paramref name="clockMs"/> ends the outflow window. Work follows the groups, not the
    /// locations; the shares of figures that did not change are those of <paramref name="last"/>, which must be of the
    /// same registry.
    /// </summary>
    public LevelCapture(RegistryIndex registry, Partition[] partitions, long clockMs, LevelCapture? last)
    {
        Registry = registry;
        int groups = registry.Expected.Length;
        _figures = new GroupFigures[groups * GroupTable.StatusCount];
        _expected = (int[])registry.Expected.Clone();
        _reporting = new int[groups];
        _outflows = new OutflowSum[groups];
        Array.Fill(_outflows, OutflowSum.Nothing);
        _oldestMs = new long[_figures.Length];
        _newestMs = new long[_figures.Length];
        Array.Fill(_oldestMs, long.MaxValue);
        Array.Fill(_newestMs, long.MinValue);
        foreach (Partition partition in partitions)
        {
            AddGroups(partition.Groups);
            AddOutflow(partition.Outflow, clockMs);
            AddAsOfs(partition);
        }

        CutToWindow(clockMs);
        _entities = new EntityShare[_figures.Length][];
        for (int i = 0; i < _entities.Length; i++)
            _entities[i] = last is null || IsChanged(partitions, i) ? Shares(partitions, i) : last._entities[i];
        foreach (Partition partition in partitions)
            partition.Leaves.Take(LeafTable.ForCaptures);
    }

    /// <summary>
    /// Freezes what was merged from messages; <paramref name="clockMs"/> ends the outflow window.
    /// </summary>
    public LevelCapture(RegistryIndex registry, MergedLevels levels, long clockMs)
    {
        Registry = registry;
        _figures = (GroupFigures[])levels.Figures.Clone();
        _expected = (int[])registry.Expected.Clone();
        for (int i = 0; i < _expected.Length; i++)
            _expected[i] += levels.ExpectedExtra[i];
        _reporting = (int[])levels.Reporting.Clone();
        _outflows = (OutflowSum[])levels.Outflows.Clone();
        CutToWindow(clockMs);
        _oldestMs = (long[])levels.OldestMs.Clone();
        _newestMs = (long[])levels.NewestMs.Clone();
        _entities = (EntityShare[]?[])levels.Entities.Clone();
    }

    /// <summary>The registry it was counted under.</summary>
    public RegistryIndex Registry { get; }

    /// <summary>
    /// The level of a node: a category and status, at one prefecture and tier or over all of them (-1).
    /// </summary>
    public LevelNode Node(int category, int prefecture, int tier, int status)
    {
        var node = new LevelNode();
        int prefectureEnd = prefecture < 0 ? Model.Identifiers.Prefecture.Count : prefecture + 1;
        int tierEnd = tier < 0 ? GroupTable.TierCount : tier + 1;
        for (int p = Math.Max(0, prefecture); p < prefectureEnd; p++)
        {
            for (int t = Math.Max(0, tier); t < tierEnd; t++)
                AddTo(node, GroupTable.GroupOf(category, p, t), status);
        }

        return node;
    }

    private void AddTo(LevelNode node, int group, int status)
    {
        int figure = (group * GroupTable.StatusCount) + status;
        node.Figures.Add(_figures[figure]);
        node.Expected += _expected[group];
        node.Reporting += _reporting[group];
        node.OldestMs = Math.Min(node.OldestMs, _oldestMs[figure]);
        node.NewestMs = Math.Max(node.NewestMs, _newestMs[figure]);
        if (status == 0)
            node.Outflow = node.Outflow.Plus(_outflows[group]);
        node.Contributors.Add(_entities[figure]);
    }

    private void AddGroups(GroupTable groups)
    {
        for (int i = 0; i < _figures.Length; i++)
            _figures[i].Add(groups.Figures[i]);
        for (int i = 0; i < _expected.Length; i++)
        {
            _expected[i] += groups.Expected[i];
            _reporting[i] += groups.Reporting[i];
        }
    }

    private void AddOutflow(OutflowTable outflow, long clockMs)
    {
        for (int i = 0; i < outflow.GroupCount; i++)
        {
            if (outflow[i] is { } group)
                _outflows[i] = _outflows[i].Plus(OutflowSum.Of(group, clockMs));
        }
    }

    // After all partitions: where one saw nothing since long, the others' observed time still began then.
    private void CutToWindow(long clockMs)
    {
        foreach (ref OutflowSum outflow in _outflows.AsSpan())
            outflow = outflow.Within(clockMs);
    }

    private void AddAsOfs(Partition partition)
    {
        for (int i = 0; i < _figures.Length; i++)
        {
            AsOfEnds ends = partition.AsOfs.Settled(i, partition);
            _oldestMs[i] = Math.Min(_oldestMs[i], ends.OldestMs);
            _newestMs[i] = Math.Max(_newestMs[i], ends.NewestMs);
        }
    }

    private static bool IsChanged(Partition[] partitions, int figure)
    {
        foreach (Partition partition in partitions)
        {
            if (partition.Leaves.IsChanged(figure, LeafTable.ForCaptures))
                return true;
        }

        return false;
    }

    private static EntityShare[]? Shares(Partition[] partitions, int figure)
    {
        var shares = new List<EntityShare>();
        foreach (Partition partition in partitions)
        {
            foreach (int leaf in partition.Leaves.OfFigure(figure))
            {
                // An entity may stand here once for each partition; those who read add the shares up.
                if (partition.Leaves[leaf].Carriers > 0)
                    shares.Add(new EntityShare(partition.Leaves[leaf].Entity, partition.Leaves[leaf].Quantity));
            }
        }

        return shares.Count == 0 ? null : [.. shares];
    }
}

/// <summary>What one legal entity adds to a figure.</summary>
internal readonly record struct EntityShare(int Entity, Int128 Quantity);

/// <summary>One level before disclosure.</summary>
internal sealed class LevelNode
{
    /// <summary>The sums.</summary>
    public GroupFigures Figures;

    /// <summary>Locations expected.</summary>
    public int Expected { get; set; }

    /// <summary>Those that are fresh.</summary>
    public int Reporting { get; set; }

    /// <summary>Oldest as-of; the greatest value when there is none.</summary>
    public long OldestMs { get; set; } = long.MaxValue;

    /// <summary>Newest as-of; the least value when there is none.</summary>
    public long NewestMs { get; set; } = long.MinValue;

    /// <summary>Falls in the window; on hand only.</summary>
    public OutflowSum Outflow { get; set; } = OutflowSum.Nothing;

    /// <summary>The legal entities behind it.</summary>
    public Contributors Contributors { get; } = new();

    /// <summary>Share of the expected locations that are fresh; 0 when none is expected.</summary>
    public double Coverage => Expected == 0 ? 0 : (double)Reporting / Expected;

    /// <summary>Days the sellable stock lasts at the observed outflow; null when that is not known.</summary>
    public double? DaysOfSupply =>
        Outflow.PerDay is { } perDay && Figures.Known > 0 ? Math.Max(0, (double)Figures.Sellable) / perDay : null;
}
