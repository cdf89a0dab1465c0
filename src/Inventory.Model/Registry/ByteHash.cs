using System.Buffers.Binary;

namespace Inventory.Model.Registry;

/// <summary>A fast hash of short bytes for tables that bound what a collision costs: it does not withstand who looks
/// for collisions.</summary>
public static class ByteHash
{
    private const ulong Odd = 0x9E3779B97F4A7C15;

    /// <summary>The hash.</summary>
    public static uint Of(ReadOnlySpan<byte> key) => unchecked((uint)(Mix(key) >> 32));

    private static ulong Mix(ReadOnlySpan<byte> key)
    {
        unchecked
        {
            ulong hash = (ulong)key.Length * Odd;
            if (key.Length < 8)
                return Turn(hash ^ Short(key));
            ReadOnlySpan<byte> last = key[^8..];
            for (; key.Length > 8; key = key[8..])
                hash = Turn(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(key));
            return Turn(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(last));
        }
    }

    private static ulong Turn(ulong hash)
    {
        hash = unchecked(hash * Odd);
        return hash ^ (hash >> 29);
    }

    private static ulong Short(ReadOnlySpan<byte> key)
    {
        ulong value = 0;
        foreach (byte b in key)
            value = (value << 8) | b;
        return value;
    }
}
