using Inventory.Model.Rejections;

namespace Inventory.Adapters.Paths;

/// <summary>
/// Records that are read but wait for a fact that stands behind them, in file order: a time at the document's end, the
/// item around a list of its parts. Only the texts that are used are kept, in one buffer. Not thread safe.
/// </summary>
internal sealed class HeldRecords
{
    private readonly List<Held> _records = [];
    private readonly List<Value> _values = [];
    private char[] _text = new char[1024];
    private int _length;

    public int Count => _records.Count;

    /// <summary>False when more is held than any delivery may make wait.</summary>
    public bool Fits => _length <= PathLimits.HeldCharactersMax && _records.Count <= PathLimits.LinesMax;

    public RecordPlan PlanOf(int record) => _records[record].Plan;

    public SourcePosition SourceOf(int record) => _records[record].Source;

    public SlotKind KindOf(int record, int used) => _values[_records[record].First + used].Kind;

    public void Add(RecordPlan plan, Slot[] slots, in SourcePosition source)
    {
        _records.Add(new Held(plan, source, _values.Count));
        foreach (int slot in plan.Used)
            _values.Add(Keep(slots[slot]));
    }

    /// <summary>Fills in what a level around the records from <paramref name="from"/> on told after them.</summary>
    public void Fill(int from, PathNode scope, Slot[] slots)
    {
        var kept = new Dictionary<int, Value>();
        for (int record = from; record < _records.Count; record++)
        {
            Held held = _records[record];
            for (int used = 0; used < held.Plan.Used.Count; used++)
            {
                int slot = held.Plan.Used[used];
                if (_values[held.First + used].Kind != SlotKind.Absent || slots[slot].Kind == SlotKind.Absent
                    || !held.Plan.Outer.TryGetValue(slot, out PathNode? around) || around != scope)
                    continue;
                if (!kept.TryGetValue(slot, out Value value))
                    kept[slot] = value = Keep(slots[slot]);
                _values[held.First + used] = value;
            }
        }
    }

    /// <summary>Puts a record's values into slots.</summary>
    public void CopyTo(int record, Slot[] slots)
    {
        Held held = _records[record];
        for (int used = 0; used < held.Plan.Used.Count; used++)
        {
            Value value = _values[held.First + used];
            Slot slot = slots[held.Plan.Used[used]];
            if (value.Kind is SlotKind.Text or SlotKind.Number)
                slot.Set(value.Kind, _text.AsSpan(value.Start, value.Length));
            else
                slot.Mark(value.Kind);
        }
    }

    public void Clear()
    {
        _records.Clear();
        _values.Clear();
        _length = 0;
    }

    private Value Keep(Slot slot)
    {
        ReadOnlySpan<char> text = slot.Text;
        if (_text.Length - _length < text.Length)
            Array.Resize(ref _text, Math.Max(_text.Length * 2, _length + text.Length));
        text.CopyTo(_text.AsSpan(_length));
        _length += text.Length;
        return new Value(slot.Kind, _length - text.Length, text.Length);
    }

    private readonly record struct Held(RecordPlan Plan, SourcePosition Source, int First);

    private readonly record struct Value(SlotKind Kind, int Start, int Length);
}
