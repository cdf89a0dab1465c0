using Inventory.Engine.Columns;
using Inventory.Model.Identifiers;
using Inventory.Model.Registry;
using Inventory.Model.Snapshots;

namespace Inventory.Engine;

/// <summary>What is known cell by cell and reporter by reporter; the caller has checked who asks.</summary>
public sealed partial class StockEngine
{
    /// <summary>The live cells of a location; empty when it never reported. The caller has checked who asks.</summary>
    public IReadOnlyList<CellFact> Cells(LocationId location)
    {
        var facts = new List<CellFact>();
        int index = _locations.Find(location.Value);
        if (index >= 0)
            AddCells(index, 0, int.MaxValue, facts);
        return facts;
    }

    /// <summary>
    /// The live cells of a participant's locations, or all when null, from a position on; at most
    /// <paramref name="countMax"/>.
    /// </summary>
    public IReadOnlyList<CellFact> Cells(ParticipantId? participant, int skip, int countMax)
    {
        var facts = new List<CellFact>();
        for (int i = 0; i < _locations.Count && facts.Count < countMax; i++)
        {
            ref readonly LocationState location = ref StateOf(i);
            if (participant is { } owner && location.Facts.Participant != owner.Value)
                continue;
            if (skip < location.Range.Count)
                AddCells(i, Math.Max(0, skip), countMax - facts.Count, facts);
            skip = Math.Max(0, skip - location.Range.Count);
        }

        return facts;
    }

    /// <summary>The known quantity of one cell in base units; false when none is known. The caller has checked who
    /// asks.</summary>
    public bool TryQuantity(LocationId location, string item, StockStatus status, out long quantity)
    {
        quantity = 0;
        int index = _locations.Find(location.Value);
        int known = index < 0 ? -1 : _items.Ids.Find(item);
        if (known < 0)
            return false;
        Partition partition = _partitions[_places[index].Partition];
        ref readonly LocationState state = ref StateOf(index);
        int at = partition.Cells.Keys(state.Range).BinarySearch((known << 2) | (int)status);
        if (at < 0 || (partition.Cells.States(state.Range)[at] & CellFlags.HasQuantity) == 0)
            return false;
        quantity = partition.Cells.Quantities(state.Range)[at];
        return true;
    }

    /// <summary>Expected, fresh, stale and silent reporters by participant, tier and prefecture.</summary>
    public IReadOnlyList<CoverageRow> Coverage()
    {
        var rows = new Dictionary<(string Participant, int Tier, int Prefecture), CoverageRow>();
        foreach (Location known in _registry.Registry.Locations.Values)
        {
            int index = _locations.Find(known.Id.Value);
            Cover(rows, _registry.FactsOf(known), index);
        }

        for (int i = 0; i < _locations.Count; i++)
        {
            // An unregistered location is expected as long as something of it is known.
            ref readonly LocationState location = ref StateOf(i);
            if (location.Range.Count > 0 && !_registry.Registry.Locations.ContainsKey(_locations.Text(i)))
                Cover(rows, location.Facts, i);
        }

        return [.. rows.OrderBy(x => x.Key.Participant, StringComparer.Ordinal)
            .ThenBy(x => x.Key.Tier).ThenBy(x => x.Key.Prefecture).Select(x => x.Value)];
    }

    private void Cover(
        Dictionary<(string Participant, int Tier, int Prefecture), CoverageRow> rows,
        Levels.LocationFacts facts, int index)
    {
        var key = (facts.Participant, facts.Tier, facts.Prefecture);
        CoverageRow row = rows.GetValueOrDefault(key)
            ?? new CoverageRow(facts.Participant, (Tier)facts.Tier, facts.Prefecture, 0, 0, 0, 0, null);
        row = row with { Expected = row.Expected + 1 };
        if (index < 0)
        {
            rows[key] = row with { Silent = row.Silent + 1 };
            return;
        }

        ref readonly LocationState location = ref StateOf(index);
        DateTimeOffset asOf = DateTimeOffset.FromUnixTimeMilliseconds(location.NewestAsOfMs);
        rows[key] = row with
        {
            Fresh = row.Fresh + (location.IsFresh ? 1 : 0),
            Stale = row.Stale + (location.IsFresh ? 0 : 1),
            NewestAsOf = row.NewestAsOf is { } newest && newest > asOf ? newest : asOf,
        };
    }

    private ref readonly LocationState StateOf(int location) =>
        ref _partitions[_places[location].Partition].Location(_places[location].Local);

    private void AddCells(int index, int skip, int countMax, List<CellFact> facts)
    {
        int end = StateOf(index).Range.Count;
        for (int i = skip; i < end && i - skip < countMax; i++)
            facts.Add(FactAt(index, i));
    }

    private CellFact FactAt(int index, int at)
    {
        Place place = _places[index];
        Partition partition = _partitions[place.Partition];
        ref readonly LocationState location = ref partition.Location(place.Local);
        int key = partition.Cells.Keys(location.Range)[at];
        byte state = partition.Cells.States(location.Range)[at];
        int category = _items.Category(key >> 2);
        Category? known = category < 0 ? null : _registry.Registry.Categories[category];
        bool hasQuantity = known is not null && (state & CellFlags.HasQuantity) != 0;
        CellBand? band = (state & CellFlags.HasBand) != 0 ? partition.Band(place.Local, key) : null;
        return new CellFact(
            _locations.Text(index), _items.Ids.Text(key >> 2), (StockStatus)(key & 3), known?.Id,
            hasQuantity ? partition.Cells.Quantities(location.Range)[at] : null, known?.BaseUnit,
            band?.Min, band is { Max: >= 0 } closed ? closed.Max : null, CellFlags.Sale(state),
            DateTimeOffset.FromUnixTimeMilliseconds(partition.Cells.AsOfs(location.Range)[at]), !location.IsFresh);
    }
}
