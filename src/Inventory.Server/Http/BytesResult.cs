namespace Inventory.Server.Http;

/// <summary>A 200 answer of bytes that are already there.</summary>
internal sealed class BytesResult(ReadOnlyMemory<byte> bytes, string contentType) : IResult
{
    /// <summary>What a cache may do; nothing is kept by default, for most answers belong to one key.</summary>
    public string CacheControl { get; init; } = "no-store";

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        HttpResponse response = httpContext.Response;
        response.ContentType = contentType;
        response.ContentLength = bytes.Length;
        response.Headers.CacheControl = CacheControl;
        if (!HttpMethods.IsHead(httpContext.Request.Method))
            await response.Body.WriteAsync(bytes, httpContext.RequestAborted);
    }
}
