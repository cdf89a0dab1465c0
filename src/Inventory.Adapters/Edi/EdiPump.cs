using System.Buffers;
using Inventory.Model.Rejections;

namespace Inventory.Adapters.Edi;

/// <summary>Moves a body through the tokenizer into a reading. Memory is one window of bytes, whatever the size of the
/// file.</summary>
internal static class EdiPump
{
    private const int WindowBytes = 2 * EdiLimits.SegmentBytesMax;

    public static async Task<FeedReading> RunAsync(
        Stream body, IEdiEnvelope envelope, EdiReading reading, CancellationToken cancellation)
    {
        var reader = new EdiReader(envelope);
        byte[] window = ArrayPool<byte>.Shared.Rent(WindowBytes);
        try
        {
            int length = 0;
            bool isEnd = false;
            while (!isEnd && reading.Failure is null)
            {
                // A full window each time: separators are told by what follows them, and that must not depend on how
                // the bytes arrive.
                int free = WindowBytes - length;
                int read = await body.ReadAtLeastAsync(
                    window.AsMemory(length, free), free, throwOnEndOfStream: false, cancellation);
                isEnd = read < free;
                length += read;
                int left = Drain(window.AsSpan(0, length), isEnd, reader, reading);
                window.AsSpan(length - left, left).CopyTo(window);
                length = left;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(window);
        }

        return reading.Finish();
    }

    /// <summary>Reads all whole segments; the bytes left over.</summary>
    private static int Drain(ReadOnlySpan<byte> unread, bool isEnd, EdiReader reader, EdiReading reading)
    {
        while (reading.Failure is null)
        {
            switch (reader.Read(ref unread, isEnd, out EdiSegment segment))
            {
                case EdiRead.Segment:
                    reading.Take(segment);
                    break;
                case EdiRead.Unterminated:
                    reading.TakeUnterminated(segment);
                    return 0;
                case EdiRead.TooLong:
                    reading.Fail("segment", null, RejectionReason.RowTooLong, reader.Number + 1);
                    return 0;
                case EdiRead.NoSyntax:
                    reading.FailWithoutSyntax(unread);
                    return 0;
                case EdiRead.NeedMore:
                    return unread.Length;
                default:
                    return 0;
            }
        }

        return 0;
    }
}
