namespace Inventory.Adapters.Json;

/// <summary>The unread bytes of a body: grows to hold one record, and no further.</summary>
internal sealed class ByteWindow(Stream body)
{
    private byte[] _bytes = new byte[64 * 1024];
    private int _start;
    private int _end;

    /// <summary>True when the body holds no more bytes than the window.</summary>
    public bool IsEnd { get; private set; }

    /// <summary>Bytes taken so far.</summary>
    public long Position { get; private set; }

    public ReadOnlyMemory<byte> Unread => _bytes.AsMemory(_start, _end - _start);

    public void Take(int bytes)
    {
        _start += bytes;
        Position += bytes;
    }

    /// <summary>Reads on; false when the record in the window is larger than any may be.</summary>
    public async ValueTask<bool> FillAsync(CancellationToken cancellation)
    {
        int unread = _end - _start;
        if (unread >= JsonLimits.SnapshotBytesMax)
            return false;
        if (_start > 0)
        {
            Buffer.BlockCopy(_bytes, _start, _bytes, 0, unread);
            (_start, _end) = (0, unread);
        }

        if (unread == _bytes.Length)
            Array.Resize(ref _bytes, _bytes.Length * 2);
        // Whoever asks for more looks at all of it again: doubling keeps that linear, however small the pieces that
        // arrive.
        int target = Math.Min(_bytes.Length, Math.Max(unread * 2, 64 * 1024));
        while (!IsEnd && _end < target)
        {
            int read = await body.ReadAsync(_bytes.AsMemory(_end), cancellation);
            IsEnd = read == 0;
            _end += read;
        }

        return true;
    }

    /// <summary>Takes blanks (and a byte order mark at the very beginning), reading on as needed; false at the end
    /// of the body.</summary>
    public async ValueTask<bool> SkipBlanksAsync(CancellationToken cancellation)
    {
        while (true)
        {
            if (Position == 0 && Unread.Span is [0xEF, 0xBB, 0xBF, ..])
                Take(3);
            int blanks = Unread.Span.IndexOfAnyExcept(" \t\r\n"u8);
            if (blanks >= 0 && !(Position == 0 && Unread.Length < 3 && !IsEnd))
            {
                Take(blanks);
                return true;
            }

            Take(blanks < 0 ? Unread.Length : 0);
            if (IsEnd)
                return false;
            await FillAsync(cancellation);
        }
    }
}
