using System.Text.Json;
using Inventory.Model.Receipts;
using Inventory.Model.Rejections;

namespace Inventory.Server.Ingest;

/// <summary>A receipt's members inside a problem, exactly as they stand in a receipt.</summary>
internal static class ReceiptMembers
{
    /// <summary>Writes the members of a receipt.</summary>
    public static void Write(Utf8JsonWriter json, Receipt receipt, bool isDryRun)
    {
        using JsonDocument document = JsonDocument.Parse(ReceiptJson.ToUtf8(receipt));
        foreach (JsonProperty member in document.RootElement.EnumerateObject())
        {
            // An empty id marks a dry run in the receipt's own form; here it may also mean that nothing was stored.
            if (isDryRun || !member.NameEquals("dryRun"u8))
                member.WriteTo(json);
        }
    }

    /// <summary>The receipt's form of a delivery that could not be read: nothing was stored, so it has no id.</summary>
    public static Receipt Of(in Rejection failure, string? feed, DateTimeOffset receivedAt) => new()
    {
        Id = string.Empty,
        Feed = feed,
        ReceivedAt = receivedAt,
        Rejections = [failure],
    };
}
