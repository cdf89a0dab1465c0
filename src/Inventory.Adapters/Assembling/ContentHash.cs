using System.Runtime.InteropServices;

namespace Inventory.Adapters.Assembling;

/// <summary>The first 128 bits of a SHA-256.</summary>
internal readonly record struct ContentHash(ulong First, ulong Last)
{
    /// <summary>The hash's first bytes.</summary>
    public static ContentHash Of(ReadOnlySpan<byte> sha256) => MemoryMarshal.Read<ContentHash>(sha256);

    /// <summary>Writes its 16 bytes.</summary>
    public void CopyTo(Span<byte> bytes) => MemoryMarshal.Write(bytes, this);
}
