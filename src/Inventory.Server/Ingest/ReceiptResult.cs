using Inventory.Model.Receipts;
using Inventory.Server.Http;

namespace Inventory.Server.Ingest;

/// <summary>A 200 answer with a receipt.</summary>
internal sealed class ReceiptResult(Receipt receipt) : IResult
{
    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext) =>
        new BytesResult(ReceiptJson.ToUtf8(receipt), "application/json; charset=utf-8").ExecuteAsync(httpContext);
}
