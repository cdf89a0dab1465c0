using System.Text.Json;

namespace Inventory.Model.Registry.Files;

/// <summary>Reads and writes a <see cref="SheetMapping"/>.</summary>
internal static class SheetMappingReader
{
    public static SheetMapping Read(JsonFields fields)
    {
        fields.Finish();
        return new SheetMapping();
    }

    public static void Write(Utf8JsonWriter json, SheetMapping mapping)
    {
        json.WriteStartObject();
        json.WriteEndObject();
    }
}
