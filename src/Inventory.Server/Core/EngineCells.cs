using Inventory.Engine;
using Inventory.Engine.Quality;
using Inventory.Model.Identifiers;
using Inventory.Model.Snapshots;

namespace Inventory.Server.Core;

/// <summary>Cells asked of the embedded core, on its thread, between two batches.</summary>
internal sealed class EngineCells(StockCore core) : ICellQueries
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<CellFact>> LocationAsync(LocationId location) =>
        core.RunAsync(engine => engine.Cells(location));

    /// <inheritdoc/>
    public async IAsyncEnumerable<IReadOnlyList<CellFact>> PagesAsync(ParticipantId? participant, int pageCells)
    {
        int skip = 0;
        while (true)
        {
            int from = skip;
            IReadOnlyList<CellFact> page = await core.RunAsync(engine => engine.Cells(participant, from, pageCells));
            if (page.Count > 0)
                yield return page;
            if (page.Count < pageCells)
                yield break;
            skip += page.Count;
        }
    }

    /// <inheritdoc/>
    public Task<long> CountAsync(IReadOnlyList<LocationId> locations) =>
        core.RunAsync(engine => locations.Sum(x => (long)engine.Cells(x).Count));

    /// <inheritdoc/>
    public async Task<IReadOnlyList<LineChange>> CompareAsync(IReadOnlyList<StockSnapshot> snapshots) =>
        (await core.RunAsync(new DeliveryComparison(snapshots).Gather)).Changes;
}
