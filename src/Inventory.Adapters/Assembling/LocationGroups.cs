using System.Runtime.InteropServices;
using Inventory.Model.Identifiers;
using Inventory.Model.Snapshots;

namespace Inventory.Adapters.Assembling;

/// <summary>The locations of one delivery in order of first appearance, and which lines are whose.</summary>
internal sealed class LocationGroups(LineStore store)
{
    private readonly Dictionary<string, LocationGroup> _byLocation = [];
    private readonly List<LocationGroup> _groups = [];

    // Where in the store the lines of another group begin.
    private readonly PagedList<Run> _runs = new();
    private LocationGroup? _last;
    private LocationGroup? _running;
    private bool _isScattered;

    /// <summary>The group of a location.</summary>
    public LocationGroup Of(LocationId location)
    {
        // Files are sorted by place as a rule; the same id is the same object there.
        if (_last is not null && ReferenceEquals(_last.Location.Value, location.Value))
            return _last;
        ref LocationGroup? group =
            ref CollectionsMarshal.GetValueRefOrAddDefault(_byLocation, location.Value, out bool exists);
        if (!exists)
            _groups.Add(group = new LocationGroup(location, _groups.Count));
        return _last = group!;
    }

    /// <summary>The id of a location that was met before, as the text of it.</summary>
    public bool TryFind(ReadOnlySpan<char> id, out LocationId location)
    {
        bool isKnown = _byLocation.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(id, out LocationGroup? group);
        location = isKnown ? group!.Location : default;
        // It is asked for next.
        _last = group ?? _last;
        return isKnown;
    }

    /// <summary>The next line of the store is this group's.</summary>
    public void Take(LocationGroup group, in KeptLine line, RowFacts facts)
    {
        int index = store.Lines.Add(line);
        if (!ReferenceEquals(group, _running))
        {
            _isScattered |= group.Count > 0;
            _runs.Add(new Run(group.Index, index));
            _running = group;
        }

        group.Take(index, facts.AsOf, facts.AsOfSource);
    }

    /// <summary>Ends the taking: the groups with their lines in order; where <paramref name="bySeries"/>, one for each time
    /// of a place that states one cell at several times (hourly levels): a snapshot is what stood there at one
    /// time.</summary>
    public List<LocationGroup> Arrange(bool bySeries)
    {
        if (_isScattered)
            Gather();
        return bySeries ? [.. _groups.SelectMany(ByTime)] : _groups;
    }

    /// <summary>Gives each group the indexes of its lines, which lie scattered over the store.</summary>
    private void Gather()
    {
        int[] order = new int[store.Lines.Count];
        int[] next = new int[_groups.Count];
        int start = 0;
        foreach (LocationGroup group in _groups)
        {
            (group.Order, group.Start, next[group.Index]) = (order, start, start);
            start += group.Count;
        }

        for (int i = 0; i < _runs.Count; i++)
        {
            Run run = _runs[i];
            int end = i + 1 < _runs.Count ? _runs[i + 1].Start : order.Length;
            for (int line = run.Start; line < end; line++)
                order[next[run.Group]++] = line;
        }
    }

    private IEnumerable<LocationGroup> ByTime(LocationGroup group)
    {
        if (!IsSeries(group))
            return [group];
        var lines = new Dictionary<DateTimeOffset, List<int>>();
        var times = new List<DateTimeOffset>();
        for (int i = 0; i < group.Count; i++)
        {
            int index = group.At(i);
            DateTimeOffset time = store.AsOfOf(store.Lines[index]);
            ref List<int>? part = ref CollectionsMarshal.GetValueRefOrAddDefault(lines, time, out bool isKnown);
            if (!isKnown)
            {
                part = [];
                times.Add(time);
            }

            part!.Add(index);
        }

        var parts = times.ConvertAll(time => Part(group, time, [.. lines[time]]));
        if (group.HasRefused)
            parts[0].Refuse(group.FirstRefused);
        return parts;
    }

    private static LocationGroup Part(LocationGroup group, DateTimeOffset time, int[] lines) =>
        new(group.Location, group.Index)
        {
            Count = lines.Length,
            Order = lines,
            AsOf = time,
            AsOfSource = group.AsOfSource,
        };

    private bool IsSeries(LocationGroup group)
    {
        if (!group.HasTimes)
            return false;
        var times = new Dictionary<(ItemId, StockStatus, string?, string?), DateTimeOffset>(group.Count);
        for (int i = 0; i < group.Count; i++)
        {
            KeptLine line = store.Lines[group.At(i)];
            LineKind kind = store.KindOf(line);
            LineRest? rest = store.RestOf(line);
            DateTimeOffset asOf = store.AsOfOf(line);
            ref DateTimeOffset time = ref CollectionsMarshal.GetValueRefOrAddDefault(
                times, (kind.Item, kind.Status, rest?.Lot, rest?.Owner?.Value), out bool isKnown);
            if (isKnown && time != asOf)
                return true;
            time = asOf;
        }

        return false;
    }

    private readonly record struct Run(int Group, int Start);
}
