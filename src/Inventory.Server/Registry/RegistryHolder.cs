using Inventory.Model.Registry;

namespace Inventory.Server.Registry;

/// <summary>The registry in force; any thread may read it. A reload that fails keeps the old one and says so.</summary>
internal sealed class RegistryHolder(StockRegistry first)
{
    private volatile StockRegistry _current = first;
    private volatile RegistryWatcher? _watcher;

    /// <summary>The registry in force.</summary>
    public StockRegistry Current => _current;

    /// <summary>What is wrong with the folder as it stands; null when nothing is.</summary>
    public string? ReloadError => _watcher?.Errors is { Count: > 0 } errors ? errors[0].ToString() : null;

    /// <summary>Raised after a new registry came into force.</summary>
    public event Action<StockRegistry>? Replaced;

    /// <summary>Asks this watcher what is wrong.</summary>
    public void Watch(RegistryWatcher watcher) => _watcher = watcher;

    /// <summary>Takes a new registry.</summary>
    public void Replace(StockRegistry registry)
    {
        _current = registry;
        Replaced?.Invoke(registry);
    }
}
