using System.Security.Cryptography;
using System.Text;
using Inventory.Model.Registry;

namespace Inventory.Server.Registry;

/// <summary>
/// The registry in force: that of the folder and, beside it, the feeds that were saved while the server ran. Any
/// thread may read it. A reload that fails keeps the old one and says so; a reload that succeeds keeps the saved
/// feeds. A feed of the folder wins over a saved one of the same id.
/// </summary>
internal sealed class RegistryHolder
{
    private readonly Lock _gate = new();
    private volatile StockRegistry _folder;
    private volatile StockRegistry _current;
    private volatile IReadOnlyDictionary<string, SavedFeed> _saved;
    private volatile IReadOnlyList<SkippedFeed> _skipped = [];
    private volatile RegistryWatcher? _watcher;

    /// <summary>A holder of the folder's registry and the saved feeds by id.</summary>
    public RegistryHolder(StockRegistry first, IReadOnlyDictionary<string, SavedFeed> saved)
    {
        (_folder, _saved) = (first, saved);
        _current = Merge();
    }

    /// <summary>The registry in force.</summary>
    public StockRegistry Current => _current;

    /// <summary>The registry as the folder has it.</summary>
    public StockRegistry Folder => _folder;

    /// <summary>The saved feeds by id, also those that are not in force.</summary>
    public IReadOnlyDictionary<string, SavedFeed> Saved => _saved;

    /// <summary>The saved feeds that are not in force.</summary>
    public IReadOnlyList<SkippedFeed> Skipped => _skipped;

    /// <summary>What is wrong with the folder as it stands; null when nothing is.</summary>
    public string? ReloadError => _watcher?.Errors is { Count: > 0 } errors ? errors[0].ToString() : null;

    /// <summary>Raised after a new registry came into force.</summary>
    public event Action<StockRegistry>? Replaced;

    /// <summary>Asks this watcher what is wrong.</summary>
    public void Watch(RegistryWatcher watcher) => _watcher = watcher;

    /// <summary>Takes a new registry of the folder.</summary>
    public void Replace(StockRegistry folder) => Change(() => _folder = folder);

    /// <summary>Takes new saved feeds.</summary>
    public void ReplaceSaved(IReadOnlyDictionary<string, SavedFeed> saved) => Change(() => _saved = saved);

    private void Change(Action change)
    {
        // Held while the listeners are told, so that they hear of two changes in their order; they only take note.
        lock (_gate)
        {
            change();
            _current = Merge();
            Replaced?.Invoke(_current);
        }
    }

    private StockRegistry Merge()
    {
        var skipped = new List<SkippedFeed>();
        var taken = new List<SavedFeed>();
        foreach ((string id, SavedFeed feed) in _saved.OrderBy(x => x.Key, StringComparer.Ordinal))
        {
            if (_folder.Feeds.ContainsKey(id))
                skipped.Add(new SkippedFeed(id, "the registry's folder has a feed of this id, which wins"));
            else if (!_folder.Participants.ContainsKey(feed.Profile.Participant.Value))
                skipped.Add(new SkippedFeed(id, "its participant is not in the registry"));
            else
                taken.Add(feed);
        }

        _skipped = skipped;
        return taken.Count == 0 ? _folder : _folder.WithFeeds(taken.Select(x => x.Profile), VersionOf(taken));
    }

    /// <summary>Equal folders with equal saved feeds give equal versions, on every start.</summary>
    private string VersionOf(List<SavedFeed> taken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.ASCII.GetBytes(_folder.Version));
        foreach (SavedFeed feed in taken)
            hash.AppendData(Encoding.ASCII.GetBytes($" {feed.Profile.Id} {feed.Sha256}"));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
