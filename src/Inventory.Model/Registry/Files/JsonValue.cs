using System.Text.Json;

namespace Inventory.Model.Registry.Files;

/// <summary>A JSON value that knows its line, so that an error can name the place; the runtime's document does not keep lines.</summary>
internal sealed class JsonValue
{
    public required JsonTokenType Kind { get; init; }

    public required int Line { get; init; }

    /// <summary>The text of a string, or the digits of a number; empty for the other kinds.</summary>
    public string Text { get; init; } = string.Empty;

    public List<JsonValue> Items { get; } = [];

    public List<KeyValuePair<string, JsonValue>> Members { get; } = [];

    public bool IsObject => Kind == JsonTokenType.StartObject;

    public bool IsArray => Kind == JsonTokenType.StartArray;
}
