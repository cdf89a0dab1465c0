using Inventory.Model.Identifiers;
using Inventory.Model.Rejections;
using Inventory.Model.Snapshots;

namespace Inventory.Adapters;

/// <summary>
/// What an adapter made of a delivery. When <see cref="Failure"/> is set the whole delivery is refused and nothing
/// else counts.
/// </summary>
public sealed record FeedReading
{
    /// <summary>Why the whole delivery is refused; null when it was read.</summary>
    public Rejection? Failure { get; init; }

    /// <summary>The snapshots, one per location, in file order.</summary>
    public IReadOnlyList<StockSnapshot> Snapshots { get; init; } = [];

    /// <summary>The marker that closes the run; null when the feed has no runs.</summary>
    public RunMarker? Run { get; init; }

    /// <summary>Source lines kept.</summary>
    public long Accepted { get; init; }

    /// <summary>Source lines refused, also those beyond the listed ones.</summary>
    public long Rejected { get; init; }

    /// <summary>Source lines that say nothing about the level (an empty quantity): unknown, which is not
    /// zero.</summary>
    public long Unknown { get; init; }

    /// <summary>The refused lines, at most <c>Receipt.RejectionsMax</c>.</summary>
    public IReadOnlyList<Rejection> Rejections { get; init; } = [];

    /// <summary>What the sender should know.</summary>
    public IReadOnlyList<Warning> Warnings { get; init; } = [];

    /// <summary>The first accepted lines in the order of the file with their places, at most
    /// <see cref="Delivery.SampleMax"/>; empty where the format cannot tell.</summary>
    public IReadOnlyList<SampleLine> Sample { get; init; } = [];

    /// <summary>The whole delivery refused; what a message quotes of it is cut, for it may be all of a file.</summary>
    internal static FeedReading Refused(Rejection failure)
    {
        Rejection cut = failure.Value is { } value ? failure with { Value = Findings.Cut(value) } : failure;
        return new FeedReading { Failure = cut, Rejections = [cut] };
    }
}

/// <summary>An accepted line and where it stands.</summary>
/// <param name="Source">Its place in what was sent.</param>
/// <param name="Location">Where the stock stands.</param>
/// <param name="Line">What it states.</param>
/// <param name="AsOf">When it was counted.</param>
public sealed record SampleLine(SourcePosition Source, LocationId Location, StockLine Line, DateTimeOffset AsOf);
