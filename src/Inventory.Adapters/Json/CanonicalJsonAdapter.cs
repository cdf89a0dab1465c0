using System.Text.Json;
using Inventory.Adapters.Text;
using Inventory.Model.Registry;
using Inventory.Model.Rejections;

namespace Inventory.Adapters.Json;

/// <summary>
/// Reads canonical JSON from outside: one record, an array of them, or one per line (NDJSON: told by the name's end
/// <c>.ndjson</c> or
/// <c>.jsonl</c>, or by the content). Memory is one record, whatever the size of the delivery. A document that is
/// not well formed is refused whole; in NDJSON only the broken line is.
/// </summary>
public sealed class CanonicalJsonAdapter : IStockAdapter
{
    /// <inheritdoc/>
    public string Format => "canonical-json";

    /// <inheritdoc/>
    public async Task<FeedReading> ReadAsync(
        Stream body, FeedProfile profile, StockRegistry registry, Delivery delivery, CancellationToken cancellation)
    {
        var into = new JsonDelivery(profile, registry, delivery);
        var window = new ByteWindow(body);
        await window.FillAsync(cancellation);
        if (FileSignature.Of(window.Unread.Span) is { } signature)
            into.Fail(RejectionReason.FormatMismatch, default, signature);
        else if (window.Unread.Span is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
            into.Fail(RejectionReason.EncodingUnreadable, default, "JSON must be UTF-8");
        else if (await window.SkipBlanksAsync(cancellation))
            await ReadRecordsAsync(window, into, delivery, cancellation);
        return into.Finish();
    }

    private static async Task ReadRecordsAsync(
        ByteWindow window, JsonDelivery into, Delivery delivery, CancellationToken cancellation)
    {
        byte first = window.Unread.Span[0];
        bool isNamed = delivery.FileName is { } name
            && (name.EndsWith(".ndjson", StringComparison.OrdinalIgnoreCase)
                || name.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase));
        if (first == (byte)'[' && !isNamed)
            await ReadArrayAsync(window, into, cancellation);
        else if (isNamed || (first == (byte)'{' && await LooksLikeLinesAsync(window, cancellation)))
            await ReadLinesAsync(window, into, cancellation);
        else if (first == (byte)'{')
            await ReadObjectAsync(window, into, cancellation);
        else
            into.Fail(RejectionReason.JsonMalformed, Byte(window.Position));
    }

    /// <summary>
    /// NDJSON when the first line is a whole value with more behind it, or when the second line begins a value of
    /// its own (then the first one is broken): no pretty-printed object has a line that begins with a brace behind its
    /// first.
    /// </summary>
    private static async Task<bool> LooksLikeLinesAsync(ByteWindow window, CancellationToken cancellation)
    {
        while (true)
        {
            ReadOnlyMemory<byte> unread = window.Unread;
            int end = unread.Span.IndexOf((byte)'\n');
            if (end >= 0)
            {
                int second = unread.Span[end..].IndexOfAnyExcept(" \t\r\n"u8);
                if (second >= 0)
                    return unread.Span[end + second] == (byte)'{' || IsWhole(unread.Span[..end]);
            }

            if (window.IsEnd || !await window.FillAsync(cancellation))
                return false;
        }
    }

    private static bool IsWhole(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, isFinalBlock: true, NewState());
        try
        {
            return reader.Read() && reader.TrySkip() && !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static async Task ReadLinesAsync(ByteWindow window, JsonDelivery into, CancellationToken cancellation)
    {
        long line = 0;
        while (true)
        {
            int end = window.Unread.Span.IndexOf((byte)'\n');
            if (end < 0 && !window.IsEnd)
            {
                if (await window.FillAsync(cancellation))
                    continue;
                into.Fail(RejectionReason.TooLarge, new SourcePosition(Line: line + 1));
                return;
            }

            int length = end < 0 ? window.Unread.Length : end;
            line++;
            if (!TakeLine(window.Unread[..length], line, into) || end < 0)
                return;
            window.Take(end + 1);
        }
    }

    private static bool TakeLine(ReadOnlyMemory<byte> utf8, long line, JsonDelivery into)
    {
        if (utf8.Span.IndexOfAnyExcept(" \t\r\n"u8) < 0)
            return true;
        var place = new JsonPlace(line, string.Empty);
        into.BeginScan();
        if (into.Scan(utf8.Span) == ScanResult.Whole && utf8.Span[into.ScannedLength..].IndexOfAnyExcept(" \t\r\n"u8) < 0)
            return into.TakeScanned(place);
        try
        {
            return into.Take(utf8, place);
        }
        catch (JsonException)
        {
            into.RefuseLine(utf8.Span, line);
            return true;
        }
    }

    private static async Task ReadObjectAsync(ByteWindow window, JsonDelivery into, CancellationToken cancellation)
    {
        if (await TakeValueAsync(window, into, new JsonPlace(0, string.Empty), cancellation)
            && await window.SkipBlanksAsync(cancellation))
            into.Fail(RejectionReason.JsonMalformed, Byte(window.Position));
    }

    private static async Task ReadArrayAsync(ByteWindow window, JsonDelivery into, CancellationToken cancellation)
    {
        window.Take(1);
        for (int index = 0; await window.SkipBlanksAsync(cancellation); index++)
        {
            byte next = window.Unread.Span[0];
            if (next == (byte)']' && index == 0)
            {
                await EndArrayAsync(window, into, cancellation);
                return;
            }

            if (!await TakeValueAsync(window, into, new JsonPlace(0, $"/{index}"), cancellation))
                return;
            if (!await window.SkipBlanksAsync(cancellation))
                break;
            next = window.Unread.Span[0];
            if (next == (byte)']')
            {
                await EndArrayAsync(window, into, cancellation);
                return;
            }

            if (next != (byte)',')
                break;
            window.Take(1);
        }

        into.Fail(RejectionReason.JsonMalformed, Byte(window.Position));
    }

    private static async Task EndArrayAsync(ByteWindow window, JsonDelivery into, CancellationToken cancellation)
    {
        window.Take(1);
        if (await window.SkipBlanksAsync(cancellation))
            into.Fail(RejectionReason.JsonMalformed, Byte(window.Position));
    }

    /// <summary>Takes the value the window begins with, reading until it is whole; false when nothing more is to be
    /// read.</summary>
    private static async Task<bool> TakeValueAsync(
        ByteWindow window, JsonDelivery into, JsonPlace place, CancellationToken cancellation)
    {
        into.BeginScan();
        ScanResult result = into.Scan(window.Unread.Span);
        while (result == ScanResult.Cut && !window.IsEnd && await window.FillAsync(cancellation))
            result = into.Scan(window.Unread.Span);
        if (result == ScanResult.Whole)
        {
            window.Take(into.ScannedLength);
            return into.TakeScanned(place);
        }

        return await ParseValueAsync(window, into, place, cancellation);
    }

    /// <summary>The same for a value that the scanner declined.</summary>
    private static async Task<bool> ParseValueAsync(
        ByteWindow window, JsonDelivery into, JsonPlace place, CancellationToken cancellation)
    {
        while (true)
        {
            bool? isWhole = TryMeasure(window.Unread.Span, window.IsEnd, out int length);
            if (isWhole == true)
                return TakeWhole(window, length, into, place);
            if (isWhole == false || window.IsEnd)
                return into.Fail(RejectionReason.JsonMalformed, Byte(window.Position + length));
            if (!await window.FillAsync(cancellation))
                return into.Fail(RejectionReason.TooLarge, place.Position);
        }
    }

    private static bool TakeWhole(ByteWindow window, int length, JsonDelivery into, JsonPlace place)
    {
        try
        {
            bool goesOn = into.Take(window.Unread[..length], place);
            window.Take(length);
            return goesOn;
        }
        catch (JsonException)
        {
            return into.Fail(RejectionReason.JsonMalformed, place.Position);
        }
    }

    /// <summary>True and the length when a whole value is there, null when more bytes are needed, false when it is
    /// not well formed.</summary>
    private static bool? TryMeasure(ReadOnlySpan<byte> utf8, bool isEnd, out int length)
    {
        var reader = new Utf8JsonReader(utf8, isFinalBlock: false, NewState());
        length = 0;
        try
        {
            bool isWhole = reader.Read() && reader.TrySkip();
            length = (int)reader.BytesConsumed;
            return isWhole ? true : isEnd ? false : null;
        }
        catch (JsonException)
        {
            length = (int)reader.BytesConsumed;
            return false;
        }
    }

    private static JsonReaderState NewState() => new(new JsonReaderOptions { MaxDepth = JsonLimits.DepthMax });

    private static SourcePosition Byte(long position) => new(Path: $"byte {position}");
}
