using Inventory.Model.History;

namespace Inventory.Storage.History;

/// <summary>The history of levels. Writers never delay the engine: the caller batches and retries.</summary>
public interface IHistory : IAsyncDisposable
{
    /// <summary>Writes points; writing a point again replaces it.</summary>
    /// <exception cref="StorageException">Nothing of the batch was written.</exception>
    ValueTask WriteAsync(IReadOnlyList<HistoryPoint> points, CancellationToken cancellation);

    /// <summary>
    /// The points asked for, by group then time. At most 100,000; a larger answer is refused with <see
    /// cref="ArgumentException"/>.
    /// </summary>
    ValueTask<IReadOnlyList<HistoryPoint>> QueryAsync(HistoryQuery query, CancellationToken cancellation);

    /// <summary>Removes points older than <paramref name="beforeMs"/>; returns how many.</summary>
    ValueTask<long> TrimAsync(long beforeMs, CancellationToken cancellation);
}
