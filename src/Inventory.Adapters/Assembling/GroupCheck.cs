using Inventory.Model.Registry;
using Inventory.Model.Rejections;
using Inventory.Model.Snapshots;

namespace Inventory.Adapters.Assembling;

/// <summary>
/// Validates the lines of one delivery, a location at a time, with the platform's validator. Of most lines it has said
/// all it can say when their kind was met first (<see cref="KindState"/>): what is left is a multiplication. All other
/// lines are shown to it one by one. Invariant: what is refused, warned of and kept is what the validator would say of
/// each line, in their order.
/// </summary>
internal sealed class GroupCheck(
    FeedProfile profile, StockRegistry registry, Delivery delivery, LineStore store, Findings findings)
{
    // As many odd lines are made whole at once.
    private const int OddMax = 512;

    // In place of the kind of a line that is to be taken out.
    private const int Refused = -1;

    private static readonly StockLine[] NoLines = [];

    private readonly SnapshotContext _context = new(registry, delivery.ReceivedAt)
    {
        AllowUnknownLocation = profile.UnknownLocation == "accept",
        OwnsLines = true,
    };

    private readonly List<StockLine> _odd = new(1);
    private readonly List<SourcePosition> _oddPlaces = new(1);
    private readonly List<int> _oddIndexes = [];
    private readonly List<Rejection> _refused = [];
    private readonly List<Warning> _warned = [];
    private int _time = -1;
    private bool _isTimeOdd;

    /// <summary>What the validator says of all lines of a kind, whatever their quantity; and the base units of
    /// one.</summary>
    public (KindState State, long Factor) StateOf(LineKind kind, LocationGroup group)
    {
        var line = new StockLine
        {
            Item = kind.Item,
            Unit = kind.Unit,
            Status = kind.Status,
            SaleState = kind.SaleState,
            Quantity = 1,
        };
        var warned = new List<Warning>();
        StockSnapshot? valid = SnapshotValidator.Validate(
            Draft(group, delivery.ReceivedAt) with { Lines = [line] }, null, _context, [], warned);
        if (valid is not null && valid.Lines[0].BaseQuantity is { } factor && warned.Count == 0)
            return (KindState.Resolved, factor);
        KindState state = valid is null || warned is not [{ Kind: var only }] ? KindState.Odd : only switch
        {
            "unknownItem" => KindState.UnknownItem,
            "unknownPack" => KindState.UnknownPack,
            _ => KindState.Odd,
        };
        return (state, 0);
    }

    /// <summary>Checks a location: what is refused is taken out of the group; false when nothing is left.</summary>
    public bool Check(LocationGroup group)
    {
        int stated = group.Count;
        if (!CheckHead(group))
        {
            findings.Reject(_refused, stated);
            return false;
        }

        long refused = 0;
        for (int i = 0; i < group.Count; i++)
        {
            int index = group.At(i);
            ref KeptLine line = ref store.Lines[index];
            LineKind kind = store.KindOf(line);
            if (IsPlain(line, kind, group))
            {
                if (kind.State != KindState.Resolved)
                    refused += WarnUnknown(line, kind, group);
                continue;
            }

            _oddIndexes.Add(index);
            if (_oddIndexes.Count == OddMax)
                refused += CheckOdd(group);
        }

        refused += CheckOdd(group);
        if (refused > 0)
            TakeOut(group);
        return group.Count > 0;
    }

    private bool CheckHead(LocationGroup group)
    {
        _refused.Clear();
        _warned.Clear();
        StockSnapshot? valid = SnapshotValidator.Validate(Draft(group, group.AsOf),
            [store.SourceOf(store.Lines[group.At(0)])], _context, _refused, _warned);
        foreach (Warning warning in _warned)
            findings.Warn(warning);
        return valid is not null;
    }

    /// <summary>A snapshot of the location without its lines, which the validator takes for a full one of an empty
    /// place.</summary>
    private StockSnapshot Draft(LocationGroup group, DateTimeOffset asOf) => new()
    {
        SnapshotId = "-",
        Sender = profile.Participant,
        Location = group.Location,
        Feed = profile.Id,
        AsOf = asOf,
        AsOfSource = group.AsOfSource,
        Scope = SnapshotScope.Full,
        Lines = NoLines,
    };

    private bool IsPlain(in KeptLine line, LineKind kind, LocationGroup group)
    {
        if (kind.State == KindState.Odd || line.Quantity < 0
            || (line.Rest != 0 && store.RestOf(line) is not { IsChecked: true, HoldsQuantity: false }))
            return false;
        bool fits = kind.State != KindState.Resolved
            || (Math.BigMul(line.Quantity, kind.Factor, out long low) == 0 && low >= 0);
        return fits && !(group.HasTimes && IsTimeOdd(line, group));
    }

    /// <summary>True when the line states a time of its own that the validator has something to say of.</summary>
    private bool IsTimeOdd(in KeptLine line, LocationGroup group)
    {
        if (line.AsOf != _time)
        {
            DateTimeOffset time = store.AsOfOf(line);
            DateTimeOffset now = delivery.ReceivedAt;
            // Nothing is said of a time of these weeks.
            _isTimeOdd = time > now || time < now.AddDays(1 - SnapshotValidator.OldAfterDays);
            _time = line.AsOf;
        }

        return _isTimeOdd && store.AsOfOf(line) != group.AsOf;
    }

    private long WarnUnknown(in KeptLine line, LineKind kind, LocationGroup group)
    {
        string warning = kind.State == KindState.UnknownItem ? "unknownItem" : "unknownPack";
        if (findings.Count(warning))
            return 0;
        // The first of its kind: what comes before it must have been told.
        long refused = CheckOdd(group);
        if (!findings.Count(warning))
        {
            findings.Warn(warning, store.SourceOf(line),
                kind.State == KindState.UnknownItem ? kind.Item.Value : kind.Unit);
        }

        return refused;
    }

    /// <summary>Shows the odd lines to the validator; how many it refused.</summary>
    private long CheckOdd(LocationGroup group)
    {
        if (_oddIndexes.Count == 0)
            return 0;
        _refused.Clear();
        _warned.Clear();
        _odd.Clear();
        _oddPlaces.Clear();
        for (int i = 0; i < _oddIndexes.Count; i++)
        {
            _odd.Add(store.Stated(store.Lines[_oddIndexes[i]], group.AsOf));
            _oddPlaces.Add(new SourcePosition(Line: i));
        }

        SnapshotValidator.Validate(
            Draft(group, delivery.ReceivedAt) with { Lines = _odd }, _oddPlaces, _context, _refused, _warned);
        foreach (Warning warning in _warned)
            findings.Warn(warning with { Source = PlaceOf(warning.Source) });
        int next = 0;
        for (int i = 0; i < _refused.Count; i++)
        {
            int at = (int)_refused[i].Source.Line;
            Keep(next, at, i);
            next = at + 1;
            _refused[i] = _refused[i] with { Source = PlaceOf(_refused[i].Source) };
            ref KeptLine line = ref store.Lines[_oddIndexes[at]];
            line = line with { Kind = Refused };
        }

        Keep(next, _oddIndexes.Count, _refused.Count);
        findings.Reject(_refused, _refused.Count);
        _oddIndexes.Clear();
        return _refused.Count;
    }

    /// <summary>The odd lines of this range are valid: the validator has left them in the list, moved up by as many
    /// as it had refused before.</summary>
    private void Keep(int from, int to, int refusedBefore)
    {
        for (int i = from; i < to; i++)
        {
            if (store.RestOf(store.Lines[_oddIndexes[i]]) is not { } rest)
                continue;
            rest.IsChecked = true;
            if (rest.HoldsQuantity)
                rest.BaseQuantity = _odd[i - refusedBefore].BaseQuantity;
        }
    }

    private SourcePosition PlaceOf(in SourcePosition odd) => store.SourceOf(store.Lines[_oddIndexes[(int)odd.Line]]);

    private void TakeOut(LocationGroup group)
    {
        int kept = 0;
        for (int i = 0; i < group.Count; i++)
        {
            KeptLine line = store.Lines[group.At(i)];
            if (line.Kind != Refused)
                store.Lines[group.At(kept++)] = line;
        }

        group.Count = kept;
        group.HasLost = true;
    }
}
