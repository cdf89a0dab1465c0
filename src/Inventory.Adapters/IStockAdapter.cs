using Inventory.Model.Registry;

namespace Inventory.Adapters;

/// <summary>Turns foreign bytes into snapshots or rejections. One implementation per format; stateless and thread
/// safe.</summary>
public interface IStockAdapter
{
    /// <summary>The <c>format</c> of the profiles it reads.</summary>
    string Format { get; }

    /// <summary>
    /// Reads one delivery. Bad input never throws: it is a rejection or a failure. Only a broken stream throws
    /// (<see cref="IOException"/>), and a cancelled call (<see cref="OperationCanceledException"/>).
    /// </summary>
    Task<FeedReading> ReadAsync(
        Stream body, FeedProfile profile, StockRegistry registry, Delivery delivery, CancellationToken cancellation);
}
