using Inventory.Adapters;

namespace Inventory.Server.Ingest;

/// <summary>The adapters of this process by format.</summary>
internal sealed class AdapterShelf(IEnumerable<IStockAdapter> adapters)
{
    private readonly Dictionary<string, IStockAdapter> _byFormat = adapters.ToDictionary(x => x.Format);

    /// <summary>The adapter of a format; null when there is none.</summary>
    public IStockAdapter? Find(string format) => _byFormat.GetValueOrDefault(format);
}
