using System.Text.Json;
using Inventory.Adapters.Gs1;
using Inventory.Adapters.Mapping;
using Inventory.Adapters.Text;
using Inventory.Adapters.Xml;
using Inventory.Model.Registry;
using Inventory.Model.Rejections;

namespace Inventory.Adapters.Epcis;

/// <summary>
/// Reads EPCIS events, XML (1.0 to 2.0) and JSON-LD (2.0), and states the levels that they lead to: running sums per
/// place, item, lot and status from the last stock-taking on. Nothing is kept from one delivery to the next: events
/// without a stock-taking before them give no level (unless the profile says that each delivery begins at zero).
/// Memory is the numbers of the events and the levels.
/// </summary>
public sealed class EpcisAdapter : IStockAdapter
{
    private const int HeadBytes = 4096;

    /// <inheritdoc/>
    public string Format => FeedFormats.Epcis;

    /// <inheritdoc/>
    public async Task<FeedReading> ReadAsync(
        Stream body, FeedProfile profile, StockRegistry registry, Delivery delivery, CancellationToken cancellation)
    {
        var head = new byte[HeadBytes];
        int length = await body.ReadAtLeastAsync(head, HeadBytes, throwOnEndOfStream: false, cancellation);
        var whole = new HeadedStream(head.AsMemory(0, length), body);
        var intake = new LineIntake(profile, registry, delivery);
        var book = new EventBook(profile, intake, delivery);
        var builder = new EventBuilder(book);
        bool isXml = FormatSniffer.Fits(head.AsSpan(0, length), FeedFormats.Xml) || head[0] is 0xFE or 0xFF;
        Rejection? failure = isXml ? ReadXml(whole, builder, book, cancellation)
            : await ReadJsonAsync(whole, builder, book, cancellation);
        if ((failure ?? book.Failure) is { } refused)
            return FeedReading.Refused(refused);
        EpcisMapping mapping = profile.Epcis ?? new EpcisMapping();
        var ledger = new StockLedger(mapping, new Gs1Dispositions(profile.Statuses, mapping.Dispositions), intake);
        ledger.Apply(book.Events);
        return ledger.Failure is { } full ? FeedReading.Refused(full) : intake.Finish();
    }

    private static Rejection? ReadXml(
        Stream body, EventBuilder builder, EventBook book, CancellationToken cancellation)
    {
        using var source = new XmlSource(body, x => (int)EventWords.Of(x));
        var events = new XmlEvents(source, builder);
        for (long steps = 0; book.Failure is null && events.Step(); steps++)
        {
            if ((steps & 0xFFF) == 0)
                cancellation.ThrowIfCancellationRequested();
        }

        return book.Failure ?? events.Failure;
    }

    private static async Task<Rejection?> ReadJsonAsync(
        Stream body, EventBuilder builder, EventBook book, CancellationToken cancellation)
    {
        var pieces = new JsonPieces(body);
        var events = new JsonEvents(builder);
        while (book.Failure is null && await pieces.FillAsync(cancellation) && pieces.Take(events))
            continue;
        if ((book.Failure ?? pieces.Failure) is { } failure)
            return failure;
        return events.IsEpcis ? null : new Rejection(default, "file", "no EPCIS event", RejectionReason.FormatMismatch);
    }
}
