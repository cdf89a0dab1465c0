using System.Buffers;
using Inventory.Model.Registry;
using Inventory.Model.Rejections;

namespace Inventory.Adapters.Paths;

/// <summary>
/// Reads any JSON by the paths of its profile: one document, documents one after another, or one per line. A document
/// that is not well formed is refused whole; where each line is one, only the broken line is.
/// </summary>
public sealed class JsonPathAdapter : IStockAdapter
{
    private const int WindowBytes = 64 * 1024;

    /// <inheritdoc/>
    public string Format => FeedFormats.Json;

    /// <inheritdoc/>
    public async Task<FeedReading> ReadAsync(
        Stream body, FeedProfile profile, StockRegistry registry, Delivery delivery, CancellationToken cancellation)
    {
        var reading = new PathReading(profile, registry, delivery, names: null);
        var pieces = new JsonPieces(reading, IsNamedLines(delivery.FileName));
        byte[] window = ArrayPool<byte>.Shared.Rent(WindowBytes);
        try
        {
            int length = 0;
            bool isEnd = false;
            while (!isEnd)
            {
                while (!isEnd && length < window.Length)
                {
                    int read = await body.ReadAsync(window.AsMemory(length), cancellation);
                    isEnd = read == 0;
                    length += read;
                }

                int taken = pieces.Take(window.AsMemory(0, length), isEnd);
                if (taken < 0)
                    break;
                if (taken == 0 && !isEnd && length == window.Length && !TryGrow(ref window, reading))
                    break;
                window.AsSpan(taken, length - taken).CopyTo(window);
                length -= taken;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(window);
        }

        return reading.Finish();
    }

    private static bool TryGrow(ref byte[] window, PathReading reading)
    {
        if (window.Length >= PathLimits.TokenBytesMax)
            return reading.Fail(RejectionReason.RowTooLong, new SourcePosition(Line: reading.Line));
        byte[] larger = ArrayPool<byte>.Shared.Rent(window.Length * 2);
        window.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(window);
        window = larger;
        return true;
    }

    private static bool IsNamedLines(string? name) => name is not null
        && (name.EndsWith(".ndjson", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase));
}
