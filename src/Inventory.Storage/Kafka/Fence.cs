using System.Text;
using System.Text.Json;
using Confluent.Kafka;

namespace Inventory.Storage.Kafka;

/// <summary>
/// Who may write a partition's levels, told by the partition's own order: a claim with a higher number than all
/// before it makes its writer the owner; of two with the same number the first; everything by anybody else is ignored.
/// </summary>
internal sealed class Fence
{
    /// <summary>The owner after the last message looked at.</summary>
    public PartitionOwner Owner { get; private set; } = new(0, string.Empty, string.Empty, 0);

    /// <summary>Goes on from what another reader of the partition knows.</summary>
    public void Resume(in PartitionOwner owner) => Owner = owner;

    /// <summary>Looks at the partition's next message; null when it is to be ignored.</summary>
    public LevelRecord? Pass(ConsumeResult<byte[]?, byte[]?> result)
    {
        Owner = Owner with { NextOffset = result.Offset.Value + 1 };
        byte[]? key = result.Message.Key;
        string? instance = KafkaHeaders.Text(result.Message.Headers, KafkaHeaders.Instance);
        if (key is null || instance is null
            || KafkaHeaders.Number(result.Message.Headers, KafkaHeaders.Epoch) is not { } epoch)
        {
            return null;
        }

        string name = Encoding.UTF8.GetString(key);
        if (name == KafkaLevels.ClaimKey)
        {
            if (epoch <= Owner.Epoch || result.Message.Value is null)
                return null;
            Owner = new PartitionOwner(epoch, instance, UrlOf(result.Message.Value), result.Offset.Value + 1);
        }
        else if (epoch != Owner.Epoch || instance != Owner.Instance)
        {
            return null;
        }

        return new LevelRecord(
            result.Partition.Value, result.Offset.Value, name, epoch, instance, result.Message.Value);
    }

    private static string UrlOf(byte[] claim)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(claim);
            return document.RootElement.TryGetProperty("url", out JsonElement url) ? url.GetString() ?? "" : "";
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The headers say who owns it; only the address is lost.
            return string.Empty;
        }
    }
}
