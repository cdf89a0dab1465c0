namespace Inventory.Adapters.Xml;

/// <summary>A stream that knows when it has said that it ends, and that ends at a tag which is longer than any real
/// one, before the reader makes a million attributes of it. Reads only forward; does not own what it reads.</summary>
internal sealed class EndingStream(Stream inner) : Stream
{
    private TagMeter _tags;

    /// <summary>True once a read found nothing more.</summary>
    public bool IsEnd { get; private set; }

    /// <summary>True once a tag was longer than <see cref="XmlLimits.TagBytesMax"/>.</summary>
    public bool IsTagTooLong { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        int read = IsTagTooLong ? 0 : inner.Read(buffer);
        if (!_tags.Take(buffer[..read]))
        {
            IsTagTooLong = true;
            read = 0;
        }

        IsEnd |= read == 0 && buffer.Length > 0;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
