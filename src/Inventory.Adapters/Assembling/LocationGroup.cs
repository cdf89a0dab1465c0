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
