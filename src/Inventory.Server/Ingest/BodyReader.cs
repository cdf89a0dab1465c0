using System.IO.Compression;
using Inventory.Model.Rejections;
using Inventory.Server.Options;
using Inventory.Server.Problems;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;

namespace Inventory.Server.Ingest;

/// <summary>
/// Receives a body before a parser is taken, so that a slow sender holds no parser: small ones in memory, large ones
/// in a file that goes
/// away by itself. The bound counts what was sent and what came out of decompression; the body of a liar is never
/// read to its end.
/// </summary>
internal sealed class BodyReader
{
    private const int ChunkBytes = 64 * 1024;

    private readonly ServerLimits _limits;
    private readonly string _folder;

    public BodyReader(ServerOptions options)
    {
        _limits = options.Limits;
        _folder = Path.Combine(options.Data, "incoming");
        Directory.CreateDirectory(_folder);
        // What a crash left behind; nobody else writes here, for the store holds the folder's lock.
        foreach (string file in Directory.EnumerateFiles(_folder))
            File.Delete(file);
    }

    /// <summary>The whole body, at its start; or the problem to answer with.</summary>
    public Task<(Stream? Body, Problem? Problem)> ReadAsync(HttpContext context) =>
        ReadAsync(context, _limits.BodyBytesMax);

    /// <summary>The whole body of at most so many bytes, at its start; or the problem to answer with.</summary>
    public async Task<(Stream? Body, Problem? Problem)> ReadAsync(HttpContext context, long bytesMax)
    {
        HttpRequest request = context.Request;
        if (request.ContentLength > bytesMax)
            return (null, TooLarge(context));
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature)
            feature.MaxRequestBodySize = bytesMax;
        if (!TryDecode(request, out Stream source))
            return (null, ProblemReasons.ContentCodingUnknown());
        var body = new FileBufferingReadStream(source, _limits.BodyMemoryBytesMax, bytesMax, _folder);
        Problem? problem = null;
        try
        {
            problem = await DrainAsync(body, context);
            body.Position = 0;
            return problem is null ? (body, null) : (null, problem);
        }
        finally
        {
            if (problem is not null || body.Position != 0)
                await body.DisposeAsync();
        }
    }

    /// <summary>A copy of a stream of at most so many bytes, at its start; null when it is longer.</summary>
    /// <exception cref="IOException">The stream broke, or the copy could not be written.</exception>
    public async Task<Stream?> BufferAsync(Stream source, long bytesMax, CancellationToken cancellation)
    {
        var copy = new FileBufferingReadStream(source, _limits.BodyMemoryBytesMax, bytesMax, _folder);
        bool isWhole = false;
        try
        {
            byte[] chunk = new byte[ChunkBytes];
            while (await copy.ReadAsync(chunk, cancellation) > 0)
            {
                // The stream itself keeps what was read.
            }

            copy.Position = 0;
            isWhole = true;
            return copy;
        }
        catch (IOException e) when (e.Message.Contains("limit", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }
        finally
        {
            if (!isWhole)
                await copy.DisposeAsync();
        }
    }

    private static async Task<Problem?> DrainAsync(FileBufferingReadStream body, HttpContext context)
    {
        byte[] chunk = new byte[ChunkBytes];
        try
        {
            while (await body.ReadAsync(chunk, context.RequestAborted) > 0)
            {
                // The stream itself keeps what was read.
            }

            return null;
        }
        catch (BadHttpRequestException e)
        {
            return e.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? TooLarge(context)
                : ProblemReasons.Rejected(StatusCodes.Status400BadRequest, RejectionReason.Truncated);
        }
        catch (InvalidDataException)
        {
            return ProblemReasons.Rejected(StatusCodes.Status400BadRequest, RejectionReason.EncodingUnreadable);
        }
        catch (IOException e) when (e.Message.Contains("limit", StringComparison.OrdinalIgnoreCase))
        {
            // The buffering stream has no exception type of its own for its bound.
            return TooLarge(context);
        }
        catch (IOException) when (!context.RequestAborted.IsCancellationRequested)
        {
            return ProblemReasons.LogUnavailable();
        }
    }

    private static bool TryDecode(HttpRequest request, out Stream source)
    {
        string coding = request.Headers.ContentEncoding.ToString().Trim().ToLowerInvariant();
        source = coding switch
        {
            "" or "identity" => request.Body,
            "gzip" or "x-gzip" => new GZipStream(request.Body, CompressionMode.Decompress),
            "br" => new BrotliStream(request.Body, CompressionMode.Decompress),
            "deflate" => new ZLibStream(request.Body, CompressionMode.Decompress),
            _ => Stream.Null,
        };
        return source != Stream.Null;
    }

    private static Problem TooLarge(HttpContext context)
    {
        // The rest of the body is not wanted; without this the server would read on for a while to save the connection.
        context.Response.Headers.Connection = "close";
        return ProblemReasons.Rejected(StatusCodes.Status413PayloadTooLarge, RejectionReason.TooLarge);
    }
}
