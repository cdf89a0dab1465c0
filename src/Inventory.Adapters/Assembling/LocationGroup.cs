using System.Runtime.InteropServices;
using Inventory.Model.Identifiers;
using Inventory.Model.Rejections;
using Inventory.Model.Snapshots;

namespace Inventory.Adapters.Assembling;

/// <summary>What one delivery says of one location.</summary>
/// <param name="location">The location.</param>
/// <param name="expected">How many lines it may have: room is made for them at once.</param>
internal sealed class LocationGroup(LocationId location, int expected)
{
    public LocationId Location { get; } = location;

    /// <summary>Its lines, each with its own as-of.</summary>
    public List<StockLine> Lines { get; } = new(expected);

    /// <summary>Where each line stands, parallel to <see cref="Lines"/>.</summary>
    public List<SourcePosition> Sources { get; } = new(expected);

    /// <summary>The newest as-of of its lines.</summary>
    public DateTimeOffset AsOf { get; private set; } = DateTimeOffset.MinValue;

    /// <summary>Where <see cref="AsOf"/> came from.</summary>
    public AsOfSource AsOfSource { get; private set; }

    /// <summary>True when a row of it was refused or states no level: then what it does not list may still be
    /// there.</summary>
    public bool HasRefused { get; private set; }

    /// <summary>Where the first such row stands.</summary>
    public SourcePosition FirstRefused { get; private set; }

    public void Refuse(in SourcePosition source)
    {
        if (!HasRefused)
            FirstRefused = source;
        HasRefused = true;
    }

    public void Add(in StockLine line, in SourcePosition source, AsOfSource asOfSource)
    {
        Lines.Add(line);
        Sources.Add(source);
        if (line.AsOf is { } asOf && asOf > AsOf)
            (AsOf, AsOfSource) = (asOf, asOfSource);
    }

    /// <summary>The group itself; or, where it states one cell at several times (hourly levels), a group for each
    /// time, in order of first appearance: a snapshot is what stood there at one time.</summary>
    public IReadOnlyList<LocationGroup> ByTime()
    {
        if (!IsSeries())
            return [this];
        var parts = new Dictionary<DateTimeOffset, LocationGroup>();
        var order = new List<LocationGroup>();
        for (int i = 0; i < Lines.Count; i++)
        {
            DateTimeOffset time = Lines[i].AsOf ?? AsOf;
            if (!parts.TryGetValue(time, out LocationGroup? part))
            {
                parts[time] = part = new LocationGroup(Location, Lines.Count);
                order.Add(part);
            }

            part.Add(Lines[i], Sources[i], AsOfSource);
        }

        if (HasRefused)
            order[0].Refuse(FirstRefused);
        return order;
    }

    private bool IsSeries()
    {
        if (Lines.TrueForAll(x => x.AsOf is null || x.AsOf == AsOf))
            return false;
        var times = new Dictionary<(ItemId, StockStatus, string?, string?), DateTimeOffset?>(Lines.Count);
        foreach (StockLine line in Lines)
        {
            ref DateTimeOffset? time = ref CollectionsMarshal.GetValueRefOrAddDefault(
                times, (line.Item, line.Status, line.Lot, line.Owner?.Value), out bool isKnown);
            if (isKnown && time != line.AsOf)
                return true;
            time = line.AsOf;
        }

        return false;
    }

    /// <summary>Takes the group's as-of out of the lines that do not differ from it.</summary>
    public void ShareAsOf()
    {
        Span<StockLine> lines = CollectionsMarshal.AsSpan(Lines);
        for (int i = 0; i < lines.Length; i++)
        {
            if (lines[i].AsOf == AsOf)
                lines[i] = lines[i] with { AsOf = null };
        }
    }
}
