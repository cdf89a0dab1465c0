using Inventory.Adapters.Edi;
using Inventory.Model.Registry;

namespace Inventory.Adapters.Edifact;

/// <summary>Reads UN/EDIFACT inventory reports (INVRPT, D.93A to D.21A and EANCOM): by the sequence of segments, since
/// the group numbers differ from directory to directory.</summary>
public sealed class EdifactAdapter : IStockAdapter
{
    /// <inheritdoc/>
    public string Format => FeedFormats.EdifactInvrpt;

    /// <inheritdoc/>
    public Task<FeedReading> ReadAsync(
        Stream body, FeedProfile profile, StockRegistry registry, Delivery delivery, CancellationToken cancellation) =>
        EdiPump.RunAsync(body, new EdifactEnvelope(), new InvrptReading(profile, registry, delivery), cancellation);
}
