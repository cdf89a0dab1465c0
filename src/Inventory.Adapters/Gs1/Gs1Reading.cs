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
            Begin(_source.Name);
        else
            End(_source.Name);
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

    private SourcePosition Position => new(Path: _source.PathAt(_source.Depth));

    private void Begin(string name)
    {
        _scopes[_source.Depth].Begin();
        switch (name)
        {
            case "logisticsInventoryReport" or "inventoryReport":
                BeginReport();
                break;
            case "StandardBusinessDocumentHeader":
                _skipped = _source.Depth;
                break;
            case "tradeItemInventoryEvent" or "inventoryActivityLineItem" or "logisticUnitInventoryEvent":
                Skip("movementsOnly", null);
                break;
            case "logisticUnitInventoryStatus":
                Skip("unknownQualifier", name);
                break;
            case "tradeItemQuantity" or "quantityOfUnits":
                Here.Unit = _source.Attribute("measurementUnitCode");
                break;
            case "additionalTradeItemIdentification":
                Here.IdType = _source.Attribute("additionalTradeItemIdentificationTypeCode");
                break;
            case "additionalPartyIdentification":
                Here.IdType = _source.Attribute("additionalPartyIdentificationTypeCode");
                break;
            case "inventoryStatusQuantitySpecification":
                Here.Disposition = _source.Attribute("inventoryStatusType");
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

    private void End(string name)
    {
        if (!TakeId(name) && !TakeFact(name) && !TakeTime(name))
            TakeHead(name);
        if (_hasReport && !_isDeleted && _source.Depth > _report)
            TakeLine(name);
    }

    private void TakeLine(string name)
    {
        _lines.Take(_source, name);
        if (_intake.Count > Gs1Limits.LinesMax)
            _failure = new Rejection(Position, "file", null, RejectionReason.TooManyLines);
    }

    private bool TakeId(string name)
    {
        switch (name)
        {
            case "gtin":
                Parent.Item.SetKey(_source.Text);
                return true;
            case "additionalTradeItemIdentification":
                Parent.Item.AddItem(Here.IdType, _source.Text, _mapping.ItemIds);
                return true;
            case "gln":
                Parent.Ids.SetKey(_source.Text);
                return true;
            case "additionalPartyIdentification":
                Parent.Ids.AddPlace(Here.IdType, _source.Text, _mapping.LocationIds);
                return true;
            case "organisationName" when _source.Depth > 2 && _source.ParentName == "organisationDetails":
                _scopes[_source.Depth - 2].Touched().Ids.Name = Text();
                return true;
            case "inventoryLocation" or "shipTo" when !Here.Ids.IsEmpty:
                Parent.Place.CopyFrom(Here.Ids);
                return true;
            case "inventoryStatusOwner" or "inventoryOwner" or "tradeItemOwner":
                Parent.Owner = Here.Ids.Key;
                return true;
            case "transactionalTradeItem" or "tradeItemIdentification" or "tradeItem":
                if (!Here.Item.IsEmpty)
                    Parent.Item.CopyFrom(Here.Item);
                return true;
            default:
                return false;
        }
    }

    private bool TakeFact(string name)
    {
        switch (name)
        {
            case "tradeItemQuantity" or "quantityOfUnits":
                Parent.HasQuantity = true;
                Parent.Quantity = Text() ?? Here.Quantity;
                Parent.Unit = Here.Unit;
                return true;
            case "value" when _source.ParentName is "tradeItemQuantity" or "quantityOfUnits":
                Parent.Quantity = Text();
                return true;
            case "measurementUnitCodeValue" when _source.Depth > 2:
                _scopes[_source.Depth - 2].Touched().Unit ??= Text();
                return true;
            case "inventoryDispositionCode" or "inventoryStatusType":
                Parent.Disposition = Text();
                return true;
            case "batchNumber" or "lotNumber":
                Parent.Lot ??= Text();
                return true;
            case "itemExpirationDate":
                Parent.Expiration = Day();
                return true;
            case "bestBeforeDate" or "sellByDate":
                Parent.BestBefore ??= Day();
                return true;
            case "transactionalItemData" when Parent.Batches.Count < Gs1Limits.BatchesMax:
                Parent.Batches.Add(
                    new Gs1Batch(Here.Quantity, Here.Unit, Here.Lot, Here.Expiration ?? Here.BestBefore));
                return true;
            default:
                return false;
        }
    }

    private bool TakeTime(string name)
    {
        switch (name)
        {
            case "beginDate" or "date":
                Parent.Period.BeginDate = Text();
                return true;
            case "beginTime" or "time":
                Parent.Period.BeginTime = Text();
                return true;
            case "endDate":
                Parent.Period.EndDate = Text();
                return true;
            case "endTime":
                Parent.Period.EndTime = Text();
                return true;
            case "inventoryDateTime":
                // A time, or a range whose end is when the level was true.
                Gs1Period range = Here.Period;
                Parent.Time = Text() ?? WholeTime(range.EndDate ?? range.BeginDate, range.EndTime ?? range.BeginTime);
                return true;
            default:
                return false;
        }
    }

    private void TakeHead(string name)
    {
        if (_source.Depth != _report + 1)
            return;
        switch (name)
        {
            case "creationDateTime":
                _creation = Text();
                SetAsOf();
                break;
            case "reportingPeriod":
                Gs1Period period = Here.Period;
                (_period.BeginDate, _period.BeginTime) = (period.BeginDate, period.BeginTime);
                (_period.EndDate, _period.EndTime) = (period.EndDate, period.EndTime);
                SetAsOf();
                break;
            case "documentActionCode" when _source.Text.Equals("DELETE", StringComparison.OrdinalIgnoreCase):
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
    private string? Day() => _source.Text.Length > 10 ? _source.Text[..10].ToString() : Text();

    private string? Text() => _source.Text.IsEmpty ? null : _source.Text.ToString();
}
