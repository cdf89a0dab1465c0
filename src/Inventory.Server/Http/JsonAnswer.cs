using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Inventory.Server.Http;

/// <summary>Renders JSON by hand: fields in a fixed order, Japanese readable, and never embedded in HTML.</summary>
internal static class JsonAnswer
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One JSON text in memory.</summary>
    public static ReadOnlyMemory<byte> Render(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, Options);
        write(json);
        json.Flush();
        return buffer.WrittenMemory;
    }

    /// <summary>A 200 answer with the text.</summary>
    public static IResult Of(Action<Utf8JsonWriter> write) =>
        new BytesResult(Render(write), "application/json; charset=utf-8");
}
