using System.Text.Json;
using System.Text.Json.Serialization;

namespace Inventory.Server.Hub;

/// <summary>JSON that is already rendered; the protocol copies it as it is.</summary>
[JsonConverter(typeof(Converter))]
internal sealed record RawJson(ReadOnlyMemory<byte> Utf8)
{
    /// <summary>Writes the bytes; nothing is ever read back.</summary>
    internal sealed class Converter : JsonConverter<RawJson>
    {
        /// <inheritdoc/>
        public override RawJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("raw JSON is only written");

        /// <inheritdoc/>
        public override void Write(Utf8JsonWriter writer, RawJson value, JsonSerializerOptions options) =>
            // Our own writer rendered it a moment ago; checking it again per message would double the work.
            writer.WriteRawValue(value.Utf8.Span, skipInputValidation: true);
    }
}
