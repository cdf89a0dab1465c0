using Inventory.Model.Identifiers;
using Inventory.Model.Rejections;
using Inventory.Model.Snapshots;

namespace Inventory.Adapters.Assembling;

/// <summary>
/// What one delivery says of one location: which lines of the store are its own. They follow each other there from
/// <see cref="Start"/> on as long as the file is sorted by place; where it is not, <see cref="Order"/> names them.
/// </summary>
internal sealed class LocationGroup(LocationId location, int index)
{
    private SourcePosition[]? _firstRefused;

    public LocationId Location => location;

    /// <summary>Its number in order of first appearance.</summary>
    public int Index => index;

    /// <summary>How many lines it has.</summary>
    public int Count { get; set; }

    /// <summary>Where its lines begin, in the store or in <see cref="Order"/>.</summary>
    public int Start { get; set; }

    /// <summary>The indexes of the lines in the store; null when they follow each other there.</summary>
    public int[]? Order { get; set; }

    /// <summary>The newest as-of of its lines.</summary>
    public DateTimeOffset AsOf { get; set; } = DateTimeOffset.MinValue;

    /// <summary>Where <see cref="AsOf"/> came from.</summary>
    public AsOfSource AsOfSource { get; set; }

    /// <summary>True when a row of it was refused or states no level: then what it does not list may still be
    /// there.</summary>
    public bool HasRefused => _firstRefused is not null;

    /// <summary>Where the first such row stands.</summary>
    public SourcePosition FirstRefused => _firstRefused is [SourcePosition first] ? first : default;

    /// <summary>True when its lines state more than one time.</summary>
    public bool HasTimes { get; private set; }

    /// <summary>True when the validator has taken a line away, so that the rest is not all there is.</summary>
    public bool HasLost { get; set; }

    public void Refuse(in SourcePosition source) => _firstRefused ??= [source];

    /// <summary>The index in the store of its line <paramref name="i"/>.</summary>
    public int At(int i) => Order is null ? Start + i : Order[Start + i];

    /// <summary>A line of it, kept as line <paramref name="lineIndex"/>, states this time.</summary>
    public void Take(int lineIndex, DateTimeOffset asOf, AsOfSource source)
    {
        if (Count++ == 0)
            Start = lineIndex;
        else
            HasTimes |= asOf != AsOf;
        if (asOf > AsOf)
            (AsOf, AsOfSource) = (asOf, source);
    }
}
