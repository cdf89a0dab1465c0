using Inventory.Engine.Columns;
using Inventory.Engine.Levels;

namespace Inventory.Engine.Partial;

/// <summary>
/// Remembers what of a partition's levels was last told, so that only what changed is told again. Compares figures, for
/// the apply path must not pay for marks that one process never asks for.
/// </summary>
internal sealed class PartialBook
{
    private readonly PartialWriter _writer = new();

    // By key: the hash of what was last told in this epoch, 0 when it was that nothing is left.
    private readonly Dictionary<string, ulong> _told = [];
    private GroupFigures[] _figures = [];
    private (long OldestMs, long NewestMs)[] _ends = [];
    private (int ExpectedExtra, int Reporting, OutflowSum Outflow)[] _groups = [];
    private Dictionary<string, CoveragePart>? _rows;
    private ulong _digest;
    private long _sequence = -1;
    private long _nextOffset = -1;

    /// <summary>The epoch it tells under; 0 before the first.</summary>
    public long Epoch { get; private set; }

    /// <summary>The number of the tick that comes next.</summary>
    public long Tick { get; private set; } = 1;

    /// <summary>
    /// Begins to tell: true when there may be something to say since the last time. A new epoch begins afresh.
    /// </summary>
    public bool Begin(bool all, long epoch, long sequence, long nextOffset)
    {
        if (epoch != Epoch)
        {
            (Epoch, Tick, _digest) = (epoch, 1, 0);
            _told.Clear();
            all = true;
        }

        if (all)
            Forget();
        bool isDue = all || sequence != _sequence || nextOffset != _nextOffset;
        (_sequence, _nextOffset) = (sequence, nextOffset);
        return isDue;
    }

    /// <summary>
    /// Everything is to be told again, and of what was told before and is no more, that it is no more.
    /// </summary>
    public void Forget()
    {
        (_figures, _ends, _groups, _rows) = ([], [], [], null);
        _sequence = -1;
    }

    /// <summary>Tells the groups that changed.</summary>
    public void Tell(RegistryIndex registry, Partition partition, long clockMs, List<PartialMessage> into)
    {
        int groups = partition.Groups.GroupCount;
        bool isAll = _groups.Length != groups || _figures.Length != partition.Groups.Figures.Length;
        HashSet<string>? unsaid = isAll ? [.. _told.Keys.Where(x => x[0] == 'g')] : null;
        if (isAll)
            Resize(groups);
        for (int group = 0; group < groups; group++)
        {
            if (!Note(partition, group, clockMs) && !isAll)
                continue;
            GroupPart part = PartOf(registry, partition, group);
            Send(part, part.IsEmpty, into);
            unsaid?.Remove(part.Key);
        }

        // Groups of a category that a newer registry no longer has.
        foreach (string key in unsaid ?? [])
            Send(GoneGroup(key), true, into);
        partition.Leaves.Take(LeafTable.ForPartials);
    }

    /// <summary>Tells the coverage rows that changed; <paramref name="rows"/> are all there are, by key.</summary>
    public void Tell(Dictionary<string, CoveragePart> rows, List<PartialMessage> into)
    {
        foreach ((string key, CoveragePart row) in rows)
        {
            if (_rows is null || !_rows.TryGetValue(key, out CoveragePart? last) || last != row)
                Send(row with { Epoch = Epoch, Tick = Tick }, row.IsEmpty, into);
        }

        foreach (string key in _told.Keys.Where(x => x[0] == 'c' && !rows.ContainsKey(x)).ToArray())
        {
            if (_told[key] != 0 || _rows is null)
                Send(GoneRow(key), true, into);
        }

        _rows = rows;
    }

    /// <summary>Ends the tick.</summary>
    public PartialMessage Close(Func<long, long, ulong, TickPart> tick)
    {
        PartialMessage message = _writer.Write(tick(Epoch, Tick, _digest));
        Tick++;
        return message;
    }

    /// <summary>The hash of a message as the digest counts it; never 0, which stands for nothing.</summary>
    public static ulong HashOf(ReadOnlySpan<byte> utf8) => KeyDictionary.Hash(utf8) | 1;

    private void Resize(int groups)
    {
        _figures = new GroupFigures[groups * GroupTable.StatusCount];
        _ends = new (long, long)[_figures.Length];
        _groups = new (int, int, OutflowSum)[groups];
    }

    /// <summary>Takes down what a group says now; true when it is not what it said.</summary>
    private bool Note(Partition partition, int group, long clockMs)
    {
        OutflowSum outflow = partition.Outflow[group] is { } seen ? OutflowSum.Of(seen, clockMs) : OutflowSum.Nothing;
        var now = (partition.Groups.Expected[group], partition.Groups.Reporting[group], outflow);
        bool isChanged = now != _groups[group];
        _groups[group] = now;
        for (int i = 0; i < GroupTable.StatusCount; i++)
        {
            int figure = (group * GroupTable.StatusCount) + i;
            AsOfEnds ends = partition.AsOfs.Settled(figure, partition);
            isChanged |= partition.Leaves.IsChanged(figure, LeafTable.ForPartials)
                || _ends[figure] != (ends.OldestMs, ends.NewestMs)
                || !_figures[figure].Equals(partition.Groups.Figures[figure]);
            _ends[figure] = (ends.OldestMs, ends.NewestMs);
            _figures[figure] = partition.Groups.Figures[figure];
        }

        return isChanged;
    }

    private GroupPart PartOf(RegistryIndex registry, Partition partition, int group)
    {
        var statuses = new StatusPart?[GroupTable.StatusCount];
        for (int i = 0; i < statuses.Length; i++)
            statuses[i] = PartOf(registry, partition.Leaves, (group * GroupTable.StatusCount) + i);
        int place = group % GroupTable.GroupsPerCategory;
        return new GroupPart
        {
            Epoch = Epoch, Tick = Tick, Statuses = statuses,
            Category = registry.Registry.Categories[group / GroupTable.GroupsPerCategory].Id,
            Prefecture = place / GroupTable.TierCount, Tier = place % GroupTable.TierCount,
            ExpectedExtra = _groups[group].ExpectedExtra, Reporting = _groups[group].Reporting,
            Outflow = _groups[group].Outflow,
        };
    }

    private StatusPart? PartOf(RegistryIndex registry, LeafTable leaves, int figure)
    {
        var shares = new List<KeyValuePair<string, Int128>>();
        foreach (int leaf in leaves.OfFigure(figure))
        {
            if (leaves[leaf].Carriers > 0)
                shares.Add(new(PartialNames.Bounded(registry.EntityName(leaves[leaf].Entity)), leaves[leaf].Quantity));
        }

        if (shares.Count == 0 && _figures[figure].Equals(default(GroupFigures)))
            return null;
        return new StatusPart
        {
            Figures = _figures[figure], Shares = shares,
            OldestMs = _ends[figure].OldestMs, NewestMs = _ends[figure].NewestMs,
        };
    }

    private void Send(PartialBody part, bool isEmpty, List<PartialMessage> into)
    {
        string key = part.Key;
        bool isKnown = _told.TryGetValue(key, out ulong last);
        // Nothing to say of what was never spoken of.
        if (isEmpty && !isKnown)
            return;
        PartialMessage message = _writer.Write(part);
        ulong hash = isEmpty ? 0 : HashOf(message.Utf8.Span);
        // A sum modulo 2^64, so that what changed can be taken out and put in without the others.
        unchecked
        {
            _digest += hash - last;
        }

        _told[key] = hash;
        into.Add(message);
    }

    private GroupPart GoneGroup(string key)
    {
        string[] parts = key.Split(':');
        return new GroupPart
        {
            Epoch = Epoch, Tick = Tick, Category = string.Join(':', parts[1..^2]),
            Prefecture = PartialReader.PrefectureOf(parts[^2]), Tier = PartialReader.TierOf(parts[^1]),
            Statuses = new StatusPart?[GroupTable.StatusCount],
        };
    }

    private CoveragePart GoneRow(string key)
    {
        string[] parts = key.Split(':', 4);
        return new CoveragePart
        {
            Epoch = Epoch, Tick = Tick, Participant = parts[3],
            Prefecture = PartialReader.PrefectureOf(parts[1]), Tier = PartialReader.TierOf(parts[2]),
        };
    }
}
