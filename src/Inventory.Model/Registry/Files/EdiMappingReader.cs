using System.Text.Json;
using Inventory.Model.Snapshots;

namespace Inventory.Model.Registry.Files;

/// <summary>Reads and writes a <see cref="EdiMapping"/>.</summary>
internal static class EdiMappingReader
{
    private const int QualifierLengthMax = 3;

    private static readonly string[] PlaceSegments = ["LOC", "NAD", "N1", "REF"];
    private static readonly string[] Movements = [EdiMapping.Levels, FeedProfile.Ignore, FeedProfile.Reject];
    private static readonly string[] Schedules = [EdiMapping.Parts, FeedProfile.Ignore];
    private static readonly string[] StoreQuantities = [EdiMapping.Warn, EdiMapping.Parts, FeedProfile.Ignore];

    public static EdiMapping Read(JsonFields fields)
    {
        var mapping = new EdiMapping
        {
            Quantities = Codes(fields, "quantities", x => EdiMapping.Meanings.Contains(x), EdiMapping.Meanings),
            Locations = Places(fields),
            Items = Qualifiers(fields, "items"),
            InventoryTypes = Codes(
                fields, "inventoryTypes", IsStatus, ["onHand", "allocated", "inTransit", "onHold", FeedProfile.Ignore]),
            Movements = Choice(fields, "movements", Movements),
            Schedules = Choice(fields, "schedules", Schedules),
            StoreQuantities = Choice(fields, "storeQuantities", StoreQuantities),
            DeltaReports = Qualifiers(fields, "deltaReports"),
        };
        fields.Finish();
        return mapping;
    }

    public static void Write(Utf8JsonWriter json, EdiMapping mapping)
    {
        json.WriteStartObject();
        WriteMap(json, "quantities", mapping.Quantities);
        WriteList(json, "locations", mapping.Locations);
        WriteList(json, "items", mapping.Items);
        WriteMap(json, "inventoryTypes", mapping.InventoryTypes);
        json.WriteString("movements"u8, mapping.Movements);
        json.WriteString("schedules"u8, mapping.Schedules);
        json.WriteString("storeQuantities"u8, mapping.StoreQuantities);
        WriteList(json, "deltaReports", mapping.DeltaReports);
        json.WriteEndObject();
    }

    private static bool IsStatus(string text) =>
        text == FeedProfile.Ignore || WireNames.TryParse(text, out StockStatus _);

    private static bool IsQualifier(string text) => text.Length is > 0 and <= QualifierLengthMax;

    private static Dictionary<string, string> Codes(
        JsonFields fields, string field, Func<string, bool> isMeaning, IReadOnlyList<string> meanings)
    {
        Dictionary<string, string> codes = fields.TextMap(field);
        foreach ((string code, string meaning) in codes)
        {
            if (!IsQualifier(code))
                fields.Error(field, $"\"{code}\" is not a code of 1 to {QualifierLengthMax} characters");
            else if (!isMeaning(meaning))
                fields.Error(field, $"\"{code}\": \"{meaning}\" is not one of {string.Join(", ", meanings)}");
        }

        return codes;
    }

    private static IReadOnlyList<string> Qualifiers(JsonFields fields, string field)
    {
        IReadOnlyList<string> list = List(fields, field);
        foreach (string text in list)
        {
            if (!IsQualifier(text))
                fields.Error(field, $"\"{text}\" is not a code of 1 to {QualifierLengthMax} characters");
        }

        return list;
    }

    private static IReadOnlyList<string> Places(JsonFields fields)
    {
        IReadOnlyList<string> places = List(fields, "locations");
        foreach (string text in places)
        {
            int blank = text.IndexOf(' ', StringComparison.Ordinal);
            if (blank < 0 || !PlaceSegments.Contains(text[..blank]) || !IsQualifier(text[(blank + 1)..]))
                fields.Error("locations", $"\"{text}\" is not a segment and its qualifier, such as \"LOC 14\" or \"N1 WH\"");
        }

        return places;
    }

    /// <summary>A list and nothing else, as its schema says.</summary>
    private static IReadOnlyList<string> List(JsonFields fields, string field)
    {
        if (fields.Take(field) is { IsArray: false })
            fields.Error(field, "expected a list");
        return fields.Texts(field);
    }

    private static string Choice(JsonFields fields, string field, string[] choices)
    {
        string text = fields.Text(field) ?? choices[0];
        if (!choices.Contains(text))
            fields.Error(field, $"\"{text}\" is not one of {string.Join(", ", choices)}");
        return text;
    }

    private static void WriteMap(Utf8JsonWriter json, string name, IReadOnlyDictionary<string, string> map)
    {
        json.WriteStartObject(name);
        foreach ((string key, string value) in map)
            json.WriteString(key, value);
        json.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter json, string name, IReadOnlyList<string> list)
    {
        json.WriteStartArray(name);
        foreach (string text in list)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
