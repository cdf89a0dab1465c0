using System.Text;
using System.Xml;
using Inventory.Adapters.Text;
using Inventory.Adapters.Xml;
using Inventory.Model.Registry;
using Inventory.Model.Rejections;

namespace Inventory.Adapters.Paths;

/// <summary>
/// Reads any XML by the paths of its profile. Document types and entities are refused, nothing is fetched from
/// anywhere, and memory is one record, whatever the size of the document.
/// </summary>
public sealed class XmlPathAdapter : IStockAdapter
{
    // Declarations name Shift_JIS and EUC-JP, which the runtime knows only when it is told.
    static XmlPathAdapter() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <inheritdoc/>
    public string Format => FeedFormats.Xml;

    /// <inheritdoc/>
    public async Task<FeedReading> ReadAsync(
        Stream body, FeedProfile profile, StockRegistry registry, Delivery delivery, CancellationToken cancellation)
    {
        var names = new BoundedNameTable();
        var reading = new PathReading(profile, registry, delivery, names);
        var bytes = new PrefetchStream(body);
        await bytes.FillAsync(cancellation);
        if (!IsXml(bytes, reading))
            return reading.Finish();
        var walk = new XmlWalk(reading, names);
        XmlReader? reader = null;
        try
        {
            // It looks at the first bytes at once, and throws when they are those of an encoding it does not have.
            reader = XmlReader.Create(bytes, Settings(names));
            do
            {
                if (!bytes.IsReady)
                    await bytes.FillAsync(cancellation);
            }
            while (reader.Read() && walk.Take(reader));
        }
        catch (XmlException e)
        {
            Fail(reading, bytes, reader, e);
        }
        finally
        {
            reader?.Dispose();
        }

        if (bytes.Refused != RejectionReason.None)
            reading.Fail(bytes.Refused, new SourcePosition(Line: reader is null ? 0 : XmlWalk.LineOf(reader)));
        return reading.Finish();
    }

    private static XmlReaderSettings Settings(XmlNameTable names) => new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
        MaxCharactersInDocument = PathLimits.DocumentCharactersMax,
        NameTable = names,
    };

    private static bool IsXml(PrefetchStream bytes, PathReading reading)
    {
        ReadOnlySpan<byte> head = bytes.Ahead;
        if (FileSignature.Of(head) is { } signature)
            return reading.Fail(RejectionReason.FormatMismatch, default, signature);
        if (head.IndexOfAnyExcept(" \t\r\n\0"u8) < 0)
            return reading.Fail(RejectionReason.Empty);
        int open = head[..Math.Min(head.Length, 64)].IndexOf((byte)'<');
        return open >= 0 || reading.Fail(RejectionReason.FormatMismatch);
    }

    private static void Fail(PathReading reading, PrefetchStream bytes, XmlReader? reader, XmlException e)
    {
        if (bytes.Refused != RejectionReason.None)
            return;
        var place = new SourcePosition(Line: e.LineNumber, Path: $"column {e.LinePosition}");
        // The runtime tells its reasons only in words; the process runs with the invariant culture, so they are stable.
        RejectionReason reason = e.Message switch
        {
            string x when x.Contains("DTD", StringComparison.Ordinal) => RejectionReason.ContentForbidden,
            string x when x.Contains("undeclared entity", StringComparison.Ordinal) => RejectionReason.ContentForbidden,
            string x when x.Contains("encoding", StringComparison.OrdinalIgnoreCase) => RejectionReason.EncodingUnreadable,
            string x when x.Contains("different names", StringComparison.Ordinal) => RejectionReason.TooLarge,
            string x when x.Contains("MaxCharacters", StringComparison.Ordinal) => RejectionReason.TooLarge,
            _ when reader is { EOF: true } || e.Message.Contains("end of file", StringComparison.OrdinalIgnoreCase) => RejectionReason.Truncated,
            _ => RejectionReason.RecordInvalid,
        };
        reading.Fail(reason, place);
    }
}
