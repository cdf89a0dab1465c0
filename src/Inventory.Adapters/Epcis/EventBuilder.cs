using System.Globalization;
using Inventory.Adapters.Xml;
using Inventory.Model.Rejections;

namespace Inventory.Adapters.Epcis;

/// <summary>
/// Builds events from the begins, texts and ends of named elements, which XML and JSON-LD have in common: a JSON member
/// is an element, each entry of a JSON list is an element of the list's name. Extension elements of 1.x are part of the
/// event. What is not known is passed over.
/// </summary>
internal sealed class EventBuilder(EventBook book)
{
    private readonly EpcCodes _codes = new();
    private readonly TextIds _serials = new();
    private readonly EventContext[] _contexts = new EventContext[EpcisLimits.DepthMax + 2];
    private string? _class;
    private string? _unit;
    private string? _number;
    private bool _hasClass;

    /// <summary>Texts met lately.</summary>
    private RecentTexts Texts { get; } = new();

    /// <summary>The event that is being read.</summary>
    public EventDraft Draft { get; } = new();

    /// <summary>Depth of the open event; 0 outside of events.</summary>
    public int EventDepth { get; private set; }

    public void BeginEvent(int depth, string? type, in SourcePosition source)
    {
        EventDepth = depth;
        Draft.Clear(source);
        _contexts[depth] = EventContext.Event;
        _hasClass = false;
        SetType(type);
    }

    public void DropEvent() => EventDepth = 0;

    public void EndEvent()
    {
        EventDepth = 0;
        TakeQuantity(isOutput: false);
        book.Add(Draft);
    }

    /// <summary>A list of JSON opens: its entries are elements of what is around it.</summary>
    public void Pass(int depth) => _contexts[depth] = _contexts[depth - 1];

    /// <summary>An element inside the event begins; true when its text will say something.</summary>
    public bool Begin(int depth, EventWord word)
    {
        EventContext parent = _contexts[depth - 1];
        EventContext here = parent switch
        {
            EventContext.Event => OfEvent(word),
            EventContext.Quantities or EventContext.OutputQuantities when word == EventWord.QuantityElement => parent,
            _ => EventContext.Other,
        };
        _contexts[depth] = here;
        if (here == EventContext.Error)
            Draft.IsDeclaredError = true;
        return here is EventContext.Objects or EventContext.Outputs or EventContext.BizLocation
            or EventContext.ReadPoint || SaysIn(parent, word);
    }

    /// <summary>An element inside the event ends; <paramref name="text"/> is empty when it held elements, and for one
    /// whose text says nothing.</summary>
    public void End(int depth, EventWord word, ReadOnlySpan<char> text)
    {
        EventContext here = _contexts[depth];
        EventContext parent = _contexts[depth - 1];
        if (here is EventContext.Quantities or EventContext.OutputQuantities)
            TakeQuantity(here == EventContext.OutputQuantities);
        text = text.Trim();
        if (text.IsEmpty)
            return;
        if (here is EventContext.Objects or EventContext.Outputs)
            AddObject(text, here == EventContext.Outputs);
        else if (here == EventContext.BizLocation)
            Draft.BizLocation = Texts.Of(text);
        else if (here == EventContext.ReadPoint)
            Draft.ReadPoint = Texts.Of(text);
        else if (SaysIn(parent, word))
            TakeIn(parent, word, text);
    }

    private static EventContext OfEvent(EventWord word) => word switch
    {
        EventWord.Objects => EventContext.Objects,
        EventWord.Outputs => EventContext.Outputs,
        EventWord.Quantities => EventContext.Quantities,
        EventWord.OutputQuantities => EventContext.OutputQuantities,
        EventWord.Ilmd => EventContext.Ilmd,
        EventWord.Error => EventContext.Error,
        EventWord.BizLocation => EventContext.BizLocation,
        EventWord.ReadPoint => EventContext.ReadPoint,
        EventWord.Extension => EventContext.Event,
        _ => EventContext.Other,
    };

    private static bool SaysIn(EventContext parent, EventWord word) => parent switch
    {
        EventContext.Event => word >= EventWord.EpcClass,
        EventContext.Objects or EventContext.Outputs => word == EventWord.Epc,
        EventContext.Quantities or EventContext.OutputQuantities => word is >= EventWord.EpcClass and <= EventWord.Unit,
        EventContext.BizLocation or EventContext.ReadPoint => word == EventWord.Id,
        EventContext.Ilmd => word is >= EventWord.Lot and <= EventWord.BestBefore,
        _ => false,
    };

    private void TakeIn(EventContext parent, EventWord word, ReadOnlySpan<char> text)
    {
        switch (parent)
        {
            case EventContext.Objects or EventContext.Outputs:
                AddObject(text, parent == EventContext.Outputs);
                break;
            case EventContext.BizLocation:
                Draft.BizLocation = Texts.Of(text);
                break;
            case EventContext.ReadPoint:
                Draft.ReadPoint = Texts.Of(text);
                break;
            case EventContext.Ilmd:
                TakeMasterData(word, text);
                break;
            default:
                if (word <= EventWord.Unit)
                    TakePart(word, text);
                else
                    TakeField(word, text);
                break;
        }
    }

    private void TakeField(EventWord word, ReadOnlySpan<char> text)
    {
        switch (word)
        {
            case EventWord.Type:
                SetType(Texts.Of(text));
                break;
            case EventWord.Time:
                Draft.Time = Texts.Of(text);
                break;
            case EventWord.Zone:
                Draft.Zone = Texts.Of(text);
                break;
            case EventWord.EventId:
                Draft.SetEventId(text);
                break;
            case EventWord.Action:
                Draft.Action = Texts.Of(text);
                break;
            case EventWord.BizStep:
                Draft.BizStep = Texts.Of(text);
                break;
            case EventWord.Disposition:
                Draft.Disposition = Texts.Of(text);
                break;
            case EventWord.ParentId:
                Draft.ParentId = Texts.Of(text);
                break;
        }
    }

    private void SetType(string? text)
    {
        if (text is null)
            return;
        string bare = text[(text.LastIndexOfAny([':', '/', '#']) + 1)..];
        Draft.TypeText = text;
        Draft.Type = Enum.TryParse(bare, out EventType type) && !char.IsAsciiDigit(bare[0]) ? type : EventType.Unknown;
    }

    private void TakePart(EventWord word, ReadOnlySpan<char> text)
    {
        switch (word)
        {
            case EventWord.EpcClass:
                _class = Texts.Of(text);
                _hasClass = true;
                break;
            case EventWord.Quantity:
                _number = Texts.Of(text);
                break;
            case EventWord.Unit:
                _unit = Texts.Of(text);
                break;
        }
    }

    private void TakeMasterData(EventWord word, ReadOnlySpan<char> text)
    {
        switch (word)
        {
            case EventWord.Lot:
                Draft.Lot ??= Texts.Of(text);
                break;
            case EventWord.Expiration:
                Draft.Expiry = Day(text);
                break;
            case EventWord.BestBefore:
                Draft.Expiry ??= Day(text);
                break;
        }
    }

    private string Day(ReadOnlySpan<char> text) => Texts.Of(text[..Math.Min(10, text.Length)]);

    private void AddObject(ReadOnlySpan<char> uri, bool isOutput)
    {
        EpcReading reading = _codes.Read(uri);
        if (reading.Kind != EpcKind.Serial || reading.Item is null)
        {
            Draft.Others++;
            Draft.FirstOther ??= uri.ToString();
            return;
        }

        Draft.Objects.Add(new EventObject(
            reading.Item, null, null, null, 1, NumberOf(reading.Item, reading.Serial), isOutput));
    }

    private void TakeQuantity(bool isOutput)
    {
        (string? uri, string? number, string? unit) = (_class, _number, _unit);
        (_class, _number, _unit) = (null, null, null);
        if (!_hasClass || uri is null)
            return;
        _hasClass = false;
        if (number is null)
        {
            Draft.Unknown++;
            return;
        }

        if (!decimal.TryParse(number, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
            CultureInfo.InvariantCulture, out decimal quantity) || number.Length > 40)
        {
            Draft.Fault ??= new Rejection(Draft.Source, "quantity", Findings.Cut(number), RejectionReason.QuantityInvalid);
            return;
        }

        EpcReading reading = _codes.ReadClass(uri);
        if (quantity > long.MaxValue)
            Draft.Fault ??= new Rejection(Draft.Source, "quantity", number, RejectionReason.QuantityOutOfRange);
        else if (reading.Item is null)
            (Draft.Others, Draft.FirstOther) = (Draft.Others + 1, Draft.FirstOther ?? uri);
        else
            Draft.Objects.Add(new EventObject(reading.Item, reading.Lot, null, unit, quantity, 0, isOutput));
    }

    /// <summary>Serials are kept as numbers: two are one only when all of their characters are.</summary>
    private int NumberOf(string item, ReadOnlySpan<char> serial)
    {
        // A key that is no GTIN may be as long as any text; no key holds a slash.
        int length = item.Length + 1 + serial.Length;
        Span<char> text = length <= 256 ? stackalloc char[256] : new char[length];
        item.CopyTo(text);
        text[item.Length] = '/';
        serial.CopyTo(text[(item.Length + 1)..]);
        return _serials.Of(text[..length]);
    }
}
