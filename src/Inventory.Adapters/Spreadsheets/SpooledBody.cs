using Inventory.Model.Rejections;

namespace Inventory.Adapters.Spreadsheets;

/// <summary>
/// A body that can seek: an archive is read from its end. Bodies that can seek already (the server keeps large ones in
/// a file of its own) are taken as they are; others are kept in memory in pieces, up to the limit, because adapters do
/// not touch the disk.
/// </summary>
internal static class SpooledBody
{
    private const int PieceBytes = 1024 * 1024;

    public static async Task<Stream> OfAsync(Stream body, CancellationToken cancellation)
    {
        if (body.CanSeek)
            return body;
        var pieces = new List<byte[]>();
        long length = 0;
        while (true)
        {
            var piece = new byte[PieceBytes];
            int count = await body.ReadAtLeastAsync(piece, PieceBytes, throwOnEndOfStream: false, cancellation);
            length += count;
            if (length > SpreadsheetLimits.BodyBytesMax)
                throw new WorkbookException(RejectionReason.TooLarge, null);
            pieces.Add(count == PieceBytes ? piece : piece[..count]);
            if (count < PieceBytes)
                return new PieceStream(pieces, PieceBytes, length);
        }
    }

    private sealed class PieceStream(List<byte[]> pieces, int pieceBytes, long length) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => true;

        public override bool CanWrite => false;

        public override long Length => length;

        public override long Position { get; set; }

        public override int Read(Span<byte> buffer)
        {
            if (Position >= length || buffer.IsEmpty)
                return 0;
            ReadOnlySpan<byte> piece = pieces[(int)(Position / pieceBytes)].AsSpan((int)(Position % pieceBytes));
            int count = Math.Min(piece.Length, buffer.Length);
            piece[..count].CopyTo(buffer);
            Position += count;
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override long Seek(long offset, SeekOrigin origin)
        {
            long target = offset + (origin == SeekOrigin.Begin ? 0 : origin == SeekOrigin.Current ? Position : length);
            return Position = target >= 0 ? target : throw new IOException("The position lies before the start.");
        }

        public override void Flush()
        {
        }

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
