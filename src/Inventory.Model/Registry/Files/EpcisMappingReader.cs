using System.Text.Json;

namespace Inventory.Model.Registry.Files;

/// <summary>Reads and writes a <see cref="EpcisMapping"/>.</summary>
internal static class EpcisMappingReader
{
    public static EpcisMapping Read(JsonFields fields)
    {
        fields.Finish();
        return new EpcisMapping();
    }

    public static void Write(Utf8JsonWriter json, EpcisMapping mapping)
    {
        json.WriteStartObject();
        json.WriteEndObject();
    }
}
