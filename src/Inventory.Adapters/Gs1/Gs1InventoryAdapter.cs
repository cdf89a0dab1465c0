using Inventory.Adapters.Xml;
using Inventory.Model.Registry;

namespace Inventory.Adapters.Gs1;

/// <summary>
/// Reads the inventory messages of GS1 XML 2.x and 3.x: <c>logisticsInventoryReport</c> (a warehouse to the owner of
/// the goods) and <c>inventoryReport</c> (trade), with or without their envelope, any number of reports in a document.
/// The contact persons of the envelope are not read. Memory is the lines that are kept.
/// </summary>
public sealed class Gs1InventoryAdapter : IStockAdapter
{
    /// <inheritdoc/>
    public string Format => FeedFormats.Gs1Inventory;

    /// <inheritdoc/>
    public Task<FeedReading> ReadAsync(
        Stream body, FeedProfile profile, StockRegistry registry, Delivery delivery, CancellationToken cancellation)
    {
        using var source = new XmlSource(body, x => (int)Gs1Words.Of(x));
        var reading = new Gs1Reading(source, profile, registry, delivery);
        for (long steps = 0; reading.Step(); steps++)
        {
            if ((steps & 0xFFF) == 0)
                cancellation.ThrowIfCancellationRequested();
        }

        return Task.FromResult(reading.Finish());
    }
}
