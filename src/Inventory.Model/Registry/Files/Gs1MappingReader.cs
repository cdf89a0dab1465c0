using System.Text.Json;
using Inventory.Model.Snapshots;

namespace Inventory.Model.Registry.Files;

/// <summary>Reads and writes a <see cref="Gs1Mapping"/>.</summary>
internal static class Gs1MappingReader
{
    public static Gs1Mapping Read(JsonFields fields)
    {
        var mapping = new Gs1Mapping
        {
            Dispositions = ReadStatuses(fields, "dispositions"),
            ItemIds = ReadTypes(fields, "itemIds"),
            LocationIds = ReadTypes(fields, "locationIds"),
        };
        fields.Finish();
        return mapping;
    }

    public static void Write(Utf8JsonWriter json, Gs1Mapping mapping)
    {
        json.WriteStartObject();
        WriteStatuses(json, "dispositions", mapping.Dispositions);
        WriteTypes(json, "itemIds", mapping.ItemIds);
        WriteTypes(json, "locationIds", mapping.LocationIds);
        json.WriteEndObject();
    }

    /// <summary>Codes and the statuses they stand for.</summary>
    public static Dictionary<string, string> ReadStatuses(JsonFields fields, string field)
    {
        Dictionary<string, string> statuses = fields.TextMap(field);
        foreach ((string code, string status) in statuses)
        {
            bool isKnown = WireNames.TryParse(status, out StockStatus _) || status == FeedProfile.Ignore;
            if (!isKnown || code.Length == 0)
                fields.Error(field, $"\"{code}\": \"{status}\" is not one of onHand, allocated, inTransit, onHold, ignore");
        }

        return statuses;
    }

    public static void WriteStatuses(Utf8JsonWriter json, string field, IReadOnlyDictionary<string, string> statuses)
    {
        json.WriteStartObject(field);
        foreach ((string code, string status) in statuses)
            json.WriteString(code, status);
        json.WriteEndObject();
    }

    private static IReadOnlyList<string> ReadTypes(JsonFields fields, string field)
    {
        if (fields.Take(field) is { IsArray: false })
            fields.Error(field, "expected a list of types");
        IReadOnlyList<string> types = fields.Texts(field);
        if (types.Contains(string.Empty))
            fields.Error(field, "a type is empty");
        return types;
    }

    private static void WriteTypes(Utf8JsonWriter json, string field, IReadOnlyList<string> types)
    {
        json.WriteStartArray(field);
        foreach (string type in types)
            json.WriteStringValue(type);
        json.WriteEndArray();
    }
}
