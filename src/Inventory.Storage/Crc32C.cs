using System.Buffers.Binary;
using System.Numerics;

namespace Inventory.Storage;

/// <summary>
/// CRC-32C (Castagnoli, RFC 3720): finds every burst of up to 32 wrong bits, and is one machine instruction for eight
/// bytes.
/// </summary>
internal static class Crc32C
{
    /// <summary>Start value of a running checksum.</summary>
    public const uint Start = uint.MaxValue;

    /// <summary>Checksum of the whole.</summary>
    public static uint Of(ReadOnlySpan<byte> data) => Finish(Update(Start, data));

    /// <summary>Adds bytes to a running checksum.</summary>
    public static uint Update(uint crc, ReadOnlySpan<byte> data)
    {
        while (data.Length >= sizeof(ulong))
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(data));
            data = data[sizeof(ulong)..];
        }

        foreach (byte b in data)
            crc = BitOperations.Crc32C(crc, b);
        return crc;
    }

    /// <summary>The checksum of all that was added.</summary>
    public static uint Finish(uint crc) => ~crc;
}
