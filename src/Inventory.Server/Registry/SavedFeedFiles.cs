using System.Security.Cryptography;
using Inventory.Adapters;
using Inventory.Model.Registry;
using Inventory.Storage.Files;

namespace Inventory.Server.Registry;

/// <summary>Reads saved feed profiles: those of the folder at a start, and one that is about to be saved.</summary>
internal static class SavedFeedFiles
{
    /// <summary>All that can be read by id; the others are named in <paramref name="broken"/> and left where they
    /// are.</summary>
    public static Dictionary<string, SavedFeed> Load(SavedFeedStore store, out List<SkippedFeed> broken)
    {
        var feeds = new Dictionary<string, SavedFeed>();
        broken = [];
        foreach ((string id, byte[]? bytes, string? error) in store.ReadAll())
        {
            var errors = new List<RegistryError>();
            if (bytes is null)
                broken.Add(new SkippedFeed(id, error!));
            else if (Read(bytes, id + ".json", null, errors) is not { } feed)
                broken.Add(new SkippedFeed(id, errors[0].ToString()));
            else if (feed.Profile.Id != id)
                broken.Add(new SkippedFeed(id, $"the file holds the feed '{feed.Profile.Id}'"));
            else
                feeds[id] = feed;
        }

        return feeds;
    }

    /// <summary>Reads one profile; null when <paramref name="errors"/> names what is wrong.</summary>
    public static SavedFeed? Read(byte[] bytes, string file, StockRegistry? registry, List<RegistryError> errors)
    {
        if (RegistryLoader.LoadFeed(bytes, file, registry, errors) is not { } profile)
            return null;
        foreach (string format in profile.Variants.Select(x => x.Format).Prepend(profile.Format))
        {
            if (!AdapterCatalog.TryFind(format, out _))
                errors.Add(new RegistryError(file, 1, $"format: \"{format}\" is not read by this server"));
        }

        return errors.Count > 0
            ? null
            : new SavedFeed(profile, Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }
}
