using System.Buffers;
using Inventory.Adapters.Tables;
using Inventory.Adapters.Text;
using Inventory.Model.Registry;
using Inventory.Model.Rejections;

namespace Inventory.Adapters.Delimited;

/// <summary>
/// Reads CSV, TSV and their like through a feed profile: any of the encodings, delimiters and number and date forms
/// that Japanese systems write. Memory is one window of bytes and the lines that are kept.
/// </summary>
public sealed class DelimitedAdapter : IStockAdapter
{
    private const int PieceChars = 32 * 1024;

    private readonly ColumnFinder? _finder;

    /// <summary>An adapter that finds columns as the platform does.</summary>
    public DelimitedAdapter()
    {
    }

    /// <summary>An adapter with a finder of its own, for feeds with the mapping <c>auto</c>.</summary>
    internal DelimitedAdapter(ColumnFinder finder) => _finder = finder;

    /// <inheritdoc/>
    public string Format => "delimited";

    /// <inheritdoc/>
    public async Task<FeedReading> ReadAsync(
        Stream body, FeedProfile profile, StockRegistry registry, Delivery delivery, CancellationToken cancellation)
    {
        if (!EncodingNames.TryFind(profile.Encoding, out TextEncoding declared))
            return FeedReading.Refused(new Rejection(default, "file", profile.Encoding,
                RejectionReason.EncodingUnreadable));
        var source = new TextSource(body, declared);
        var reading = new DelimitedReading(profile, registry, delivery, _finder);
        char[] piece = ArrayPool<char>.Shared.Rent(PieceChars);
        try
        {
            int length;
            do
            {
                length = await source.ReadAsync(piece, cancellation);
            }
            while (length > 0 && reading.Take(piece.AsSpan(0, length)));
        }
        finally
        {
            ArrayPool<char>.Shared.Return(piece);
        }

        return source.Failure is { } failure && reading.Failure is null
            ? FeedReading.Refused(failure)
            : reading.Finish(source.EndsMidCharacter);
    }
}
