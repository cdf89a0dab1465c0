using System.Text;
using Inventory.Model.Registry.Files;

namespace Inventory.Model.Registry;

/// <summary>
/// Reads the registry's folder. All errors of all files are reported at once, each with its file and line, so that a
/// person corrects them in one go; a registry with any error is not taken at all. Reads nothing but the folder and
/// keeps no state.
/// </summary>
public static class RegistryLoader
{
    /// <summary>Reads and checks all files; the registry is null when <paramref name="errors"/> is not empty.</summary>
    public static StockRegistry? Load(string directory, out IReadOnlyList<RegistryError> errors)
    {
        var found = new RegistryErrors();
        RegistryFolder folder = RegistryFolder.Read(directory, found);
        RegistryFacts? facts = found.IsEmpty ? new RegistryAssembly(folder, found).Assemble() : null;
        bool isGood = found.IsEmpty;
        errors = found.ToList();
        return isGood ? new StockRegistry(facts!) : null;
    }

    /// <summary>Reads one feed profile from UTF-8 JSON, with errors that name the profile's line.</summary>
    public static FeedProfile? LoadFeed(ReadOnlySpan<byte> utf8, string file, List<RegistryError> errors) =>
        LoadFeed(utf8, file, null, errors);

    /// <summary>The same, and what the profile says of other parts of this registry is checked too.</summary>
    public static FeedProfile? LoadFeed(
        ReadOnlySpan<byte> utf8, string file, StockRegistry? registry, List<RegistryError> errors)
    {
        var found = new RegistryErrors();
        JsonValue? value = JsonValueReader.Read(utf8, file, found);
        FeedProfile? profile = value is null ? null : FeedProfileReader.Read(value, file, found);
        if (profile is not null && registry is not null)
        {
            var fields = new JsonFields(value!, file, found);
            RegistryAssembly.CheckReferences(profile, fields, registry.Participants);
        }

        bool isGood = found.IsEmpty;
        errors.AddRange(found.ToList());
        return isGood ? profile : null;
    }

    /// <summary>Reads one feed profile from a text; see
    /// <see cref="LoadFeed(ReadOnlySpan{byte}, string, List{RegistryError})"/>.</summary>
    public static FeedProfile? LoadFeed(string json, string file, List<RegistryError> errors) =>
        LoadFeed(Encoding.UTF8.GetBytes(json), file, errors);
}
