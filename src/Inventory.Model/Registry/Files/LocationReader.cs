using Inventory.Model.Identifiers;
using Inventory.Model.Snapshots;

namespace Inventory.Model.Registry.Files;

/// <summary>Reads <c>locations.csv</c>, the one large file: 100,000 rows.</summary>
internal sealed class LocationReader
{
    private static readonly string[] Required = ["id", "nameJa", "participant", "tier", "prefecture", "intervalMinutes"];
    private static readonly string[] Optional = ["nameEn", "categories"];

    private readonly Dictionary<string, Category> _categories;
    private readonly Dictionary<string, Participant> _participants;
    // Most rows repeat one of few lists of categories; each is checked and kept once.
    private readonly Dictionary<string, IReadOnlyList<string>> _lists = new() { [string.Empty] = [] };

    private LocationReader(Dictionary<string, Category> categories, Dictionary<string, Participant> participants) =>
        (_categories, _participants) = (categories, participants);

    public static List<Location> Read(
        string file,
        byte[] bytes,
        Dictionary<string, Category> categories,
        Dictionary<string, Participant> participants,
        RegistryErrors errors)
    {
        var reader = new LocationReader(categories, participants);
        var locations = new List<Location>();
        var lines = new Dictionary<string, int>();
        using CsvTable? table = CsvTable.Open(file, bytes, Required, Optional, errors);
        while (table is not null && table.Read())
        {
            if (reader.ReadRow(table) is not { } location)
                continue;
            if (lines.TryAdd(location.Id.Value, table.Line))
                locations.Add(location);
            else
                table.Error($"location \"{location.Id}\" stands twice, first in line {lines[location.Id.Value]}");
        }

        return locations;
    }

    private Location? ReadRow(CsvTable table)
    {
        string nameJa = table.RequiredText("nameJa");
        string nameEn = table.Text("nameEn");
        int intervalMinutes = (int)table.Integer("intervalMinutes", 1, FeedProfileReader.IntervalMinutesMax);
        if (!WireNames.TryParse(table.Text("tier"), out Tier tier))
            table.Error($"tier: \"{table.Text("tier")}\" is not one of manufacturer, wholesaler, retailer");
        if (!Prefecture.TryParse(table.Text("prefecture"), out int prefecture))
            table.Error($"prefecture: \"{table.Text("prefecture")}\" is not a code from 01 to 47, or 00 for unknown");
        IReadOnlyList<string> categories = Categories(table);
        string participant = table.RequiredText("participant");
        if (!_participants.TryGetValue(participant, out Participant? owner) && participant.Length > 0)
            table.Error($"participant: \"{participant}\" is not in participants.csv");
        string text = table.RequiredText("id");
        bool isId = LocationId.TryParse(text, out LocationId id);
        if (!isId && text.Length > 0)
            table.Error($"id: \"{text}\" is neither a GLN with a valid check digit nor participant:localCode");
        else if (isId && ParticipantId.TrySplit(text, out ParticipantId scope, out _) && !_participants.ContainsKey(scope.Value))
            table.Error($"id: \"{scope}\" is not in participants.csv");
        if (!isId || owner is null)
            return null;
        return new Location
        {
            Id = id,
            NameJa = nameJa,
            NameEn = nameEn.Length > 0 ? nameEn : nameJa,
            Participant = owner.Id,
            Tier = tier,
            Prefecture = prefecture,
            IntervalMinutes = intervalMinutes,
            Categories = categories,
        };
    }

    private IReadOnlyList<string> Categories(CsvTable table)
    {
        string text = table.Text("categories");
        if (_lists.TryGetValue(text, out IReadOnlyList<string>? list))
            return list;
        string[] ids = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        bool isGood = true;
        foreach (string id in ids)
        {
            if (_categories.ContainsKey(id))
                continue;
            table.Error($"categories: \"{id}\" is not in categories.json");
            isGood = false;
        }

        if (ids.Distinct().Count() != ids.Length)
        {
            table.Error("categories: one stands twice");
            isGood = false;
        }

        if (isGood)
            _lists.Add(text, ids);
        return ids;
    }
}
