using System.Globalization;
using System.Runtime.InteropServices;
using Inventory.Adapters.Gs1;
using Inventory.Adapters.Mapping;
using Inventory.Model.Registry;
using Inventory.Model.Rejections;
using Inventory.Model.Snapshots;

namespace Inventory.Adapters.Epcis;

/// <summary>
/// Turns events, in the order of their times, into levels: a stock-taking sets the level of what it lists, movements
/// change it, a cycle count checks it. Invariants: a serial is at one place at most; what was never counted has no
/// level. Non-goals: what happened in former deliveries, what is inside a logistic unit.
/// </summary>
internal sealed class StockLedger(EpcisMapping mapping, Gs1Dispositions dispositions, LineIntake intake)
{
    private static readonly StockStatus[] Leaving = [StockStatus.OnHand, StockStatus.Allocated, StockStatus.OnHold];

    private readonly bool _opensAtZero = mapping.Opening == EpcisMapping.Zero;
    private readonly Dictionary<StockKey, StockCell> _cells = [];
    private readonly List<StockCell> _order = [];
    private readonly HashSet<(string Place, string Item)> _counted = [];
    private SerialPlace[] _serials = new SerialPlace[1024];
    private readonly Dictionary<StockKey, decimal> _checked = [];
    private EventRecord _event = null!;
    private StockStatus? _status;
    private bool _isUsed;
    private bool _isMoving;

    /// <summary>Why the whole delivery is refused; null when it is not.</summary>
    public Rejection? Failure { get; private set; }

    /// <summary>Applies all events and states the levels.</summary>
    public void Apply(List<EventRecord> events)
    {
        long unused = 0;
        SourcePosition first = default;
        foreach (EventRecord one in InOrder(events))
        {
            if (one.IsWithdrawn)
                continue;
            _event = one;
            (_isUsed, _isMoving) = (false, false);
            _status = StatusOf(one);
            foreach (EventObject item in one.Objects)
                Take(item);
            if (one.Effect == StepEffect.Check)
                Compare();
            if (_isMoving && !_isUsed && unused++ == 0)
                first = one.Source;
            if (_cells.Count > EpcisLimits.CellsMax)
            {
                Failure = new Rejection(one.Source, "file", null, RejectionReason.TooManyLines);
                return;
            }
        }

        int lines = State();
        if (unused > 0)
            intake.Findings.Warn("movementsOnly", first, count: unused);
        else if (lines == 0 && events.Count > 0)
            intake.Findings.Warn("movementsOnly", events[0].Source, count: events.Count);
    }

    /// <summary>The events by their times; those of one time in the order of the file.</summary>
    private static EventRecord[] InOrder(List<EventRecord> events)
    {
        EventRecord[] ordered = [.. events];
        long[] times = new long[ordered.Length];
        int[] places = new int[ordered.Length];
        for (int i = 0; i < ordered.Length; i++)
            (times[i], places[i]) = (ordered[i].Time.UtcTicks, i);
        Array.Sort(times, places);
        for (int from = 0, to; from < times.Length; from = to)
        {
            for (to = from + 1; to < times.Length && times[to] == times[from];)
                to++;
            places.AsSpan(from, to - from).Sort();
        }

        for (int i = 0; i < places.Length; i++)
            ordered[i] = events[places[i]];
        return ordered;
    }

    /// <summary>States every level; how many there are.</summary>
    private int State()
    {
        int lines = 0;
        foreach (StockCell cell in _order)
        {
            if (!cell.IsStated)
                continue;
            lines++;
            bool isGtin = cell.Key.Item.Length == 14 && cell.Key.Item.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0;
            intake.Add(new StatedLine
            {
                Source = cell.Source,
                Location = cell.Key.Place,
                Gtin = isGtin ? cell.Key.Item : null,
                LocalItem = isGtin ? null : cell.Key.Item,
                Number = cell.Level,
                // The standard: no unit means pieces.
                Unit = cell.Key.Unit ?? "EA",
                StatusWord = WireNames.Of(cell.Key.Status),
                Lot = cell.Key.Lot,
                Expiry = cell.Expiry,
                AsOfTime = cell.ChangedAt,
                AsOfSource = AsOfSource.Line,
            });
        }

        return lines;
    }

    /// <summary>The status of the objects after the event; null when they are then no stock.</summary>
    private StockStatus? StatusOf(EventRecord one)
    {
        if (one.Disposition is null)
            return StockStatus.OnHand;
        string? name = dispositions.Find(one.Disposition);
        // What left, or was never here, needs no status.
        if (name is null && one.Objects.Length > 0 && one.Effect != StepEffect.Out)
            intake.Findings.Warn("unknownQualifier", one.Source, one.Disposition);
        return name is not null && WireNames.TryParse(name, out StockStatus status) ? status : null;
    }

    private void Take(in EventObject item)
    {
        StepEffect effect = _event.Effect;
        if (_event.Type == EventType.TransformationEvent)
            effect = item.IsOutput ? StepEffect.In : StepEffect.Out;
        switch (effect)
        {
            case StepEffect.Count:
                Count(item);
                break;
            case StepEffect.Check when _event.Place is { } place && _status is { } status:
                var key = new StockKey(place, item.Item, item.Lot, item.Unit, status);
                CollectionsMarshal.GetValueRefOrAddDefault(_checked, key, out _) += item.Quantity;
                break;
            case StepEffect.In or StepEffect.Out or StepEffect.None when item.Serial != 0:
                MoveSerial(item, effect);
                break;
            case StepEffect.In or StepEffect.Out:
                MoveQuantity(item, effect);
                break;
        }
    }

    private void Count(in EventObject item)
    {
        _isMoving = true;
        if (_event.Place is not { } place || _status is not { } status)
            return;
        StockCell cell = Cell(new StockKey(place, item.Item, item.Lot, item.Unit, status));
        _counted.Add((place, item.Item));
        // Events of one time are parts of one count.
        if (cell.CountedAt != _event.Time)
        {
            cell.CountedAt = _event.Time;
            cell.Level = 0;
            cell.Counts++;
        }

        cell.IsStated = true;
        if (item.Serial == 0 || !IsAt(item.Serial, cell))
            Change(cell, item.Quantity, item.Expiry);
        if (item.Serial == 0)
            return;
        // It was thought to be elsewhere.
        ref SerialPlace was = ref PlaceOf(item.Serial);
        if (was.Cell is { } old && old != cell && was.Counts == old.Counts)
            Change(old, -1, null);
        was = new SerialPlace(true, cell, cell.Counts);
    }

    private bool IsAt(int serial, StockCell cell)
    {
        ref SerialPlace at = ref PlaceOf(serial);
        return at.Cell == cell && at.Counts == cell.Counts;
    }

    /// <summary>Where a serial was last; serials are numbered without gaps.</summary>
    private ref SerialPlace PlaceOf(int serial)
    {
        if (serial >= _serials.Length)
            Array.Resize(ref _serials, Math.Max(serial + 1, _serials.Length * 2));
        return ref _serials[serial];
    }

    private void MoveSerial(in EventObject item, StepEffect effect)
    {
        ref SerialPlace was = ref PlaceOf(item.Serial);
        bool isKnown = was.IsKnown;
        StockCell? from = isKnown && was.Cell is { } cell && was.Counts == cell.Counts ? was.Cell : null;
        bool leaves = effect == StepEffect.Out || (_status is null && effect == StepEffect.None);
        if (leaves)
        {
            // A second sign that it left changes nothing.
            bool isGone = isKnown && was.Cell is null;
            if (from is null && !isGone && effect == StepEffect.Out && _event.Place is { } here)
                from = LeavingCell(here, item);
            Change(from, -1, null);
            was = new SerialPlace(true, null, 0);
            return;
        }

        if (_event.Place is not { } place)
        {
            _isMoving |= effect == StepEffect.In;
            if (effect == StepEffect.In)
                intake.Findings.Warn("unknownLocationOfEvent", _event.Source);
            return;
        }

        if (_status is not { } status)
            return;
        bool keepsStatus = _event.Disposition is null && from is not null;
        StockCell to = Cell(new StockKey(
            place, item.Item, item.Lot ?? from?.Key.Lot, item.Unit, keepsStatus ? from!.Key.Status : status));
        if (to == from)
        {
            Change(to, 0, item.Expiry);
            return;
        }

        Change(from, -1, null);
        // One that nobody knew is among those counted here, unless it has just come.
        if (from is not null || effect == StepEffect.In)
            Change(to, 1, item.Expiry ?? from?.Expiry);
        was = new SerialPlace(true, to, to.Counts);
    }

    private void MoveQuantity(in EventObject item, StepEffect effect)
    {
        if (_event.Place is not { } place)
        {
            _isMoving = true;
            intake.Findings.Warn("unknownLocationOfEvent", _event.Source);
        }
        else if (effect == StepEffect.Out)
        {
            Change(LeavingCell(place, item), -item.Quantity, null);
        }
        else if (_status is { } status)
        {
            Change(Cell(new StockKey(place, item.Item, item.Lot, item.Unit, status)), item.Quantity, item.Expiry);
        }
    }

    /// <summary>The level that goods leave from: the disposition says what they are afterwards, not what they
    /// were.</summary>
    private StockCell LeavingCell(string place, in EventObject item)
    {
        foreach (StockStatus status in Leaving)
        {
            var key = new StockKey(place, item.Item, item.Lot, item.Unit, status);
            if (_cells.TryGetValue(key, out StockCell? cell) && cell.IsStated)
                return cell;
        }

        return Cell(new StockKey(place, item.Item, item.Lot, item.Unit, StockStatus.OnHand));
    }

    private StockCell Cell(StockKey key)
    {
        if (!_cells.TryGetValue(key, out StockCell? cell))
        {
            _cells[key] = cell = new StockCell(key);
            _order.Add(cell);
        }

        return cell;
    }

    private void Change(StockCell? cell, decimal by, string? expiry)
    {
        _isMoving |= by != 0;
        if (cell is null)
            return;
        if (!cell.IsStated && !_opensAtZero && !_counted.Contains((cell.Key.Place, cell.Key.Item)))
            return;
        _isUsed = true;
        cell.IsStated = true;
        cell.Level += by;
        cell.Expiry = expiry ?? cell.Expiry;
        (cell.ChangedAt, cell.Source) = (_event.Time, _event.Source);
    }

    /// <summary>Compares a cycle count with the running sums: a difference is told and changes nothing.</summary>
    private void Compare()
    {
        foreach ((StockKey key, decimal counted) in _checked)
        {
            _isMoving = true;
            if (!_cells.TryGetValue(key, out StockCell? cell) || !cell.IsStated)
                continue;
            _isUsed = true;
            if (cell.Level != counted)
            {
                intake.Findings.Warn("countMismatch", _event.Source, string.Create(
                    CultureInfo.InvariantCulture, $"{key.Item}: {counted} / {cell.Level}"));
            }
        }

        _checked.Clear();
    }

    /// <summary>Where a serial was seen last: no cell when it left.</summary>
    private readonly record struct SerialPlace(bool IsKnown, StockCell? Cell, int Counts);
}
