using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Inventory.Model.Rejections;

namespace Inventory.Server.Problems;

/// <summary>
/// An RFC 9457 answer with a stable <c>reason</c>, and a sentence for people in Japanese and English.
/// </summary>
internal sealed class Problem : IResult
{
    /// <summary>The media type.</summary>
    public const string MediaType = "application/problem+json";

    private readonly int _status;
    private readonly string _reason;
    private readonly LocalizedText _text;

    /// <summary>A problem.</summary>
    public Problem(int status, string reason, LocalizedText text)
    {
        _status = status;
        _reason = reason;
        _text = text;
    }

    /// <summary>Which query parameter or header is wrong; null when it is none.</summary>
    public string? Parameter { get; init; }

    /// <summary>Seconds after which a retry makes sense; null when it does not.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>Writes members beside the standard ones, such as a receipt's.</summary>
    public Action<Utf8JsonWriter>? Members { get; init; }

    /// <summary>The status it answers with.</summary>
    public int Status => _status;

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        HttpResponse response = httpContext.Response;
        if (response.HasStarted)
            return;
        response.StatusCode = _status;
        response.ContentType = MediaType;
        response.Headers.CacheControl = "no-store";
        if (RetryAfterSeconds is { } seconds)
            response.Headers.RetryAfter = seconds.ToString();
        if (_status == StatusCodes.Status401Unauthorized)
            response.Headers.WWWAuthenticate = "Bearer";
        // The body is small; HEAD gets the same headers and no body from the server itself.
        await response.Body.WriteAsync(Render(), httpContext.RequestAborted);
    }

    /// <summary>The body as JSON.</summary>
    public ReadOnlyMemory<byte> Render()
    {
        var buffer = new ArrayBufferWriter<byte>();
        var options = new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using var json = new Utf8JsonWriter(buffer, options);
        json.WriteStartObject();
        json.WriteString("type"u8, "urn:inventory:problem:" + _reason);
        json.WriteString("title"u8, _text.En);
        json.WriteNumber("status"u8, _status);
        json.WriteString("reason"u8, _reason);
        json.WriteStartObject("message"u8);
        json.WriteString("ja"u8, _text.Ja);
        json.WriteString("en"u8, _text.En);
        json.WriteEndObject();
        if (Parameter is not null)
            json.WriteString("parameter"u8, Parameter);
        Members?.Invoke(json);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }
}
