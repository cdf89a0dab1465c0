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
    private static readonly string[] Shared =
        ["item", "gtin", "location", "locationName", "unit", "status", "saleState", "lot", "expiry", "owner"];

    private readonly FeedProfile _profile;
    private readonly FixedWidthLayout _layout;
    private readonly LineIntake _intake;
    private readonly FieldText _decoder;
    private readonly RecordView _view;
    private readonly Dictionary<string, string> _header = [];
    private readonly Dictionary<string, string> _group = [];
    private readonly ControlCounts _counts = new();
    private readonly Dictionary<FixedWidthField, string> _places = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<FixedWidthField, StockStatus> _statuses = new(ReferenceEqualityComparer.Instance);
    private readonly char[] _asOf = new char[RecordDates.LengthMax];
    private DateTimeOffset? _groupAsOf;
    private long _number;
    private long _fitting;

    public FixedWidthReading(FeedProfile profile, StockRegistry registry, Delivery delivery)
    {
        _profile = profile;
        _layout = profile.FixedWidth!;
        _intake = new LineIntake(profile, registry, delivery);
        _decoder = new FieldText(profile.Encoding);
        _view = new RecordView(_layout, _decoder);
        foreach (FixedWidthField field in _layout.Records.SelectMany(x => x.Fields))
        {
            _places[field] = $"{field.Start}-{field.Start + field.Length - 1}";
            _statuses[field] = WireNames.TryParse(field.Status, out StockStatus status) ? status : StockStatus.OnHand;
        }
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
        if (!_layout.HasBinaryFields && bytes.Contains((byte)0) && bytes.ContainsAnyExcept((byte)0))
            return Fail(source, "file", "NUL", RejectionReason.FormatMismatch);
        if (!_view.Take(bytes))
        {
            _intake.Refuse(source, "record", null, RejectionReason.EncodingUnreadable);
            return true;
        }

        if (_view.IsBlank)
            return true;
        _counts.Records++;
        FixedWidthRecord? record = _view.IsTooLong ? null : Find();
        if (record is null)
        {
            _view.TryText(1, 40, isCode: false, out ReadOnlySpan<char> begin);
            _intake.Refuse(source, "record", begin.ToString(), RejectionReason.RecordInvalid);
            return true;
        }

        _fitting++;
        TakeKind(record, source);
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

    private FixedWidthRecord? Find()
    {
        foreach (FixedWidthRecord record in _layout.Records)
        {
            bool fits = true;
            foreach (FixedWidthMatch match in record.Match)
                fits = fits && _view.Holds(match);
            if (fits)
                return record;
        }

        return null;
    }

    private void TakeKind(FixedWidthRecord record, in SourcePosition source)
    {
        if (record.Kind == "ignore")
            return;
        TakeCounts(record, source);
        if (record.Kind == "header")
            TakeFacts(record, _header, source);
        if (record.Kind == "group")
        {
            _group.Clear();
            _groupAsOf = null;
            TakeFacts(record, _group, source);
        }

        if (record.Kind != "detail")
            return;
        _counts.Lines++;
        for (int i = 0; i < record.RepeatCount; i++)
        {
            int shift = i * record.RepeatLength;
            foreach (FixedWidthField field in record.Fields)
            {
                if (field.Field == "quantity" && (field.Repeats || i == 0))
                    TakeQuantity(record, field, field.Repeats ? shift : 0, source);
            }
        }
    }

    /// <summary>What a header or group record states for the details behind it.</summary>
    private void TakeFacts(FixedWidthRecord record, Dictionary<string, string> facts, in SourcePosition source)
    {
        foreach (FixedWidthField field in record.Fields)
        {
            if (!Shared.Contains(field.Field))
                continue;
            if (!TryText(field, 0, out ReadOnlySpan<char> text))
                _intake.Refuse(Place(source, field), field.Field, null, RejectionReason.EncodingUnreadable);
            else if (!text.IsEmpty)
                facts[field.Field] = text.ToString();
        }

        int length = AsOfText(record, 0, source);
        if (length <= 0)
            return;
        if (!_intake.TryTime(_asOf.AsSpan(0, length), out DateTimeOffset time))
            _intake.Refuse(source, "asOf", _asOf.AsSpan(0, length).ToString(), RejectionReason.AsOfInvalid);
        else if (record.Kind == "header")
            _intake.HeaderAsOf = time;
        else
            _groupAsOf = time;
    }

    /// <summary>The as-of of a record in <see cref="_asOf"/>; its length, 0 when it has none, -1 when it was
    /// refused.</summary>
    private int AsOfText(FixedWidthRecord record, int shift, in SourcePosition source)
    {
        FixedWidthField? day = Of(record, "asOf");
        if (day is null)
            return 0;
        FixedWidthField? time = Of(record, "asOfTime");
        ReadOnlySpan<char> timeText = default;
        bool isText = TryText(day, shift, out ReadOnlySpan<char> dayText)
            && (time is null || TryText(time, shift, out timeText));
        int length = isText
            ? RecordDates.Write(dayText, day.Form, timeText, time?.Form ?? "text", _asOf) : -1;
        if (length < 0)
            _intake.Refuse(Place(source, day), "asOf", dayText.ToString(), RejectionReason.AsOfInvalid);
        return length;
    }

    private void TakeQuantity(FixedWidthRecord record, FixedWidthField quantity, int shift, in SourcePosition source)
    {
        var line = new StatedLine
        {
            Source = Place(source, quantity),
            AsOfTime = _groupAsOf,
            AsOfSource = AsOfSource.Location,
            Unit = quantity.Unit,
            Status = _statuses[quantity],
        };
        foreach (string name in Shared)
        {
            if (_header.TryGetValue(name, out string? stated))
                Set(ref line, name, stated);
            if (_group.TryGetValue(name, out stated))
                Set(ref line, name, stated);
        }

        foreach (FixedWidthField field in record.Fields)
        {
            if (!Shared.Contains(field.Field))
                continue;
            if (!TryText(field, shift, out ReadOnlySpan<char> text))
            {
                _intake.Refuse(Place(source, field), field.Field, null, RejectionReason.EncodingUnreadable);
                return;
            }

            if (!text.IsEmpty)
                Set(ref line, field.Field, text);
        }

        if (quantity.Item is not null)
            line.LocalItem = quantity.Item;
        // An unused place of a record that holds several items.
        if (quantity.Repeats && line.LocalItem.IsEmpty && line.Gtin.IsEmpty)
            return;
        int asOf = AsOfText(record, shift, source);
        if (asOf < 0)
            return;
        if (asOf > 0)
        {
            line.AsOf = _asOf.AsSpan(0, asOf);
            line.AsOfTime = null;
        }

        Add(ref line, quantity, shift);
    }

    private void Add(ref StatedLine line, FixedWidthField quantity, int shift)
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
                _view.TryText(quantity.Start + shift, quantity.Length, isCode: false, out ReadOnlySpan<char> text);
                _intake.Refuse(line.Source, "quantity", text.ToString(), RejectionReason.QuantityInvalid);
                return;
        }

        _intake.Add(line);
    }

    private void TakeCounts(FixedWidthRecord record, in SourcePosition source)
    {
        foreach (FixedWidthField field in record.Fields)
        {
            if (field.Field is "recordCount" or "lineCount" or "quantityTotal"
                && _view.ReadNumber(field, 0, out decimal stated) == NumberReading.Number)
                _counts.State(field.Field, stated, Place(source, field));
        }
    }

    private static void Set(ref StatedLine line, string field, ReadOnlySpan<char> text)
    {
        switch (field)
        {
            case "item": line.LocalItem = text; break;
            case "gtin": line.Gtin = text; break;
            case "location": line.Location = text; break;
            case "locationName": line.LocationName = text; break;
            case "unit": line.Unit = text; break;
            case "status": line.StatusWord = text; break;
            case "saleState": line.SaleState = text; break;
            case "lot": line.Lot = text; break;
            case "expiry": line.Expiry = text; break;
            case "owner": line.Owner = text; break;
        }
    }

    private static FixedWidthField? Of(FixedWidthRecord record, string name)
    {
        foreach (FixedWidthField field in record.Fields)
        {
            if (field.Field == name)
                return field;
        }

        return null;
    }

    /// <summary>The text of a field in one of its repetitions; unused codes and dates are filled with zeros.</summary>
    private bool TryText(FixedWidthField field, int shift, out ReadOnlySpan<char> text)
    {
        bool isCode = field.Field is "item" or "gtin" or "location" or "owner" or "expiry";
        return _view.TryText(field.Start + (field.Repeats ? shift : 0), field.Length, isCode, out text);
    }

    private SourcePosition Place(in SourcePosition source, FixedWidthField field) =>
        source with { Column = _places[field] };
}
