using System.Buffers;
using System.Text.Json;
using Inventory.Model.Receipts;
using Inventory.Model.Rejections;

namespace Inventory.Storage.Kafka;

/// <summary>Writes refused deliveries as UTF-8 JSON. Schema: <c>schemas/rejected-delivery.v1.schema.json</c>.</summary>
internal static class RefusedDeliveryJson
{
    /// <summary>The delivery as UTF-8 JSON; the refused lines are the receipt's, the first few of them.</summary>
    public static byte[] ToUtf8(RefusedDelivery delivery)
    {
        var output = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            json.WriteString("specVersion"u8, "1.0"u8);
            if (delivery.FileName is { } name)
                json.WriteString("fileName"u8, name);
            json.WriteString("reason"u8, delivery.Reason);
            // The receipt's own writer, so that a refused line reads the same everywhere.
            Receipt receipt = delivery.Receipt;
            IReadOnlyList<Rejection> refused = receipt.Rejections;
            if (refused.Count > KafkaLimits.RefusedLinesMax)
                receipt = receipt with { Rejections = [.. refused.Take(KafkaLimits.RefusedLinesMax)] };
            json.WritePropertyName("receipt"u8);
            json.WriteRawValue(ReceiptJson.ToUtf8(receipt));
            json.WriteEndObject();
        }

        return output.WrittenSpan.ToArray();
    }
}
