using Inventory.Adapters.Edi;
using Inventory.Model.Identifiers;
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
        Quantities = AdviceCodes.Quantities,
    };

    private DateTimeOffset? _interchangeTime;
    private DateTimeOffset? _groupTime;
    private string _interchange = string.Empty;
    private string _group = string.Empty;
    private string _message = string.Empty;
    private long _groups;
    private long _messages;
    private long _firstSegment;
    private long _items;
    private decimal _hash;

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
                Check(IsCount(segment.Element(1), _messages), "GE01", segment.Element(1), segment);
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
        (_groups, _messages, IsInterchangeOpen) = (0, 0, true);
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
        (_groups, _messages) = (_groups + 1, 0);
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
        EndMessage();
        if (!IsInterchangeOpen)
        {
            Fail("file", "ST", RejectionReason.EnvelopeMissing, segment.Number);
            return;
        }

        (_firstSegment, _items, _hash, IsMessageOpen) = (segment.Number, 0, 0, true);
        _messages++;
        _message = EdiText.Of(segment.Element(2), segment, Charset);
        IsStock = segment.Element(1).SequenceEqual("846"u8);
        if (!IsStock)
        {
            SkipMessage(EdiText.Of(segment.Element(1), segment, Charset), segment.Number);
            return;
        }

        StockMessages++;
        BeginAdvice();
    }

    private void CloseMessage(in EdiSegment segment)
    {
        if (!IsMessageOpen)
        {
            Check(false, "SE", segment.Element(1), segment);
            return;
        }

        EndMessage();
        long count = segment.Number - _firstSegment + 1;
        Check(IsCount(segment.Element(1), count), "SE01", segment.Element(1), segment);
        Check(IsReference(segment.Element(2), _message, segment), "SE02", segment.Element(2), segment);
    }

    /// <summary>Ends the open message; a second end does nothing.</summary>
    private void EndMessage()
    {
        if (IsMessageOpen && IsStock)
            EndItem();
        (IsMessageOpen, IsStock) = (false, false);
    }

    private bool IsReference(ReadOnlySpan<byte> stated, string opened, in EdiSegment segment) =>
        stated.IsEmpty || EdiText.Of(stated, segment, Charset).TrimStart('0') == opened.TrimStart('0');

    private static bool IsGtin(ReadOnlySpan<char> code) => ItemId.TryParseGtin(code, out _);
}
