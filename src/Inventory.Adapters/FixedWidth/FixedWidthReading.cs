using Inventory.Adapters.Mapping;
using Inventory.Adapters.Numbers;
using Inventory.Model.Registry;
using Inventory.Model.Rejections;
using Inventory.Model.Snapshots;

namespace Inventory.Adapters.FixedWidth;

/// <summary>
/// The reading of one file of records: header and group records state facts that the details behind them share, details
/// state levels, trailers count. A record that fits no kind is refused; a file none of whose records fits is not this
/// feed's.
/// </summary>
internal sealed class FixedWidthReading
{
    private readonly FeedProfile _profile;
    private readonly LineIntake _intake;
    private readonly FieldText _decoder;
    private readonly RecordView _view;
    private readonly RecordKind[] _kinds;
    private readonly bool _hasBinaryFields;
    private readonly SharedFacts _facts = new();
    private readonly ControlCounts _counts = new();
    private DateTimeOffset? _groupAsOf;
    private long _number;
    private long _fitting;

    public FixedWidthReading(FeedProfile profile, StockRegistry registry, Delivery delivery)
    {
        _profile = profile;
        FixedWidthLayout layout = profile.FixedWidth!;
        _intake = new LineIntake(profile, registry, delivery);
        _decoder = new FieldText(profile.Encoding);
        _view = new RecordView(layout, _decoder);
        bool areMatchesBytes = !layout.CountsCharacters && !_decoder.IsEbcdic;
        _kinds = [.. layout.Records.Select(x => new RecordKind(x, areMatchesBytes))];
        _hasBinaryFields = layout.HasBinaryFields;
    }

    /// <summary>Why the delivery is refused as a whole; null while it is not.</summary>
    public Rejection? Failure { get; private set; }

    private bool MustBeWhole => _profile.CompleteRun || _profile.Scope == SnapshotScope.Full;

    /// <summary>Takes a record; false when nothing more is wanted.</summary>
    public bool Take(ReadOnlySpan<byte> bytes)
    {
        _number++;
        var source = new SourcePosition(Line: _number);
        if (_number > FixedWidthLimits.RecordsMax)
            return Fail(source, "file", null, RejectionReason.TooManyLines);
        if (!_hasBinaryFields && bytes.Contains((byte)0) && bytes.ContainsAnyExcept((byte)0))
            return Fail(source, "file", "NUL", RejectionReason.FormatMismatch);
        if (!_view.Take(bytes))
        {
            _intake.Refuse(source, "record", null, RejectionReason.EncodingUnreadable);
            return true;
        }

        if (_view.IsBlank)
            return true;
        _counts.Records++;
        RecordKind? kind = _view.IsTooLong ? null : Find();
        if (kind is null)
        {
            _view.TryText(1, 40, isCode: false, out ReadOnlySpan<char> begin);
            _intake.Refuse(source, "record", begin.ToString(), RejectionReason.RecordInvalid);
            return true;
        }

        _fitting++;
        TakeKind(kind, source);
        return Failure is null;
    }

    /// <summary>The file ends in the middle of a record.</summary>
    public void TakeCut()
    {
        var source = new SourcePosition(Line: _number + 1);
        if (MustBeWhole)
            Fail(source, "file", null, RejectionReason.Truncated);
        else
            _intake.Refuse(source, "record", null, RejectionReason.Truncated);
    }

    /// <summary>Refuses the delivery as a whole; always false.</summary>
    public bool Fail(in SourcePosition source, string field, string? value, RejectionReason reason)
    {
        Failure ??= new Rejection(source, field, value, reason);
        return false;
    }

    /// <summary>Ends the reading.</summary>
    public FeedReading Finish()
    {
        if (Failure is null && _counts.Records == 0)
            Fail(default, "file", null, RejectionReason.Empty);
        if (Failure is null && _fitting == 0)
            Fail(new SourcePosition(Line: 1), "record", null, RejectionReason.FormatMismatch);
        if (Failure is null && _counts.FirstWrong() is { } wrong)
        {
            if (_profile.WrongControlCount == FeedProfile.Reject)
                Fail(wrong.Source, wrong.Field, wrong.Text, RejectionReason.ControlCountWrong);
            else
                _intake.Findings.Warn("controlCount", wrong.Source, wrong.Text);
        }

        return Failure is { } failure ? FeedReading.Refused(failure) : _intake.Finish();
    }

    private RecordKind? Find()
    {
        foreach (RecordKind kind in _kinds)
        {
            if (kind.Fits(_view))
                return kind;
        }

        return null;
    }

    private void TakeKind(RecordKind kind, in SourcePosition source)
    {
        if (kind.IsIgnored)
            return;
        TakeCounts(kind, source);
        if (kind.IsGroup)
        {
            _facts.ClearGroup();
            _groupAsOf = null;
        }

        if (kind.IsHeader || kind.IsGroup)
            TakeFacts(kind, source);
        if (!kind.IsDetail)
            return;
        _counts.Lines++;
        for (int i = 0; i < kind.RepeatCount; i++)
        {
            foreach (FieldReader quantity in kind.Quantities)
            {
                if (quantity.Field.Repeats || i == 0)
                    TakeQuantity(kind, quantity, quantity.Field.Repeats ? i * kind.RepeatLength : 0, source);
            }
        }
    }

    /// <summary>What a header or group record states for the details behind it.</summary>
    private void TakeFacts(RecordKind kind, in SourcePosition source)
    {
        foreach (FieldReader field in kind.Facts)
        {
            if (!_view.TryText(field, 0, out ReadOnlySpan<char> text))
                _intake.Refuse(Place(source, field), field.Name, null, RejectionReason.EncodingUnreadable);
            else if (text.IsEmpty)
                continue;
            else if (kind.IsHeader)
                _facts.SetHeader(field.Fact, text.ToString());
            else
                _facts.SetGroup(field.Fact, text.ToString());
        }

        if (!TryAsOf(kind, 0, source, out ReadOnlySpan<char> asOf) || asOf.IsEmpty)
            return;
        if (!_intake.TryTime(asOf, out DateTimeOffset time))
            _intake.Refuse(source, "asOf", asOf.ToString(), RejectionReason.AsOfInvalid);
        else if (kind.IsHeader)
            _intake.HeaderAsOf = time;
        else
            _groupAsOf = time;
    }

    /// <summary>The as-of of a record, empty when it has none; false when it was refused.</summary>
    private bool TryAsOf(
        RecordKind kind, int shift, scoped in SourcePosition source, out ReadOnlySpan<char> asOf)
    {
        asOf = default;
        if (kind.Time is not { } stated)
            return true;
        ReadOnlySpan<char> time = default;
        bool isText = _view.TryText(stated.Day, shift, out ReadOnlySpan<char> day)
            && (stated.Time is null || _view.TryText(stated.Time, shift, out time));
        int length = isText ? stated.Write(day, time) : -1;
        if (length < 0)
        {
            _intake.Refuse(Place(source, stated.Day), "asOf", day.ToString(), RejectionReason.AsOfInvalid);
            return false;
        }

        asOf = stated.Text;
        return true;
    }

    private void TakeQuantity(RecordKind kind, FieldReader quantity, int shift, in SourcePosition source)
    {
        var line = new StatedLine
        {
            Source = Place(source, quantity),
            AsOfTime = _groupAsOf,
            AsOfSource = AsOfSource.Location,
            Unit = quantity.Field.Unit,
            Status = quantity.Status,
        };
        _facts.Give(ref line);
        foreach (FieldReader field in kind.Facts)
        {
            if (!_view.TryText(field, shift, out ReadOnlySpan<char> text))
            {
                _intake.Refuse(Place(source, field), field.Name, null, RejectionReason.EncodingUnreadable);
                return;
            }

            if (!text.IsEmpty)
                SharedFacts.Give(ref line, field.Fact, text);
        }

        if (quantity.Field.Item is { } item)
            line.LocalItem = item;
        // An unused place of a record that holds several items.
        if (quantity.Field.Repeats && line.LocalItem.IsEmpty && line.Gtin.IsEmpty)
            return;
        if (!TryAsOf(kind, shift, source, out ReadOnlySpan<char> asOf))
            return;
        if (!asOf.IsEmpty)
        {
            line.AsOf = asOf;
            line.AsOfTime = null;
        }

        Add(ref line, quantity, shift);
    }

    private void Add(ref StatedLine line, FieldReader quantity, int shift)
    {
        switch (_view.ReadNumber(quantity, shift, out decimal number))
        {
            case NumberReading.Number:
                _counts.Quantity += number;
                line.Number = number;
                break;
            case NumberReading.Unknown:
                break;
            case NumberReading.OutOfRange:
                _intake.Refuse(line.Source, "quantity", null, RejectionReason.QuantityOutOfRange);
                return;
            default:
                _view.TryText(quantity.StartAt(shift), quantity.Length, isCode: false, out ReadOnlySpan<char> text);
                _intake.Refuse(line.Source, "quantity", text.ToString(), RejectionReason.QuantityInvalid);
                return;
        }

        _intake.Add(line);
    }

    private void TakeCounts(RecordKind kind, in SourcePosition source)
    {
        foreach (FieldReader field in kind.Counts)
        {
            if (_view.ReadNumber(field, 0, out decimal stated) == NumberReading.Number)
                _counts.State(field.Name, stated, Place(source, field));
        }
    }

    private static SourcePosition Place(in SourcePosition source, FieldReader field) =>
        source with { Column = field.Place };
}
