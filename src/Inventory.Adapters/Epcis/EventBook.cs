using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Inventory.Adapters.Mapping;
using Inventory.Model.Registry;
using Inventory.Model.Rejections;
using Inventory.Model.Snapshots;

namespace Inventory.Adapters.Epcis;

/// <summary>
/// The events of one delivery. A bad one refuses only itself. One that was there before (the same id; without one, the
/// same facts) counts once, and one that is declared in error not at all, wherever in the file the declaration stands.
/// </summary>
internal sealed class EventBook(FeedProfile profile, LineIntake intake, Delivery delivery)
{
    private readonly EpcisMapping _mapping = profile.Epcis ?? new EpcisMapping();
    private readonly CbvWords _words = new(profile.Epcis ?? new EpcisMapping());
    private readonly TextIds _ids = new();
    private readonly List<EventRecord> _byId = [];
    private readonly Dictionary<UInt128, EventRecord> _byFacts = [];
    private readonly Dictionary<string, string> _places = [];
    private readonly Dictionary<(EventType Type, string? Step, string? Action), StepEffect> _effects = [];
    private long _items;

    /// <summary>The events in file order, each once.</summary>
    public List<EventRecord> Events { get; } = [];

    /// <summary>Why the whole delivery is refused; null while it is not.</summary>
    public Rejection? Failure { get; private set; }

    public void Add(EventDraft draft)
    {
        if (Check(draft, out DateTimeOffset time) is { } fault)
        {
            intake.Refuse(fault.Source, fault.Field, fault.Value, fault.Reason);
            return;
        }

        for (int i = 0; i < draft.Unknown; i++)
            intake.AddUnknown();
        if (draft.IsDeclaredError)
            intake.Findings.Warn("errorDeclaration", draft.Source, draft.EventId.IsEmpty ? null : draft.EventId.ToString());
        StepEffect effect = EffectOf(draft);
        if (draft.Others > 0 && effect != StepEffect.None)
            intake.Findings.Warn("unknownQualifier", draft.Source, draft.FirstOther, draft.Others);
        if (Known(draft, time) is { } known)
        {
            known.IsWithdrawn |= draft.IsDeclaredError;
            return;
        }

        EventRecord added = Record(draft, time, effect);
        if (draft.EventId.IsEmpty)
            _byFacts.Add(HashOf(draft, time), added);
        else
            _byId.Add(added);
        Events.Add(added);
        _items += added.Objects.Length;
        if (Events.Count > EpcisLimits.EventsMax || _items > EpcisLimits.ItemsMax)
            Failure = new Rejection(draft.Source, "file", null, RejectionReason.TooManyLines);
    }

    /// <summary>The same event as it was met before: by its id; without one, by its facts.</summary>
    private EventRecord? Known(EventDraft draft, DateTimeOffset time)
    {
        if (draft.EventId.IsEmpty)
            return _byFacts.GetValueOrDefault(HashOf(draft, time));
        int id = _ids.Of(draft.EventId);
        return id <= _byId.Count ? _byId[id - 1] : null;
    }

    private EventRecord Record(EventDraft draft, DateTimeOffset time, StepEffect effect)
    {
        var objects = new EventObject[draft.Objects.Count];
        for (int i = 0; i < objects.Length; i++)
        {
            EventObject one = draft.Objects[i];
            // Master data is that of what the event brings into being.
            bool isNew = draft.Type == EventType.TransformationEvent ? one.IsOutput : effect != StepEffect.Out;
            objects[i] = isNew ? one with { Lot = one.Lot ?? draft.Lot, Expiry = draft.Expiry } : one;
        }

        string? place = draft.BizLocation ?? draft.ReadPoint;
        return new EventRecord
        {
            Source = draft.Source,
            Time = time,
            Type = draft.Type,
            Effect = effect,
            Disposition = draft.Disposition,
            // A read point alone does not say where the objects are afterwards, only where they came or went.
            Place = place is null || (effect == StepEffect.None && draft.BizLocation is null
                && draft.Type != EventType.TransformationEvent) ? null : PlaceOf(place),
            Objects = objects,
            IsWithdrawn = draft.IsDeclaredError,
        };
    }

    private StepEffect EffectOf(EventDraft draft)
    {
        (EventType, string?, string?) key = (draft.Type, draft.BizStep, draft.Action);
        if (_effects.TryGetValue(key, out StepEffect effect))
            return effect;
        effect = _words.EffectOf(draft.Type, draft.BizStep, draft.Action);
        if (_effects.Count < 256)
            _effects[key] = effect;
        return effect;
    }

    private string PlaceOf(string uri)
    {
        if (_places.TryGetValue(uri, out string? place))
            return place;
        place = _mapping.Locations.TryGetValue(uri, out string? own) ? own : EpcCodes.ReadPlace(uri);
        if (_places.Count < EpcisLimits.CellsMax)
            _places[uri] = place;
        return place;
    }

    private Rejection? Check(EventDraft draft, out DateTimeOffset time)
    {
        time = default;
        if (draft.Type == EventType.Unknown)
            return new Rejection(draft.Source, "type", Findings.Cut(draft.TypeText), RejectionReason.RecordInvalid);
        if (draft.Time is null)
            return new Rejection(draft.Source, "asOf", null, RejectionReason.AsOfMissing);
        if (!TryTime(draft.Time, draft.Zone, out time))
            return new Rejection(draft.Source, "asOf", Findings.Cut(draft.Time), RejectionReason.AsOfInvalid);
        if (time - delivery.ReceivedAt > TimeSpan.FromMilliseconds(SnapshotValidator.FutureToleranceMs))
            return new Rejection(draft.Source, "asOf", Findings.Cut(draft.Time), RejectionReason.AsOfInFuture);
        return draft.Fault;
    }

    /// <summary>A date and time of XML Schema; one without an offset is in the zone that the event states, which is
    /// else only information.</summary>
    private bool TryTime(string text, string? zone, out DateTimeOffset time)
    {
        time = default;
        if (text.Length < 16 || text[4] != '-' || text[10] != 'T')
            return false;
        int point = text.IndexOf('.', StringComparison.Ordinal);
        int end = point < 0 ? text.AsSpan(11).IndexOfAny('Z', '+', '-') + 11 : point + 1;
        while (point >= 0 && end < text.Length && char.IsAsciiDigit(text[end]))
            end++;
        if (point >= 0 && end - point > 8)
            text = string.Concat(text.AsSpan(0, point + 8), text.AsSpan(end));
        bool hasOffset = text.AsSpan(11).IndexOfAny('Z', '+', '-') >= 0;
        return intake.TryTime(hasOffset || zone is null ? text : text + zone, out time);
    }

    /// <summary>
    /// The key under which an event without an id is known: a hash of its facts in an order of their own, as the event
    /// hash of the core business vocabulary does it (of the facts that are read here, so it is not that hash).
    /// </summary>
    private static UInt128 HashOf(EventDraft draft, DateTimeOffset time)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{draft.Type}|{time.UtcTicks}|{draft.Action}|{Bare(draft.BizStep)}")
            .Append(CultureInfo.InvariantCulture, $"|{Bare(draft.Disposition)}|{draft.BizLocation}|{draft.ReadPoint}")
            .Append(CultureInfo.InvariantCulture, $"|{draft.ParentId}|{draft.Lot}|{draft.Expiry}|{draft.Others}|{draft.FirstOther}");
        string[] objects = new string[draft.Objects.Count];
        for (int i = 0; i < objects.Length; i++)
        {
            EventObject one = draft.Objects[i];
            objects[i] = string.Create(CultureInfo.InvariantCulture,
                $"{one.IsOutput}/{one.Item}/{one.Lot}/{one.Unit}/{one.Quantity / 1.0000000000000000000000000000m}/{one.Serial:x}");
        }

        Array.Sort(objects, StringComparer.Ordinal);
        return Hash(text.Append('|').AppendJoin('|', objects).ToString());
    }

    private static string Bare(string? word) => word is null ? string.Empty : CbvWords.Bare(word);

    private static UInt128 Hash(string text)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(MemoryMarshal.AsBytes(text.AsSpan()), hash);
        return MemoryMarshal.Read<UInt128>(hash);
    }
}
