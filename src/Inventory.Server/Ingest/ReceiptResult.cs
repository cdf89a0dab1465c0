using Inventory.Model.Receipts;
using Inventory.Server.Http;

namespace Inventory.Server.Ingest;

/// <summary>A 200 answer with a receipt.</summary>
internal sealed class ReceiptResult(Receipt receipt, bool isDryRun) : IResult
{
    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext) => JsonText.Answer(json =>
    {
        json.WriteStartObject();
        ReceiptWriter.WriteMembers(json, receipt, isDryRun);
        json.WriteEndObject();
    }).ExecuteAsync(httpContext);
}
