using Inventory.Adapters.Edi;
using Inventory.Model.Registry;
using Inventory.Model.Rejections;

namespace Inventory.Adapters.X12;

/// <summary>The reading of one X12 delivery: envelopes here, the segments of an advice in <c>AdviceReading.Advice</c>.
/// Persons (PER) are passed over unread.</summary>
internal sealed partial class AdviceReading : EdiReading
{
    private static readonly EdiFormat Words = new()
    {
        NumberField = "QTY02",
        CodeField = "QTY01",
        TimeField = "DTM02",
        KindField = "BIA02",
        Trailer = "IEA",
        Message = "846",
        MessageHead = "ST",
        MessageTrailer = "SE",
        MessageCount = "SE01",
        MessageReference = "SE02",
        Quantities = AdviceCodes.Quantities,
    };

    private DateTimeOffset? _interchangeTime;
    private DateTimeOffset? _groupTime;
    private string _interchange = string.Empty;
    private string _group = string.Empty;
    private long _groups;
    private decimal _hash;
    private long _wholeHash;
    private bool _isHashWhole;

    public AdviceReading(FeedProfile profile, StockRegistry registry, Delivery delivery)
        : base(profile, registry, delivery, Words)
    {
        IReadOnlyList<string> places = Mapping.Locations.Count > 0 ? Mapping.Locations : AdviceCodes.Places;
        _parties = QualifierOrder.Of("N1", places);
        _references = QualifierOrder.Of("REF", places);
        _codes = new QualifierOrder(Mapping.Items.Count > 0 ? Mapping.Items : AdviceCodes.Items);
    }

    public override void FailWithoutSyntax(ReadOnlySpan<byte> text)
    {
        // A segment of the advice without its envelope, or something else altogether.
        bool isFragment = false;
        foreach (string tag in AdviceCodes.Tags)
            isFragment |= text.Length > tag.Length && System.Text.Ascii.Equals(text[..tag.Length], tag)
                && !char.IsAsciiLetterOrDigit((char)text[tag.Length])
                    && text[tag.Length] is not ((byte)'+' or (byte)' ');
        string head = System.Text.Encoding.Latin1.GetString(text[..Math.Min(text.Length, 40)]);
        Fail("file", head, isFragment ? RejectionReason.EnvelopeMissing : RejectionReason.FormatMismatch, 1);
    }

    protected override bool IsTrailer(ReadOnlySpan<byte> tag) => tag.SequenceEqual("IEA"u8);

    public override void Take(in EdiSegment segment)
    {
        ReadOnlySpan<byte> tag = segment.Tag;
        switch (tag)
        {
            case [(byte)'I', (byte)'S', (byte)'A']:
                OpenInterchange(segment);
                break;
            case [(byte)'G', (byte)'S']:
                OpenGroup(segment);
                break;
            case [(byte)'S', (byte)'T']:
                OpenMessage(segment);
                break;
            case [(byte)'S', (byte)'E']:
                CloseMessage(segment);
                break;
            case [(byte)'G', (byte)'E']:
                EndMessage();
                Check(IsCount(segment.Element(1), Messages), "GE01", segment.Element(1), segment);
                Check(IsReference(segment.Element(2), _group, segment), "GE02", segment.Element(2), segment);
                break;
            case [(byte)'I', (byte)'E', (byte)'A']:
                CloseInterchange(segment);
                break;
            case [(byte)'T', (byte)'A', (byte)'1']:
                SkipMessage("TA1", segment.Number);
                break;
            default:
                if (IsStock)
                    TakeAdvice(segment, tag);
                break;
        }
    }

    private void OpenInterchange(in EdiSegment segment)
    {
        EndMessage();
        if (IsInterchangeOpen)
            Check(false, "IEA", segment.Tag, segment);
        (_groups, Messages, IsInterchangeOpen) = (0, 0, true);
        _interchange = EdiText.Of(segment.Element(13), segment, Charset);
        _interchangeTime = TimeOf(segment, 9, 10);
        _groupTime = _interchangeTime;
    }

    private void CloseInterchange(in EdiSegment segment)
    {
        EndMessage();
        Check(IsCount(segment.Element(1), _groups), "IEA01", segment.Element(1), segment);
        Check(IsReference(segment.Element(2), _interchange, segment), "IEA02", segment.Element(2), segment);
        IsInterchangeOpen = false;
    }

    private void OpenGroup(in EdiSegment segment)
    {
        EndMessage();
        (_groups, Messages) = (_groups + 1, 0);
        _group = EdiText.Of(segment.Element(6), segment, Charset);
        _groupTime = TimeOf(segment, 4, 5) ?? _interchangeTime;
    }

    private DateTimeOffset? TimeOf(in EdiSegment segment, int date, int time) =>
        EdiTime.X12(
            EdiText.Of(segment.Element(date), segment, Charset), EdiText.Of(segment.Element(time), segment, Charset),
                default)
            is { } text && Intake.TryTime(text, out DateTimeOffset read) ? read : null;

    private void OpenMessage(in EdiSegment segment)
    {
        if (TryOpen(segment, segment.Element(1), segment.Element(2)))
            BeginAdvice();
    }
}
