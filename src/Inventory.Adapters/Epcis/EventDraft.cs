using Inventory.Model.Rejections;

namespace Inventory.Adapters.Epcis;

/// <summary>One event while it is read: texts as sent, identifiers already read. Used again for the next one.</summary>
internal sealed class EventDraft
{
    public SourcePosition Source { get; set; }

    public EventType Type { get; set; }

    public string? TypeText { get; set; }

    public string? Time { get; set; }

    public string? Zone { get; set; }

    public string? EventId { get; set; }

    public string? Action { get; set; }

    public string? BizStep { get; set; }

    public string? Disposition { get; set; }

    public string? BizLocation { get; set; }

    public string? ReadPoint { get; set; }

    public string? ParentId { get; set; }

    public string? Lot { get; set; }

    public string? Expiry { get; set; }

    public bool IsDeclaredError { get; set; }

    /// <summary>The first thing wrong with it; null while nothing is.</summary>
    public Rejection? Fault { get; set; }

    /// <summary>Quantities whose number is not stated.</summary>
    public int Unknown { get; set; }

    /// <summary>Objects that are no trade items, and the first of them.</summary>
    public int Others { get; set; }

    public string? FirstOther { get; set; }

    public List<EventObject> Objects { get; } = [];

    public void Clear(in SourcePosition source)
    {
        Source = source;
        Type = EventType.Unknown;
        TypeText = Time = Zone = EventId = Action = BizStep = Disposition = BizLocation = ReadPoint = ParentId = null;
        Lot = Expiry = FirstOther = null;
        IsDeclaredError = false;
        Fault = null;
        Unknown = Others = 0;
        Objects.Clear();
    }
}
