using System.Text;
using Inventory.Adapters.Mapping;
using Inventory.Model.Registry;
using Inventory.Model.Rejections;
using Inventory.Model.Snapshots;

namespace Inventory.Adapters.Edi;

/// <summary>
/// The reading of one EDI delivery: envelopes are opened and closed, their counts checked, the items of stock messages
/// collected and stated. Messages of other kinds are passed over and counted.
/// </summary>
internal abstract class EdiReading
{
    private string? _otherKind;
    private string? _movementKind;
    private long _lines;
    private long _firstSegment;
    private string _reference = string.Empty;

    protected EdiReading(
        FeedProfile profile, StockRegistry registry, Delivery delivery, EdiFormat format)
    {
        Profile = profile;
        Mapping = profile.Edi ?? new EdiMapping();
        Format = format;
        Intake = new LineIntake(profile, registry, delivery);
        Lines = new EdiLines(Intake, Header, format.NumberField, format.TimeField);
        Rules = new QuantityRules(format.Quantities, Mapping);
        Charset = EdiCharset.OfProfile(profile.Encoding) ?? EdiCharset.Undeclared;
    }

    /// <summary>Why the delivery is refused as a whole; null while it is not.</summary>
    public Rejection? Failure { get; private set; }

    protected FeedProfile Profile { get; }

    protected EdiMapping Mapping { get; }

    protected EdiFormat Format { get; }

    protected LineIntake Intake { get; }

    protected EdiLines Lines { get; }

    protected EdiHeader Header { get; } = new();

    protected EdiItem Item { get; } = new();

    protected QuantityRules Rules { get; }

    protected EdiCharset Charset { get; set; }

    /// <summary>True between the head and the end of an interchange.</summary>
    protected bool IsInterchangeOpen { get; set; }

    /// <summary>True between the head and the end of a message, stock or not.</summary>
    protected bool IsMessageOpen { get; set; }

    /// <summary>True while the open message is of this format.</summary>
    protected bool IsStock { get; set; }

    /// <summary>Stock messages so far.</summary>
    protected long StockMessages { get; private set; }

    /// <summary>Messages of any kind since the envelope around them began.</summary>
    protected long Messages { get; set; }

    /// <summary>Items of the open message.</summary>
    protected long Items { get; private set; }

    /// <summary>The time that the last item stated.</summary>
    protected RepeatedTime ItemTime { get; } = new();

    private bool MustBeWhole => Profile.CompleteRun || Profile.Scope == SnapshotScope.Full;

    /// <summary>Takes the next segment.</summary>
    public abstract void Take(in EdiSegment segment);

    /// <summary>Refuses a file that does not begin as an interchange of this format does.</summary>
    public abstract void FailWithoutSyntax(ReadOnlySpan<byte> text);

    /// <summary>True for the segment that ends an interchange.</summary>
    protected abstract bool IsTrailer(ReadOnlySpan<byte> tag);

    /// <summary>Takes the last segment, which has no terminator: a trailer is whole all the same, all else may be
    /// cut.</summary>
    public void TakeUnterminated(in EdiSegment segment)
    {
        if (IsTrailer(segment.Tag))
            Take(segment);
        else if (IsInterchangeOpen)
            Item.Blame(RejectionReason.Truncated, "segment", segment.Number, Item.Keep(segment.Tag, segment, Charset));
        else
            Intake.Findings.Warn("controlCount", new SourcePosition(Segment: segment.Number), EdiText.Of(segment.Tag, segment, Charset));
    }

    public void Fail(string field, string? value, RejectionReason reason, long segment = 0) =>
        Failure ??= new Rejection(new SourcePosition(Segment: segment), field, value, reason);

    /// <summary>Ends the reading.</summary>
    public FeedReading Finish()
    {
        if (Failure is null && IsInterchangeOpen)
            EndCut();
        if (Failure is null && StockMessages == 0)
            Fail("file", _otherKind, _otherKind is null ? RejectionReason.Empty : RejectionReason.FormatMismatch);
        if (Failure is null && _movementKind is not null && Intake.Count == 0)
            Intake.Findings.Warn("movementsOnly", value: _movementKind);
        return Failure is { } failure ? FeedReading.Refused(failure) : Intake.Finish();
    }

    /// <summary>Opens a message; true for one of stock.</summary>
    protected bool TryOpen(in EdiSegment segment, ReadOnlySpan<byte> kind, ReadOnlySpan<byte> reference)
    {
        EndMessage();
        if (!IsInterchangeOpen)
        {
            Fail("file", Format.MessageHead, RejectionReason.EnvelopeMissing, segment.Number);
            return false;
        }

        (_firstSegment, Items, IsMessageOpen) = (segment.Number, 0, true);
        Messages++;
        _reference = EdiText.Of(reference, segment, Charset);
        IsStock = Ascii.Equals(kind, Format.Message);
        if (IsStock)
            StockMessages++;
        else
            SkipMessage(EdiText.Of(kind, segment, Charset), segment.Number);
        return IsStock;
    }

    /// <summary>Closes the open message by its trailer: count of segments and reference.</summary>
    protected void CloseMessage(in EdiSegment segment)
    {
        if (!IsMessageOpen)
        {
            Check(false, Format.MessageTrailer, segment.Element(1), segment);
            return;
        }

        EndMessage();
        long count = segment.Number - _firstSegment + 1;
        Check(IsCount(segment.Element(1), count), Format.MessageCount, segment.Element(1), segment);
        bool isSame = IsReference(segment.Element(2), _reference, segment);
        Check(isSame, Format.MessageReference, segment.Element(2), segment);
    }

    /// <summary>Ends the open message; a second end does nothing.</summary>
    protected void EndMessage()
    {
        if (IsMessageOpen && IsStock)
            EndItem();
        (IsMessageOpen, IsStock) = (false, false);
    }

    /// <summary>Ends the open item and begins one.</summary>
    protected void BeginItem(long segment)
    {
        EndItem();
        Items++;
        Item.Begin(segment);
    }

    /// <summary>Ends the open item.</summary>
    protected void EndItem()
    {
        long before = Intake.Count;
        Lines.End(Item);
        _lines += Intake.Count - before;
        if (_lines > EdiLimits.LinesMax)
            Fail("file", null, RejectionReason.TooManyLines);
    }

    /// <summary>Passes over a message of another kind.</summary>
    protected void SkipMessage(string kind, long segment)
    {
        _otherKind ??= kind;
        Intake.Findings.Warn("otherMessage", new SourcePosition(Segment: segment), kind);
    }

    /// <summary>A message that is about movements by its own word.</summary>
    protected void NoteMovements(string kind, long segment)
    {
        _movementKind ??= kind;
        if (Mapping.Movements == FeedProfile.Reject)
            Fail(Format.KindField, kind, RejectionReason.FormatMismatch, segment);
        else if (Mapping.Movements == FeedProfile.Ignore)
            IsStock = false;
    }

    /// <summary>Compares a count or reference of a trailer with what was seen: disagreements warn, or refuse the
    /// delivery where the profile says so.</summary>
    protected void Check(bool isRight, string field, ReadOnlySpan<byte> stated, in EdiSegment segment)
    {
        if (isRight)
            return;
        string value = EdiText.Of(stated, segment, Charset);
        if (Profile.WrongControlCount == FeedProfile.Reject)
            Fail(field, value, RejectionReason.ControlCountWrong, segment.Number);
        else
            Intake.Findings.Warn("controlCount", new SourcePosition(Segment: segment.Number), $"{field} {value}");
    }

    /// <summary>True when a stated count is this number; leading zeros mean nothing. An absent one is no
    /// count.</summary>
    protected static bool IsCount(ReadOnlySpan<byte> stated, long counted) =>
        stated.IsEmpty || (EdiNumber.TryRead(stated, 0, out decimal number) && number == counted);

    /// <summary>True when a trailer names what its head did; leading zeros mean nothing.</summary>
    protected bool IsReference(ReadOnlySpan<byte> stated, string opened, in EdiSegment segment) =>
        stated.IsEmpty || EdiText.Of(stated, segment, Charset).TrimStart('0') == opened.TrimStart('0');

    /// <summary>Offers the head a place, when its qualifier says one.</summary>
    protected void OfferHead(in EdiSegment segment, int rank, ReadOnlySpan<byte> code, ReadOnlySpan<byte> name)
    {
        if (rank != QualifierOrder.None)
            Header.OfferPlace(rank, EdiText.Of(code, segment, Charset), EdiText.Of(name, segment, Charset));
    }

    /// <summary>Gives the open item a place, when its qualifier says one.</summary>
    protected void SetPlace(in EdiSegment segment, int rank, ReadOnlySpan<byte> code, ReadOnlySpan<byte> name)
    {
        if (rank == QualifierOrder.None)
            return;
        var place = new Place(Item.Keep(code, segment, Charset), Item.Keep(name, segment, Charset), rank);
        if (!place.Code.IsEmpty || !place.Name.IsEmpty)
            Item.SetPlace(place);
    }

    /// <summary>What is no segment in the midst of an item spoils it: something of it is lost.</summary>
    protected void BlameUnlessTag(in EdiSegment segment, ReadOnlySpan<byte> tag)
    {
        if (!EdiSegment.IsTag(tag))
            Item.Blame(RejectionReason.RecordInvalid, "segment", segment.Number, Item.Keep(segment.Body, segment, Charset));
    }

    /// <summary>Adds a quantity to the open item.</summary>
    protected void AddQuantity(
        in EdiSegment segment, ReadOnlySpan<byte> code, ReadOnlySpan<byte> number, ReadOnlySpan<byte> unit)
    {
        if (!segment.IsEscaped && Rules.FindPlain(code) is { } known)
        {
            AddEntry(segment, known, number, unit, 0, Place.None);
            return;
        }

        Kept kept = Item.Keep(code, segment, Charset);
        if (kept.IsEmpty)
        {
            Item.Blame(RejectionReason.RecordInvalid, Format.CodeField, segment.Number, default);
            return;
        }

        QuantityRule? rule = Rules.Find(Item.Of(kept));
        if (rule is null)
            Intake.Findings.Warn("unknownQualifier", new SourcePosition(Segment: segment.Number), Item.Of(kept).ToString());
        AddEntry(segment, rule, number, unit, 0, Place.None);
    }

    protected void AddEntry(
        in EdiSegment segment, QuantityRule? rule, ReadOnlySpan<byte> number, ReadOnlySpan<byte> unit, int whole,
            in Place place)
    {
        number = number.Trim((byte)' ');
        var entry = new EdiEntry
        {
            Rule = rule,
            Segment = segment.Number,
            IsBlank = number.IsEmpty,
            Unit = Item.Keep(unit, segment, Charset),
            Place = place,
            Whole = whole,
        };
        if (!entry.IsBlank && !EdiNumber.TryRead(number, segment.Syntax.DecimalMark, out entry.Number))
            (entry.IsWrong, entry.Text) = (true, Item.Keep(number, segment, Charset));
        if (!Item.AddQuantity(entry))
            Item.Blame(RejectionReason.RowTooLong, Format.NumberField, segment.Number, default);
    }

    private void EndCut()
    {
        if (MustBeWhole)
        {
            Fail("file", Format.Trailer, RejectionReason.Truncated);
            return;
        }

        if (Item.IsOpen)
            Item.Blame(RejectionReason.Truncated, "file", Item.Segment, default);
        EndItem();
        Intake.Findings.Warn("controlCount", value: Format.Trailer);
    }
}
