using Inventory.Adapters.Edi;
using Inventory.Model.Registry;

namespace Inventory.Adapters.X12;

/// <summary>Reads ANSI X12 inventory advices (846, releases 003040 to 005010 and later).</summary>
public sealed class X12Adapter : IStockAdapter
{
    /// <inheritdoc/>
    public string Format => FeedFormats.X12Inventory;

    /// <inheritdoc/>
    public Task<FeedReading> ReadAsync(
        Stream body, FeedProfile profile, StockRegistry registry, Delivery delivery, CancellationToken cancellation) =>
        EdiPump.RunAsync(body, new X12Envelope(), new AdviceReading(profile, registry, delivery), cancellation);
}
