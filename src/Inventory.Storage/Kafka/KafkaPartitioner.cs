using System.Buffers.Binary;
using System.Text;

namespace Inventory.Storage.Kafka;

/// <summary>
/// Which partition a location's facts go to: murmur2 of the UTF-8 key, as the Java client and librdkafka's
/// <c>murmur2</c>
/// partitioners choose, so that a producer that is not ours puts a location where we do.
/// </summary>
public static class KafkaPartitioner
{
    private const uint Seed = 0x9747b28c;
    private const uint Multiplier = 0x5bd1e995;
    private const int Rotation = 24;

    /// <summary>The partition of a location, 0 to <paramref name="partitions"/> - 1.</summary>
    public static int PartitionOf(string location, int partitions)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(partitions, 1);
        int length = Encoding.UTF8.GetMaxByteCount(location.Length);
        Span<byte> key = length <= 256 ? stackalloc byte[256] : new byte[length];
        key = key[..Encoding.UTF8.GetBytes(location, key)];
        return (int)((Murmur2(key) & 0x7fffffff) % (uint)partitions);
    }

    /// <summary>The 32-bit hash of Kafka's default partitioner.</summary>
    public static uint Murmur2(ReadOnlySpan<byte> data)
    {
        // A hash is made of wrap-around.
        unchecked
        {
            uint hash = Seed ^ (uint)data.Length;
            while (data.Length >= sizeof(uint))
            {
                uint k = BinaryPrimitives.ReadUInt32LittleEndian(data) * Multiplier;
                k = (k ^ (k >> Rotation)) * Multiplier;
                hash = (hash * Multiplier) ^ k;
                data = data[sizeof(uint)..];
            }

            if (data.Length > 0)
            {
                for (int i = data.Length - 1; i >= 0; i--)
                    hash ^= (uint)data[i] << (8 * i);
                hash *= Multiplier;
            }

            hash = (hash ^ (hash >> 13)) * Multiplier;
            return hash ^ (hash >> 15);
        }
    }
}
