using Inventory.Adapters.Text;
using Inventory.Model.Registry;

namespace Inventory.Adapters;

/// <summary>Takes the variant of a profile whose format fits the first bytes of a delivery; else the profile
/// itself.</summary>
internal sealed class VariantAdapter(IStockAdapter adapter) : IStockAdapter
{
    private const int HeadBytes = 512;

    /// <inheritdoc/>
    public string Format => adapter.Format;

    /// <inheritdoc/>
    public async Task<FeedReading> ReadAsync(
        Stream body, FeedProfile profile, StockRegistry registry, Delivery delivery, CancellationToken cancellation)
    {
        var head = new byte[HeadBytes];
        int length = await body.ReadAtLeastAsync(head, HeadBytes, throwOnEndOfStream: false, cancellation);
        var whole = new HeadedStream(head.AsMemory(0, length), body);
        FeedProfile chosen = profile.Variants.FirstOrDefault(
            x => FormatSniffer.Fits(head.AsSpan(0, length), x.Format)) ?? profile;
        IStockAdapter reader = chosen != profile && AdapterCatalog.TryFind(chosen.Format, out IStockAdapter? found)
            ? found : adapter;
        return await reader.ReadAsync(whole, chosen, registry, delivery, cancellation);
    }
}
