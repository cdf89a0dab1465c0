using Inventory.Model.Rejections;

namespace Inventory.Adapters.Epcis;

/// <summary>One event while it is read: texts as sent, identifiers already read. Used again for the next one.</summary>
internal sealed class EventDraft
{
    private char[] _eventId = new char[128];
    private int _eventIdLength;

    public SourcePosition Source { get; set; }

    public EventType Type { get; set; }

    public string? TypeText { get; set; }

    public string? Time { get; set; }

    public string? Zone { get; set; }

    /// <summary>Its id; empty when it has none.</summary>
    public ReadOnlySpan<char> EventId => _eventId.AsSpan(0, _eventIdLength);

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

    /// <summary>Keeps the id until the next event: ids are long and all differ.</summary>
    public void SetEventId(ReadOnlySpan<char> text)
    {
        if (_eventId.Length < text.Length)
            _eventId = new char[text.Length * 2];
        text.CopyTo(_eventId);
        _eventIdLength = text.Length;
    }

    public void Clear(in SourcePosition source)
    {
        Source = source;
        Type = EventType.Unknown;
        TypeText = Time = Zone = Action = BizStep = Disposition = BizLocation = ReadPoint = ParentId = null;
        Lot = Expiry = FirstOther = null;
        IsDeclaredError = false;
        Fault = null;
        Unknown = Others = _eventIdLength = 0;
        Objects.Clear();
    }
}
