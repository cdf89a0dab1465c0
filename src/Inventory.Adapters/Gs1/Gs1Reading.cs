using Inventory.Adapters.Mapping;
using Inventory.Adapters.Xml;
using Inventory.Model.Registry;
using Inventory.Model.Rejections;

namespace Inventory.Adapters.Gs1;

/// <summary>
/// The reading of one GS1 document. Goals: levels only, whatever the nesting. A place or an item holds for the element
/// that names it and all below, so that items under places and places under items (the <c>structureTypeCode</c>) are
/// one
/// case; a line is any element with a quantity. Non-goals: movements, logistic units without a trade item.
/// </summary>
internal sealed class Gs1Reading
{
    private readonly XmlSource _source;
    private readonly LineIntake _intake;
    private readonly Gs1Times _times;
    private readonly Gs1Lines _lines;
    private readonly Gs1Mapping _mapping;
    private readonly Gs1Scope[] _scopes = new Gs1Scope[XmlLimits.DepthMax + 2];
    private readonly Gs1Period _period = new();
    private readonly RecentTexts _texts = new();
    private string? _creation;
    private int _skipped;
    private int _report;
    private bool _isDeleted;
    private bool _hasReport;
    private Rejection? _failure;

    public Gs1Reading(XmlSource source, FeedProfile profile, StockRegistry registry, Delivery delivery)
    {
        _source = source;
        _mapping = profile.Gs1 ?? new Gs1Mapping();
        _intake = new LineIntake(profile, registry, delivery);
        _times = new Gs1Times(_intake, delivery);
        for (int i = 0; i < _scopes.Length; i++)
        {
            _scopes[i] = new Gs1Scope().Touched();
            _scopes[i].Begin();
        }

        _lines = new Gs1Lines(_intake, _scopes, new Gs1Dispositions(profile.Statuses, _mapping.Dispositions));
    }

    /// <summary>Goes one element on; false at the end.</summary>
    public bool Step()
    {
        XmlStep step = _source.Read();
        if (step == XmlStep.None || _failure is not null)
            return false;
        if (_skipped > 0)
        {
            if (step == XmlStep.End && _source.Depth == _skipped)
                _skipped = 0;
            return true;
        }

        if (step == XmlStep.Begin)
            Begin((Gs1Word)_source.Word);
        else
            End((Gs1Word)_source.Word);
        return true;
    }

    public FeedReading Finish()
    {
        if ((_source.Failure ?? _failure) is { } failure)
            return FeedReading.Refused(failure);
        return _hasReport
            ? _intake.Finish()
            : FeedReading.Refused(new Rejection(default, "file", "no inventory report", RejectionReason.FormatMismatch));
    }

    private Gs1Scope Here => _scopes[_source.Depth].Touched();

    private Gs1Scope Parent => _scopes[_source.Depth - 1].Touched();

    private Gs1Word ParentWord => (Gs1Word)_source.ParentWord;

    private SourcePosition Position => _source.PositionAt(_source.Depth);

    private void Begin(Gs1Word word)
    {
        _scopes[_source.Depth].Begin();
        switch (word)
        {
            case Gs1Word.Report:
                BeginReport();
                break;
            case Gs1Word.Envelope:
                _skipped = _source.Depth;
                break;
            case Gs1Word.Movement:
                Skip("movementsOnly", null);
                break;
            case Gs1Word.LogisticUnit:
                Skip("unknownQualifier", _source.Name);
                break;
            case Gs1Word.Quantity:
                Here.Unit = Attribute("measurementUnitCode");
                break;
            case Gs1Word.OtherItemId:
                Here.IdType = Attribute("additionalTradeItemIdentificationTypeCode");
                break;
            case Gs1Word.OtherPlaceId:
                Here.IdType = Attribute("additionalPartyIdentificationTypeCode");
                break;
            case Gs1Word.StatusQuantity:
                Here.Disposition = Attribute("inventoryStatusType");
                break;
        }
    }

    private void BeginReport()
    {
        // The message of 2.x wraps a report of the same name.
        _hasReport = true;
        _report = _source.Depth;
        _isDeleted = false;
        _period.Clear();
        _creation = _source.Attribute("creationDateTime");
        SetAsOf();
    }

    private void Skip(string warning, string? value)
    {
        _skipped = _source.Depth;
        if (!_isDeleted)
            _intake.Findings.Warn(warning, Position, value);
    }

    private void End(Gs1Word word)
    {
        if (word != Gs1Word.Other)
            TakeWord(word);
        if (_hasReport && !_isDeleted && _source.Depth > _report)
            TakeLine(word);
    }

    private void TakeLine(Gs1Word word)
    {
        _lines.Take(_source, word);
        if (_intake.Count > Gs1Limits.LinesMax)
            _failure = new Rejection(Position, "file", null, RejectionReason.TooManyLines);
    }

    private void TakeWord(Gs1Word word)
    {
        switch (word)
        {
            case >= Gs1Word.OtherItemId and <= Gs1Word.Owner:
                TakeId(word);
                break;
            case >= Gs1Word.BeginDate and <= Gs1Word.DateTime:
                TakeTime(word);
                break;
            case >= Gs1Word.Creation:
                TakeHead(word);
                break;
            default:
                TakeFact(word);
                break;
        }
    }

    private void TakeId(Gs1Word word)
    {
        switch (word)
        {
            case Gs1Word.Gtin:
                Parent.Item.SetKey(_source.Text, _texts);
                break;
            case Gs1Word.OtherItemId:
                Parent.Item.AddItem(Here.IdType, _source.Text, _mapping.ItemIds, _texts);
                break;
            case Gs1Word.Gln:
                Parent.Ids.SetKey(_source.Text, _texts);
                break;
            case Gs1Word.OtherPlaceId:
                Parent.Ids.AddPlace(Here.IdType, _source.Text, _mapping.LocationIds, _texts);
                break;
            case Gs1Word.OrganisationName when _source.Depth > 2 && ParentWord == Gs1Word.Organisation:
                _scopes[_source.Depth - 2].Touched().Ids.Name = Text();
                break;
            case Gs1Word.Place when !Here.Ids.IsEmpty:
                Parent.Place.CopyFrom(Here.Ids);
                break;
            case Gs1Word.Owner:
                Parent.Owner = Here.Ids.Key;
                break;
            case Gs1Word.Item when !Here.Item.IsEmpty:
                Parent.Item.CopyFrom(Here.Item);
                break;
        }
    }

    private void TakeFact(Gs1Word word)
    {
        switch (word)
        {
            case Gs1Word.Quantity:
                Parent.HasQuantity = true;
                Parent.Quantity = Text() ?? Here.Quantity;
                Parent.Unit = Here.Unit;
                break;
            case Gs1Word.Value when ParentWord == Gs1Word.Quantity:
                Parent.Quantity = Text();
                break;
            case Gs1Word.UnitValue when _source.Depth > 2:
                _scopes[_source.Depth - 2].Touched().Unit ??= Text();
                break;
            case Gs1Word.Disposition:
                Parent.Disposition = Text();
                break;
            case Gs1Word.Lot:
                Parent.Lot ??= Text();
                break;
            case Gs1Word.Expiration:
                Parent.Expiration = Day();
                break;
            case Gs1Word.BestBefore:
                Parent.BestBefore ??= Day();
                break;
            case Gs1Word.Batch when Parent.Batches.Count < Gs1Limits.BatchesMax:
                Parent.Batches.Add(
                    new Gs1Batch(Here.Quantity, Here.Unit, Here.Lot, Here.Expiration ?? Here.BestBefore));
                break;
        }
    }

    private void TakeTime(Gs1Word word)
    {
        switch (word)
        {
            case Gs1Word.BeginDate:
                Parent.Period.BeginDate = Text();
                break;
            case Gs1Word.BeginTime:
                Parent.Period.BeginTime = Text();
                break;
            case Gs1Word.EndDate:
                Parent.Period.EndDate = Text();
                break;
            case Gs1Word.EndTime:
                Parent.Period.EndTime = Text();
                break;
            case Gs1Word.DateTime:
                // A time, or a range whose end is when the level was true.
                Gs1Period range = Here.Period;
                Parent.Time = Text() ?? WholeTime(range.EndDate ?? range.BeginDate, range.EndTime ?? range.BeginTime);
                break;
        }
    }

    private void TakeHead(Gs1Word word)
    {
        if (_source.Depth != _report + 1)
            return;
        switch (word)
        {
            case Gs1Word.Creation:
                _creation = Text();
                SetAsOf();
                break;
            case Gs1Word.Period:
                Gs1Period period = Here.Period;
                (_period.BeginDate, _period.BeginTime) = (period.BeginDate, period.BeginTime);
                (_period.EndDate, _period.EndTime) = (period.EndDate, period.EndTime);
                SetAsOf();
                break;
            case Gs1Word.Action when _source.Text.Equals("DELETE", StringComparison.OrdinalIgnoreCase):
                _isDeleted = true;
                _intake.Findings.Warn("documentDeleted", Position);
                break;
        }
    }

    private void SetAsOf()
    {
        _intake.HeaderAsOf = _times.AsOf(_period, _creation, out string? unread);
        if (unread is not null)
            _intake.Findings.Warn("headerTimeUnread", Position, unread);
    }

    private string? WholeTime(string? date, string? time)
    {
        if (date is null)
            return null;
        return _times.TryRead(date, time, out DateTimeOffset instant)
            ? instant.ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", System.Globalization.CultureInfo.InvariantCulture)
            : date;
    }

    /// <summary>A date without the offset that some systems write behind it.</summary>
    private string? Day() => Kept(_source.Text[..Math.Min(10, _source.Text.Length)]);

    private string? Text() => Kept(_source.Text);

    private string? Attribute(string name) => _source.Attribute(name) is { } text ? _texts.Of(text) : null;

    private string? Kept(ReadOnlySpan<char> text) => text.IsEmpty ? null : _texts.Of(text);
}
