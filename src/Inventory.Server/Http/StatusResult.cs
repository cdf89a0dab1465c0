namespace Inventory.Server.Http;

/// <summary>Another result under another status.</summary>
internal sealed class StatusResult(int status, IResult inner) : IResult
{
    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = status;
        return inner.ExecuteAsync(httpContext);
    }
}
