using System.Text.Json;
using System.Text.Json.Serialization;
using Inventory.Model.Receipts;

namespace Inventory.Storage.Log;

/// <summary>
/// Receipts as this database holds them. The public wire form is another one and belongs to the contract.
/// </summary>
internal static class ReceiptCodec
{
    /// <summary>Writes a receipt.</summary>
    public static byte[] Write(Receipt receipt) =>
        JsonSerializer.SerializeToUtf8Bytes(receipt, ReceiptJsonContext.Default.Receipt);

    /// <summary>Reads a receipt.</summary>
    /// <exception cref="StorageException">It is not what was written.</exception>
    public static Receipt Read(string id, ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, ReceiptJsonContext.Default.Receipt)
                ?? throw new StorageException($"The receipt {id} is empty in the database.");
        }
        catch (JsonException e)
        {
            throw new StorageException($"The receipt {id} is corrupt in the database: {e.Message}", e);
        }
    }
}

/// <summary>The generated reader and writer of receipts.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(Receipt))]
internal sealed partial class ReceiptJsonContext : JsonSerializerContext;
