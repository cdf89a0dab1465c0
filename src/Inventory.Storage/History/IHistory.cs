using Inventory.Model.History;
using Inventory.Model.Levels;

namespace Inventory.Storage.History;

/// <summary>
/// The history of levels, and of what was shown. Writers never delay the engine: the caller batches, keeps and retries.
/// Everything may be written again: the same place and time replaces what was there, so that a crash between a write
/// and its note costs nothing. Points are to be written in order of time: a coarser resolution keeps the last one
/// written within its width.
/// </summary>
public interface IHistory : IAsyncDisposable
{
    /// <summary>Writes points on the 10 s grid, and with them the coarser resolutions.</summary>
    /// <exception cref="StorageException">
    /// Not everything was written; writing all of it again is right. <c>IsTransient</c> tells whether waiting helps.
    /// </exception>
    ValueTask WriteAsync(IReadOnlyList<HistoryPoint> points, CancellationToken cancellation);

    /// <summary>
    /// The last point of each step, by group then time, each with the time it was told at. At most <see
    /// cref="HistoryLimits.AnswerMax"/>; a larger answer is refused with <see cref="ArgumentException"/>.
    /// </summary>
    /// <exception cref="StorageException">It cannot be read now.</exception>
    ValueTask<IReadOnlyList<HistoryPoint>> QueryAsync(HistoryQuery query, CancellationToken cancellation);

    /// <summary>Writes a frame of what was shown.</summary>
    /// <exception cref="StorageException">It was not written.</exception>
    ValueTask WriteShownAsync(ShownFrame frame, CancellationToken cancellation);

    /// <summary>
    /// The newest keyframe at or before a time and the frames after it up to that time, in order; empty when there is
    /// none.
    /// </summary>
    /// <exception cref="StorageException">It cannot be read now.</exception>
    ValueTask<IReadOnlyList<ShownFrame>> ReadShownAsync(Audience audience, long atMs, CancellationToken cancellation);

    /// <summary>Removes what is older than its retention.</summary>
    /// <exception cref="StorageException">It could not be removed.</exception>
    ValueTask TrimAsync(HistoryRetention retention, long nowMs, CancellationToken cancellation);
}
