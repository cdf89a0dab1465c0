using Inventory.Adapters.Xml;
using Inventory.Model.Rejections;

namespace Inventory.Adapters.Paths;

/// <summary>
/// Bytes fetched ahead, without blocking, for a reader that only reads blocking: <c>XmlReader</c> over this is
/// twice as fast as its asynchronous reading, and a slow sender holds no thread. Refuses tags that are longer than any
/// real one before the reader makes thousands of attributes of them. Reads only forward; does not own what it reads.
/// </summary>
internal sealed class PrefetchStream(Stream body) : Stream
{
    // Two of the reader's own fills (it takes up to 64 KiB at a time).
    private const int AheadBytes = 128 * 1024;
    private const int BufferBytes = 256 * 1024;

    private readonly byte[] _buffer = new byte[BufferBytes];
    private int _start;
    private int _end;
    private bool _isEnd;
    private TagMeter _tags;

    /// <summary>Set when a tag is too long; reading then ends.</summary>
    public RejectionReason Refused { get; private set; }

    /// <summary>True when the bytes at hand last for a while.</summary>
    public bool IsReady => _isEnd || _end - _start >= AheadBytes;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>The bytes at hand.</summary>
    public ReadOnlySpan<byte> Ahead => _buffer.AsSpan(_start, _end - _start);

    public async ValueTask FillAsync(CancellationToken cancellation)
    {
        while (!IsReady)
        {
            MakeRoom();
            Take(await body.ReadAsync(_buffer.AsMemory(_end), cancellation));
        }
    }

    public override int Read(Span<byte> buffer)
    {
        // Only a token longer than all that was fetched comes here with nothing at hand.
        while (_start == _end && !_isEnd)
        {
            MakeRoom();
            Take(body.ReadAsync(_buffer.AsMemory(_end)).AsTask().GetAwaiter().GetResult());
        }

        int count = Math.Min(buffer.Length, _end - _start);
        _buffer.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private void MakeRoom()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        _end -= _start;
        _start = 0;
    }

    private void Take(int count)
    {
        _isEnd = count == 0;
        if (!_tags.Take(_buffer.AsSpan(_end, count)))
        {
            Refused = RejectionReason.RowTooLong;
            _isEnd = true;
        }

        _end += count;
    }
}
