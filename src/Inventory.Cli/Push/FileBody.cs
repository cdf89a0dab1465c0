using System.IO.Compression;
using System.Net;

namespace Inventory.Cli.Push;

/// <summary>A request's body read from a file as it is sent: no file stands in memory, and each try reads it
/// anew.</summary>
internal sealed class FileBody : HttpContent
{
    /// <summary>Large enough that progress costs nothing, small enough that it moves.</summary>
    private const int BlockBytes = 64 * 1024;

    private readonly PushItem _item;
    private readonly bool _isGzip;
    private readonly Action<long>? _onSent;

    /// <summary>A body.</summary>
    /// <param name="item">The file.</param>
    /// <param name="isGzip">True to compress on the way.</param>
    /// <param name="onSent">Told how many bytes of the file have been handed to the connection so far.</param>
    public FileBody(PushItem item, bool isGzip, Action<long>? onSent)
    {
        (_item, _isGzip, _onSent) = (item, isGzip, onSent);
        Headers.ContentType = new("application/octet-stream");
        if (isGzip)
            Headers.ContentEncoding.Add("gzip");
    }

    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    /// <inheritdoc/>
    protected override async Task SerializeToStreamAsync(
        Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        if (!_isGzip)
        {
            await CopyAsync(stream, cancellationToken);
            return;
        }

        await using var gzip = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true);
        await CopyAsync(gzip, cancellationToken);
    }

    /// <inheritdoc/>
    protected override bool TryComputeLength(out long length)
    {
        length = _item.Size;
        return !_isGzip;
    }

    private async Task CopyAsync(Stream output, CancellationToken cancellation)
    {
        await using FileStream input = File.OpenRead(_item.Path);
        byte[] block = new byte[BlockBytes];
        long sent = 0;
        int read;
        while ((read = await input.ReadAsync(block, cancellation)) > 0)
        {
            await output.WriteAsync(block.AsMemory(0, read), cancellation);
            sent += read;
            _onSent?.Invoke(sent);
        }
    }
}
