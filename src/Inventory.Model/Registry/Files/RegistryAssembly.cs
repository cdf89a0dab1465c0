using Inventory.Model.Identifiers;

namespace Inventory.Model.Registry.Files;

/// <summary>
/// Reads the files in the order in which they refer to each other (categories, participants, items, packs, locations,
/// then the rest), so that each reference is checked where it stands and the error names its line.
/// </summary>
internal sealed class RegistryAssembly
{
    private readonly RegistryFolder _folder;
    private readonly RegistryErrors _errors;

    public RegistryAssembly(RegistryFolder folder, RegistryErrors errors) => (_folder, _errors) = (folder, errors);

    /// <summary>Reads all files; the facts count only when no error was added.</summary>
    public RegistryFacts Assemble()
    {
        bool isDemo = ReadIsDemo();
        List<Category> categories = Read("categories.json") is { } list ? CategoryReader.Read(list, _errors) : [];
        var known = categories.GroupBy(x => x.Id).ToDictionary(x => x.Key, x => x.First());
        Dictionary<string, Participant> participants =
            ParticipantReader.Read("participants.csv", _folder.Bytes("participants.csv")!, isDemo, _errors);
        var items = new ItemReader(known, participants, _errors);
        items.ReadItems("items.csv", _folder.Bytes("items.csv")!);
        items.ReadPacks("packs.csv", _folder.Bytes("packs.csv")!);
        return new RegistryFacts
        {
            Version = _folder.Version,
            IsDemo = isDemo,
            Categories = categories,
            Participants = [.. participants.Values],
            Items = items.Items(),
            Locations = LocationReader.Read("locations.csv", _folder.Bytes("locations.csv")!, known, participants, _errors),
            Keys = Read("keys.json") is { } keys ? KeyReader.Read(keys, participants, _errors) : [],
            Feeds = ReadFeeds(participants),
            AlertRules = Read("alert-rules.json") is { } rules ? AlertRuleReader.Read(rules, known, _errors) : [],
        };
    }

    private JsonValue? Read(string file) =>
        _folder.Bytes(file) is { } bytes ? JsonValueReader.Read(bytes, file, _errors) : null;

    private bool ReadIsDemo()
    {
        if (Read("registry.json") is not { } value)
            return false;
        var fields = new JsonFields(value, "registry.json", _errors);
        fields.RequiredText("name");
        bool isDemo = fields.Flag("demo", false);
        fields.Finish();
        return isDemo;
    }

    private List<FeedProfile> ReadFeeds(Dictionary<string, Participant> participants)
    {
        var feeds = new List<FeedProfile>(_folder.Feeds.Count);
        var ids = new HashSet<string>();
        foreach (string file in _folder.Feeds)
        {
            if (Read(file) is not { } value)
                continue;
            FeedProfile feed = FeedProfileReader.Read(value, file, _errors);
            var fields = new JsonFields(value, file, _errors);
            if (!ids.Add(feed.Id))
                fields.Error("id", $"feed \"{feed.Id}\" stands twice");
            CheckReferences(feed, fields, participants);
            feeds.Add(feed);
        }

        return feeds;
    }

    /// <summary>Checks what a feed says of other parts of the registry.</summary>
    public static void CheckReferences(
        FeedProfile feed, JsonFields fields, IReadOnlyDictionary<string, Participant> participants)
    {
        if (feed.Participant.Value is { } id && !participants.ContainsKey(id))
            fields.Error("participant", $"\"{id}\" is not in participants.csv");
        if (feed.Constants.TryGetValue("owner", out string? owner) && !ParticipantId.TryParse(owner, out _))
            fields.Error("constants", $"owner \"{owner}\" is not a participant's id");
    }
}
