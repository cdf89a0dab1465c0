using System.Text.Json;

namespace Inventory.Model.Registry.Files;

/// <summary>Reads and writes a <see cref="EpcisMapping"/>.</summary>
internal static class EpcisMappingReader
{
    private static readonly string[] Openings = [EpcisMapping.StockTaking, EpcisMapping.Zero];
    private static readonly string[] Effects = ["in", "out", "count", "check", "none"];

    public static EpcisMapping Read(JsonFields fields)
    {
        var mapping = new EpcisMapping
        {
            Opening = fields.Text("opening") ?? EpcisMapping.StockTaking,
            BizSteps = fields.TextMap("bizSteps"),
            Dispositions = Gs1MappingReader.ReadStatuses(fields, "dispositions"),
            Locations = fields.TextMap("locations"),
        };
        if (!Openings.Contains(mapping.Opening))
            fields.Error("opening", $"\"{mapping.Opening}\" is not one of {string.Join(", ", Openings)}");
        foreach ((string step, string effect) in mapping.BizSteps)
        {
            if (!Effects.Contains(effect))
                fields.Error("bizSteps", $"\"{step}\": \"{effect}\" is not one of {string.Join(", ", Effects)}");
        }

        if (mapping.Locations.Values.Contains(string.Empty))
            fields.Error("locations", "a location code is empty");
        fields.Finish();
        return mapping;
    }

    public static void Write(Utf8JsonWriter json, EpcisMapping mapping)
    {
        json.WriteStartObject();
        json.WriteString("opening"u8, mapping.Opening);
        Gs1MappingReader.WriteStatuses(json, "bizSteps", mapping.BizSteps);
        Gs1MappingReader.WriteStatuses(json, "dispositions", mapping.Dispositions);
        Gs1MappingReader.WriteStatuses(json, "locations", mapping.Locations);
        json.WriteEndObject();
    }
}
