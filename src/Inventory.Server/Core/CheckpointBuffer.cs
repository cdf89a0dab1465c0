namespace Inventory.Server.Core;

/// <summary>
/// The state on its way to the disk: the core's thread fills it and goes on, another thread copies it out. Pieces, for
/// one array would end at 2 GB and be moved while it grows.
/// </summary>
internal sealed class CheckpointBuffer : Stream
{
    private const int PieceBytes = 1 << 20;
    private readonly List<byte[]> _pieces = [];
    private long _length;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _length;

    public override long Position
    {
        get => _length;
        set => throw new NotSupportedException();
    }

    /// <summary>Copies all of it.</summary>
    public void WriteTo(Stream stream)
    {
        long left = _length;
        foreach (byte[] piece in _pieces)
        {
            stream.Write(piece, 0, (int)Math.Min(left, PieceBytes));
            left -= PieceBytes;
        }
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            int at = (int)(_length % PieceBytes);
            if (at == 0)
                _pieces.Add(new byte[PieceBytes]);
            int count = Math.Min(buffer.Length, PieceBytes - at);
            buffer[..count].CopyTo(_pieces[^1].AsSpan(at));
            buffer = buffer[count..];
            _length += count;
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
        // Nothing waits anywhere.
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
