using Inventory.Engine;
using Inventory.Engine.Quality;
using Inventory.Model.Identifiers;
using Inventory.Model.Snapshots;

namespace Inventory.Server.Core;

/// <summary>
/// What only cells can answer. The caller has checked who asks. An answer is whole or an exception, never a silently
/// partial one.
/// </summary>
internal interface ICellQueries
{
    /// <summary>The live cells of one location.</summary>
    /// <exception cref="CoreUnavailableException">Who holds them cannot answer now.</exception>
    Task<IReadOnlyList<CellFact>> LocationAsync(LocationId location);

    /// <summary>
    /// The live cells of a participant's locations, or all when null, page by page; no page is empty. A cell that
    /// changes meanwhile appears as it was when its page was read.
    /// </summary>
    /// <exception cref="CoreUnavailableException">Who holds them cannot answer now.</exception>
    IAsyncEnumerable<IReadOnlyList<CellFact>> PagesAsync(ParticipantId? participant, int pageCells);

    /// <summary>How many live cells these locations have together.</summary>
    /// <exception cref="CoreUnavailableException">Who holds them cannot answer now.</exception>
    Task<long> CountAsync(IReadOnlyList<LocationId> locations);

    /// <summary>The lines of a delivery beside what is known.</summary>
    /// <exception cref="CoreUnavailableException">Who holds them cannot answer now.</exception>
    Task<IReadOnlyList<LineChange>> CompareAsync(IReadOnlyList<StockSnapshot> snapshots);
}
