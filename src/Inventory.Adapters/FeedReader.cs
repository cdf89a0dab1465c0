using Inventory.Model.Registry;
using Inventory.Model.Rejections;
using Inventory.Model.Snapshots;

namespace Inventory.Adapters;

/// <summary>What came with the bytes of a delivery.</summary>
/// <param name="ReceivedAt">When it reached us; the as-of of last resort.</param>
/// <param name="FileName">The sender's file name; null when none was given.</param>
/// <param name="AsOf">The as-of stated beside the file (<c>X-As-Of</c>); null when none was.</param>
public sealed record Delivery(DateTimeOffset ReceivedAt, string? FileName = null, DateTimeOffset? AsOf = null);

/// <summary>What an adapter made of a delivery. When <see cref="Failure"/> is set the whole delivery is refused and nothing else counts.</summary>
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

    /// <summary>Source lines that say nothing about the level (an empty quantity): unknown, which is not zero.</summary>
    public long Unknown { get; init; }

    /// <summary>The refused lines, at most <c>Receipt.RejectionsMax</c>.</summary>
    public IReadOnlyList<Rejection> Rejections { get; init; } = [];

    /// <summary>What the sender should know.</summary>
    public IReadOnlyList<Warning> Warnings { get; init; } = [];
}

/// <summary>Turns foreign bytes into snapshots or rejections. One implementation per format; stateless and thread safe.</summary>
public interface IStockAdapter
{
    /// <summary>The <c>format</c> of the profiles it reads.</summary>
    string Format { get; }

    /// <summary>
    /// Reads one delivery. Bad input never throws: it is a rejection or a failure. Only a broken stream throws (<see cref="IOException"/>).
    /// </summary>
    Task<FeedReading> ReadAsync(
        Stream body, FeedProfile profile, StockRegistry registry, Delivery delivery, CancellationToken cancellation);
}
