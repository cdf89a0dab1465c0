using System.Text.Json;

namespace Inventory.Model.Registry.Files;

/// <summary>Reads and writes a <see cref="EdiMapping"/>.</summary>
internal static class EdiMappingReader
{
    public static EdiMapping Read(JsonFields fields)
    {
        fields.Finish();
        return new EdiMapping();
    }

    public static void Write(Utf8JsonWriter json, EdiMapping mapping)
    {
        json.WriteStartObject();
        json.WriteEndObject();
    }
}
