using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Inventory.Server.Hub;

/// <summary>
/// Counts the bytes that a live line has taken, so that a slow screen which still reads is told from a dead one. It
/// stands between the WebSocket and the server's own buffer, which frees a place only when the other side reads.
/// </summary>
internal sealed class LineProgress(IHttpUpgradeFeature inner) : IHttpUpgradeFeature
{
    // The system would let a line that is not read grow to megabytes of old levels: a slow screen would then lag by
    // all of them, and thousands of dead ones would hold the machine's memory. 64 KB is a few messages.
    private const int SocketBytesMax = 64 * 1024;

    private long _bytes;

    /// <summary>Bytes taken so far.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <inheritdoc/>
    public bool IsUpgradableRequest => inner.IsUpgradableRequest;

    /// <inheritdoc/>
    public async Task<Stream> UpgradeAsync() => new CountedStream(await inner.UpgradeAsync(), this);

    /// <summary>
    /// Puts the counter in the request's way and bounds what the socket holds; a request that cannot become a socket
    /// has neither.
    /// </summary>
    public static void Watch(HttpContext context)
    {
        if (context.Features.Get<IHttpUpgradeFeature>() is not { IsUpgradableRequest: true } upgrade)
            return;
        if (context.Features.Get<IConnectionSocketFeature>() is { } connection)
            connection.Socket.SendBufferSize = SocketBytesMax;
        var progress = new LineProgress(upgrade);
        context.Features.Set<IHttpUpgradeFeature>(progress);
        context.Features.Set(progress);
    }

    private void Note(int bytes) => Interlocked.Add(ref _bytes, bytes);

    private sealed class CountedStream(Stream line, LineProgress progress) : Stream
    {
        // A message goes in pieces, so that a long one shows progress too. The server hands at most 64 KB to the socket
        // at once: a line that takes less within the time-out counts as dead.
        private const int PieceBytes = 4096;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            line.ReadAsync(buffer, cancellationToken);

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            line.ReadAsync(buffer, offset, count, cancellationToken);

        public override async ValueTask WriteAsync(
            ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            while (buffer.Length > 0)
            {
                ReadOnlyMemory<byte> piece = buffer[..Math.Min(PieceBytes, buffer.Length)];
                await line.WriteAsync(piece, cancellationToken);
                progress.Note(piece.Length);
                buffer = buffer[piece.Length..];
            }
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override Task FlushAsync(CancellationToken cancellationToken) => line.FlushAsync(cancellationToken);

        public override void Flush() => line.Flush();

        public override int Read(byte[] buffer, int offset, int count) => line.Read(buffer, offset, count);

        public override void Write(byte[] buffer, int offset, int count)
        {
            line.Write(buffer, offset, count);
            progress.Note(count);
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override async ValueTask DisposeAsync()
        {
            await line.DisposeAsync();
            await base.DisposeAsync();
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                line.Dispose();
            base.Dispose(disposing);
        }
    }
}
