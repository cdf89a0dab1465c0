using Inventory.Adapters.Text;
using Inventory.Model.Registry;
using Inventory.Model.Rejections;

namespace Inventory.Adapters.FixedWidth;

/// <summary>
/// Reads records of fixed positions through a layout: the files of VANs, of JCA and Zengin transfers and of
/// mainframes, in CP932, JIS X 0201 or EBCDIC-kana, with or without line ends. Memory is one buffer of bytes and the
/// lines that are kept. Apart from a plain layout made from the specifications: no real file of these networks is
/// public.
/// </summary>
public sealed class FixedWidthAdapter : IStockAdapter
{
    /// <inheritdoc/>
    public string Format => FeedFormats.FixedWidth;

    /// <inheritdoc/>
    public async Task<FeedReading> ReadAsync(
        Stream body, FeedProfile profile, StockRegistry registry, Delivery delivery, CancellationToken cancellation)
    {
        if (profile.FixedWidth is not { } layout || !FieldText.Knows(profile.Encoding))
        {
            return FeedReading.Refused(
                new Rejection(default, "file", profile.Encoding, RejectionReason.EncodingUnreadable));
        }

        var reading = new FixedWidthReading(profile, registry, delivery);
        var cutter = new RecordCutter(layout, profile.Encoding == "ibm290");
        bool isFirst = true;
        int read;
        do
        {
            // What the file is must not depend on how many bytes come first.
            read = await body.ReadAtLeastAsync(
                cutter.Free(), isFirst ? FixedWidthLimits.HeadBytes : 1, throwOnEndOfStream: false, cancellation);
            cutter.Filled(read);
            if (isFirst && IsOther(cutter.Unread))
                return FeedReading.Refused(new Rejection(default, "file", null, RejectionReason.FormatMismatch));
            isFirst = false;
        }
        while (TakeAll(cutter, reading, isFinal: read == 0) && read > 0);
        return reading.Finish();
    }

    /// <summary>Takes all records that are whole; false when nothing more is wanted.</summary>
    private static bool TakeAll(RecordCutter cutter, FixedWidthReading reading, bool isFinal)
    {
        while (true)
        {
            switch (cutter.Next(isFinal, out ReadOnlySpan<byte> record))
            {
                case RecordCutter.Cut.Record:
                    if (!reading.Take(record))
                        return false;
                    break;
                case RecordCutter.Cut.TooLong:
                    return reading.Fail(default, "record", null, RejectionReason.RowTooLong);
                case RecordCutter.Cut.Partial:
                    reading.TakeCut();
                    return false;
                default:
                    return true;
            }
        }
    }

    private static bool IsOther(ReadOnlySpan<byte> head) =>
        FormatSniffer.Fits(head, FeedFormats.Spreadsheet) || FormatSniffer.Fits(head, FeedFormats.Xml);
}
