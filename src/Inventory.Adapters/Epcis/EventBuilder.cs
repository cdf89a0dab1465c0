using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
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
    private readonly EventContext[] _contexts = new EventContext[EpcisLimits.DepthMax + 2];
    private string? _class;
    private string? _unit;
    private string? _number;
    private bool _hasClass;

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

    /// <summary>An element inside the event begins.</summary>
    public void Begin(int depth, string name)
    {
        EventContext parent = _contexts[depth - 1];
        _contexts[depth] = parent switch
        {
            EventContext.Event => OfEvent(name),
            EventContext.Quantities or EventContext.OutputQuantities when name == "quantityElement" => parent,
            _ => EventContext.Other,
        };
        if (_contexts[depth] == EventContext.Error)
            Draft.IsDeclaredError = true;
    }

    /// <summary>An element inside the event ends; <paramref name="text"/> is empty when it held elements.</summary>
    public void End(int depth, string name, ReadOnlySpan<char> text)
    {
        EventContext here = _contexts[depth];
        EventContext parent = _contexts[depth - 1];
        text = text.Trim();
        if (here is EventContext.Quantities or EventContext.OutputQuantities)
            TakeQuantity(here == EventContext.OutputQuantities);
        if (text.IsEmpty)
            return;
        if (here is EventContext.Objects or EventContext.Outputs)
            AddObject(text, here == EventContext.Outputs);
        else if (parent is EventContext.Objects or EventContext.Outputs && name == "epc")
            AddObject(text, parent == EventContext.Outputs);
        else if (parent is EventContext.Quantities or EventContext.OutputQuantities)
            TakePart(name, text);
        else if (here is EventContext.BizLocation || (parent == EventContext.BizLocation && name == "id"))
            Draft.BizLocation = text.ToString();
        else if (here is EventContext.ReadPoint || (parent == EventContext.ReadPoint && name == "id"))
            Draft.ReadPoint = text.ToString();
        else if (parent == EventContext.Ilmd)
            TakeMasterData(name, text);
        else if (parent == EventContext.Event)
            TakeField(name, text);
    }

    private static EventContext OfEvent(string name) => name switch
    {
        "epcList" or "childEPCs" or "inputEPCList" => EventContext.Objects,
        "outputEPCList" => EventContext.Outputs,
        "quantityList" or "childQuantityList" or "inputQuantityList" => EventContext.Quantities,
        "outputQuantityList" => EventContext.OutputQuantities,
        "ilmd" => EventContext.Ilmd,
        "errorDeclaration" => EventContext.Error,
        "bizLocation" => EventContext.BizLocation,
        "readPoint" => EventContext.ReadPoint,
        "extension" or "baseExtension" => EventContext.Event,
        _ => EventContext.Other,
    };

    private void TakeField(string name, ReadOnlySpan<char> text)
    {
        switch (name)
        {
            case "type" or "isA" or "@type":
                SetType(text.ToString());
                break;
            case "eventTime":
                Draft.Time = text.ToString();
                break;
            case "eventTimeZoneOffset":
                Draft.Zone = text.ToString();
                break;
            case "eventID":
                Draft.EventId = text.ToString();
                break;
            case "action":
                Draft.Action = text.ToString();
                break;
            case "bizStep":
                Draft.BizStep = text.ToString();
                break;
            case "disposition":
                Draft.Disposition = text.ToString();
                break;
            case "parentID":
                Draft.ParentId = text.ToString();
                break;
            case "epcClass" or "quantity" or "uom":
                TakePart(name, text);
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

    private void TakePart(string name, ReadOnlySpan<char> text)
    {
        switch (name)
        {
            case "epcClass":
                _class = text.ToString();
                _hasClass = true;
                break;
            case "quantity":
                _number = text.ToString();
                break;
            case "uom":
                _unit = text.ToString();
                break;
        }
    }

    private void TakeMasterData(string name, ReadOnlySpan<char> text)
    {
        switch (name)
        {
            case "lotNumber" or "batchNumber":
                Draft.Lot ??= text.ToString();
                break;
            case "itemExpirationDate":
                Draft.Expiry = Day(text);
                break;
            case "bestBeforeDate" or "sellByDate":
                Draft.Expiry ??= Day(text);
                break;
        }
    }

    private static string Day(ReadOnlySpan<char> text) => text[..Math.Min(10, text.Length)].ToString();

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
            reading.Item, null, null, null, 1, HashOf(reading.Item, reading.Serial), isOutput));
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
            Draft.Objects.Add(new EventObject(reading.Item, reading.Lot, null, unit, quantity, UInt128.Zero, isOutput));
    }

    /// <summary>Serials are kept as half of a SHA-256: nobody can make two that are taken for one.</summary>
    private static UInt128 HashOf(string item, ReadOnlySpan<char> serial)
    {
        // A key that is no GTIN may be as long as any text; no key holds a slash.
        int length = item.Length + 1 + serial.Length;
        Span<char> text = length <= 256 ? stackalloc char[256] : new char[length];
        item.CopyTo(text);
        text[item.Length] = '/';
        serial.CopyTo(text[(item.Length + 1)..]);
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(MemoryMarshal.AsBytes(text[..length]), hash);
        return MemoryMarshal.Read<UInt128>(hash) | UInt128.One;
    }
}
