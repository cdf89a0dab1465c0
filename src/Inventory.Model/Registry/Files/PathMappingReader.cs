using System.Text.Json;

namespace Inventory.Model.Registry.Files;

/// <summary>Reads and writes a <see cref="PathMapping"/>.</summary>
internal static class PathMappingReader
{
    public static PathMapping Read(JsonFields fields)
    {
        fields.Finish();
        return new PathMapping();
    }

    public static void Write(Utf8JsonWriter json, PathMapping mapping)
    {
        json.WriteStartObject();
        json.WriteEndObject();
    }
}
