using System.Text.Json;

namespace Inventory.Model.Registry.Files;

/// <summary>Reads and writes a <see cref="FixedWidthLayout"/>.</summary>
internal static class FixedWidthLayoutReader
{
    public static FixedWidthLayout Read(JsonFields fields)
    {
        fields.Finish();
        return new FixedWidthLayout();
    }

    public static void Write(Utf8JsonWriter json, FixedWidthLayout mapping)
    {
        json.WriteStartObject();
        json.WriteEndObject();
    }
}
