using System.Text.Json;

namespace Inventory.Model.Registry.Files;

/// <summary>Reads and writes a <see cref="Gs1Mapping"/>.</summary>
internal static class Gs1MappingReader
{
    public static Gs1Mapping Read(JsonFields fields)
    {
        fields.Finish();
        return new Gs1Mapping();
    }

    public static void Write(Utf8JsonWriter json, Gs1Mapping mapping)
    {
        json.WriteStartObject();
        json.WriteEndObject();
    }
}
