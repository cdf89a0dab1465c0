using Inventory.Engine.Levels;

namespace Inventory.Engine.Partial;

/// <summary>The sums over all partitions, dense by group as in <see cref="GroupTable"/>, ready to be frozen.</summary>
internal sealed class MergedLevels
{
    /// <summary>Nothing merged yet.</summary>
    public MergedLevels(int groups)
    {
        int figures = groups * GroupTable.StatusCount;
        Figures = new GroupFigures[figures];
        ExpectedExtra = new int[groups];
        Reporting = new int[groups];
        Outflows = new OutflowSum[groups];
        Array.Fill(Outflows, OutflowSum.Nothing);
        OldestMs = new long[figures];
        NewestMs = new long[figures];
        Array.Fill(OldestMs, long.MaxValue);
        Array.Fill(NewestMs, long.MinValue);
        Entities = new EntityShare[figures][];
    }

    /// <summary>By group x 4 + status.</summary>
    public GroupFigures[] Figures { get; }

    /// <summary>By group: locations expected beside those of the registry.</summary>
    public int[] ExpectedExtra { get; }

    /// <summary>By group: expected locations that are fresh.</summary>
    public int[] Reporting { get; }

    /// <summary>By group: falls, with all the time that was ever observed.</summary>
    public OutflowSum[] Outflows { get; }

    /// <summary>By figure: oldest as-of; the greatest value when there is none.</summary>
    public long[] OldestMs { get; }

    /// <summary>By figure: newest as-of; the least value when there is none.</summary>
    public long[] NewestMs { get; }

    /// <summary>By figure: what each legal entity adds; an entity may stand there once for each partition.</summary>
    public EntityShare[]?[] Entities { get; }

    /// <summary>Adds a group up again from what the partitions say of it.</summary>
    public void Recount(int group, IEnumerable<GroupPart> parts, Func<string, int> entityOf)
    {
        (ExpectedExtra[group], Reporting[group], Outflows[group]) = (0, 0, OutflowSum.Nothing);
        Span<GroupFigures> figures = Figures.AsSpan(group * GroupTable.StatusCount, GroupTable.StatusCount);
        figures.Clear();
        OldestMs.AsSpan(group * GroupTable.StatusCount, GroupTable.StatusCount).Fill(long.MaxValue);
        NewestMs.AsSpan(group * GroupTable.StatusCount, GroupTable.StatusCount).Fill(long.MinValue);
        var shares = new List<EntityShare>?[GroupTable.StatusCount];
        foreach (GroupPart part in parts)
        {
            ExpectedExtra[group] += part.ExpectedExtra;
            Reporting[group] += part.Reporting;
            Outflows[group] = Outflows[group].Plus(part.Outflow);
            for (int s = 0; s < GroupTable.StatusCount; s++)
            {
                if (part.Statuses[s] is not { } status)
                    continue;
                int figure = (group * GroupTable.StatusCount) + s;
                figures[s].Add(status.Figures);
                OldestMs[figure] = Math.Min(OldestMs[figure], status.OldestMs);
                NewestMs[figure] = Math.Max(NewestMs[figure], status.NewestMs);
                foreach ((string entity, Int128 quantity) in status.Shares)
                    (shares[s] ??= []).Add(new EntityShare(entityOf(entity), quantity));
            }
        }

        for (int s = 0; s < GroupTable.StatusCount; s++)
            Entities[(group * GroupTable.StatusCount) + s] = shares[s]?.ToArray();
    }
}
