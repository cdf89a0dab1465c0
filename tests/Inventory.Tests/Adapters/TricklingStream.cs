namespace Inventory.Tests.Adapters;

/// <summary>A body that arrives in pieces of a few bytes, as one over a slow line does.</summary>
internal sealed class TricklingStream(byte[] bytes, int pieceMax) : MemoryStream(bytes)
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        base.ReadAsync(buffer[..Math.Min(buffer.Length, pieceMax)], cancellationToken);
}
