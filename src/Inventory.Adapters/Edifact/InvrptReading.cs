using Inventory.Adapters.Edi;
using Inventory.Model.Registry;
using Inventory.Model.Rejections;
using Inventory.Model.Snapshots;

namespace Inventory.Adapters.Edifact;

/// <summary>The reading of one EDIFACT delivery: service segments here, the segments of a report in
/// <c>InvrptReading.Report</c>. Persons and their addresses (CTA, COM) are passed over unread.</summary>
internal sealed partial class InvrptReading : EdiReading
{
    private static readonly EdiFormat Words = new()
    {
        NumberField = "QTY 6060",
        CodeField = "QTY 6063",
        TimeField = "DTM 2380",
        KindField = "BGM 1001",
        Trailer = "UNZ",
        Message = "INVRPT",
        MessageHead = "UNH",
        MessageTrailer = "UNT",
        MessageCount = "UNT 0074",
        MessageReference = "UNT 0062",
        Quantities = InvrptCodes.Quantities,
    };

    private DateTimeOffset? _interchangeTime;
    private string _interchange = string.Empty;
    private long _groups;
    private long _groupMessages;

    public InvrptReading(FeedProfile profile, StockRegistry registry, Delivery delivery)
        : base(profile, registry, delivery, Words)
    {
        IReadOnlyList<string> places = Mapping.Locations.Count > 0 ? Mapping.Locations : InvrptCodes.Places;
        _locations = QualifierOrder.Of("LOC", places);
        _parties = QualifierOrder.Of("NAD", places);
        _references = QualifierOrder.Of("RFF", [.. places.Select(x => x.Replace("REF ", "RFF ", StringComparison.Ordinal))]);
        _codes = new QualifierOrder(Mapping.Items.Count > 0 ? Mapping.Items : InvrptCodes.Items);
        foreach ((string code, string status) in InvrptCodes.Types.Concat(Mapping.InventoryTypes))
            _types[code] = WireNames.TryParse(status, out StockStatus read) ? read : null;
        _isCharsetFixed = EdiCharset.OfProfile(profile.Encoding) is not null;
    }

    public override void FailWithoutSyntax(ReadOnlySpan<byte> text)
    {
        // A segment of the report without its envelope, or something else altogether.
        bool isFragment = text.Length > 3 && text[3] is (byte)'+' or (byte)':'
            && !text[..3].ContainsAnyExceptInRange((byte)'A', (byte)'Z');
        string head = System.Text.Encoding.Latin1.GetString(text[..Math.Min(text.Length, 40)]);
        Fail("file", head, isFragment ? RejectionReason.EnvelopeMissing : RejectionReason.FormatMismatch, 1);
    }

    protected override bool IsTrailer(ReadOnlySpan<byte> tag) => tag.SequenceEqual("UNZ"u8);

    public override void Take(in EdiSegment segment)
    {
        ReadOnlySpan<byte> tag = segment.Tag;
        if (tag.StartsWith("UN"u8) && tag.Length == 3 && tag[2] != 'S')
            TakeService(segment, tag[2]);
        else if (!IsMessageOpen)
            Fail("file", EdiText.Of(tag, segment, Charset), RejectionReason.EnvelopeMissing, segment.Number);
        else if (IsStock)
            TakeReport(segment, tag);
    }

    private void TakeService(in EdiSegment segment, byte kind)
    {
        switch (kind)
        {
            case (byte)'B':
                OpenInterchange(segment);
                break;
            case (byte)'G':
                (_groupMessages, _groups) = (0, _groups + 1);
                break;
            case (byte)'H':
                OpenMessage(segment);
                break;
            case (byte)'T':
                CloseMessage(segment);
                break;
            case (byte)'E':
                Check(IsCount(segment.Element(1), _groupMessages), "UNE 0060", segment.Element(1), segment);
                break;
            case (byte)'Z':
                CloseInterchange(segment);
                break;
        }
    }

    private void OpenInterchange(in EdiSegment segment)
    {
        EndMessage();
        if (IsInterchangeOpen)
            Check(false, "UNZ", segment.Tag, segment);
        ReadOnlySpan<byte> identifier = segment.Component(1, 0);
        if (!_isCharsetFixed)
        {
            if (EdiCharset.OfSyntaxIdentifier(identifier) is not { } charset)
            {
                Fail("UNB 0001", EdiText.Of(identifier, segment, Charset), RejectionReason.EncodingUnreadable, segment.Number);
                return;
            }

            Charset = charset;
            ItemTime.Forget();
        }

        (Messages, _groups, IsInterchangeOpen) = (0, 0, true);
        _interchange = EdiText.Of(segment.Element(5), segment, Charset);
        string date = EdiText.Of(segment.Component(4, 0), segment, Charset);
        string time = EdiText.Of(segment.Component(4, 1), segment, Charset);
        string? made = EdiTime.X12(date, time, default);
        _interchangeTime = made is not null && Intake.TryTime(made, out DateTimeOffset read) ? read : null;
    }

    private void CloseInterchange(in EdiSegment segment)
    {
        EndMessage();
        // The count is of groups where there are any; some senders count messages all the same.
        bool isCount = IsCount(segment.Element(1), Messages) || (_groups > 0 && IsCount(segment.Element(1), _groups));
        Check(isCount, "UNZ 0036", segment.Element(1), segment);
        Check(IsReference(segment.Element(2), _interchange, segment), "UNZ 0020", segment.Element(2), segment);
        IsInterchangeOpen = false;
    }

    private void OpenMessage(in EdiSegment segment)
    {
        if (IsInterchangeOpen)
            _groupMessages++;
        if (TryOpen(segment, segment.Component(2, 0), segment.Element(1)))
            BeginReport();
    }
}
