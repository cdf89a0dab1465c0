using Inventory.Model.Registry;

namespace Inventory.Server.Registry;

/// <summary>The registry in force; any thread may read it. A reload that fails keeps the old one and says so.</summary>
internal sealed class RegistryHolder(StockRegistry first)
{
    private volatile StockRegistry _current = first;
    private volatile string? _reloadError;

    /// <summary>The registry in force.</summary>
    public StockRegistry Current => _current;

    /// <summary>Why the last reload was refused; null when it was taken.</summary>
    public string? ReloadError => _reloadError;

    /// <summary>Raised after a new registry came into force.</summary>
    public event Action<StockRegistry>? Replaced;

    /// <summary>Takes a new registry.</summary>
    public void Replace(StockRegistry registry)
    {
        _current = registry;
        _reloadError = null;
        Replaced?.Invoke(registry);
    }

    /// <summary>Remembers why a reload was refused.</summary>
    public void Refuse(string error) => _reloadError = error;
}
