using System.Runtime.InteropServices;

namespace Inventory.Adapters.Edi;

/// <summary>
/// Decides which quantities of one item are levels that stand beside each other. A total and its parts never both
/// count: parts with places of their own do, else the total; packages and lots do not split a stated total; a series
/// of balances counts once, by its last; of several on-hand codes of a place one counts; a physical total loses what is
/// committed or damaged.
/// </summary>
internal sealed class EdiLevels
{
    private readonly Dictionary<(int Place, int Rule), Tally> _tallies = [];
    private readonly Dictionary<int, OnHand> _places = [];
    private readonly Dictionary<int, decimal> _placed = [];
    private bool _isMismatch;

    /// <summary>Marks what does not count and corrects totals; true when parts did not add up to their
    /// total.</summary>
    public bool Resolve(EdiItem item)
    {
        Span<EdiEntry> entries = item.Entries;
        _isMismatch = false;
        foreach (ref EdiEntry entry in entries)
            entry.IsDropped = !entry.IsLevel;
        // Most items state one quantity.
        if (entries.Length == 1)
            return false;
        DropWholes(entries);
        DropUnplaced(entries);
        DropRepeated(item, entries);
        KeepOneOnHand(entries);
        TakePartsOff(item, entries);
        return _isMismatch;
    }

    /// <summary>Schedules and store quantities by place replace the quantity they split.</summary>
    private void DropWholes(Span<EdiEntry> entries)
    {
        int whole = -1;
        decimal sum = 0;
        for (int i = 0; i <= entries.Length; i++)
        {
            int of = i < entries.Length ? entries[i].Whole - 1 : -1;
            if (of != whole && whole >= 0)
            {
                _isMismatch |= !entries[whole].IsBlank && !entries[whole].IsWrong && entries[whole].Number != sum;
                entries[whole].IsDropped = true;
                sum = 0;
            }

            whole = of;
            if (of >= 0)
                sum += entries[i].Number;
        }
    }

    /// <summary>Where quantities of a code have places of their own, one without is their total.</summary>
    private void DropUnplaced(Span<EdiEntry> entries)
    {
        _placed.Clear();
        foreach (ref readonly EdiEntry part in entries)
        {
            if (!part.IsDropped && part.Place.IsStated)
                CollectionsMarshal.GetValueRefOrAddDefault(_placed, part.Rule!.Index, out _) += part.Number;
        }

        foreach (ref EdiEntry total in entries)
        {
            if (total.IsDropped || total.Place.IsStated || !_placed.TryGetValue(total.Rule!.Index, out decimal sum))
                continue;
            total.IsDropped = true;
            _isMismatch |= sum != total.Number;
        }
    }

    private void DropRepeated(EdiItem item, Span<EdiEntry> entries)
    {
        _tallies.Clear();
        for (int i = 0; i < entries.Length; i++)
        {
            ref EdiEntry entry = ref entries[i];
            if (entry.IsDropped || entry.Whole > 0)
                continue;
            ref Tally tally = ref CollectionsMarshal.GetValueRefOrAddDefault(
                _tallies, (entry.PlaceId, entry.Rule!.Index), out _);
            tally.Count(item, entries, i);
        }

        for (int i = 0; i < entries.Length; i++)
        {
            ref EdiEntry entry = ref entries[i];
            if (entry.IsDropped || entry.Whole > 0
                || !_tallies.TryGetValue((entry.PlaceId, entry.Rule!.Index), out Tally tally))
                continue;
            if (entry.IsBalance)
                entry.IsDropped = i != tally.LastBalance - 1;
            else if (entry.IsSplit)
                entry.IsDropped = tally.Plain > 0;
            else if (i != tally.First - 1 && tally.IsFirstTheSum)
                entry.IsDropped = true;
        }

        foreach (Tally tally in _tallies.Values)
            _isMismatch |= tally.Plain == 1 && tally.Splits > 0 && tally.FirstNumber != tally.SplitSum;
    }

    private void KeepOneOnHand(Span<EdiEntry> entries)
    {
        _places.Clear();
        foreach (ref readonly EdiEntry entry in entries)
        {
            if (entry.IsDropped || !entry.Rule!.IsOnHand || entry.Status is not null)
                continue;
            ref OnHand place = ref CollectionsMarshal.GetValueRefOrAddDefault(_places, entry.PlaceId, out bool isKnown);
            place.Rank = isKnown ? Math.Min(place.Rank, entry.Rule.Rank) : entry.Rule.Rank;
        }

        for (int i = 0; i < entries.Length; i++)
        {
            ref EdiEntry entry = ref entries[i];
            if (entry.IsDropped || !entry.Rule!.IsOnHand || entry.Status is not null)
                continue;
            ref OnHand place = ref CollectionsMarshal.GetValueRefOrNullRef(_places, entry.PlaceId);
            entry.IsDropped = entry.Rule.Rank != place.Rank;
            if (!entry.IsDropped && entry.Rule.Kind == QuantityKind.Total)
                (place.Total, place.Totals) = (i, place.Totals + 1);
        }
    }

    /// <summary>Only where a place has one total, in the unit of its parts: else which total holds them is not
    /// known.</summary>
    private void TakePartsOff(EdiItem item, Span<EdiEntry> entries)
    {
        foreach (ref readonly EdiEntry part in entries)
        {
            if (part.IsDropped || part.IsBlank || !part.Rule!.IsPartOfTotal || part.Status is not null
                || !_places.TryGetValue(part.PlaceId, out OnHand place) || place.Totals != 1)
                continue;
            ref EdiEntry total = ref entries[place.Total];
            if (!total.IsBlank && item.Of(total.Unit).SequenceEqual(item.Of(part.Unit)))
                total.Number -= part.Number;
        }
    }

    private struct OnHand
    {
        public int Rank;
        public int Total;
        public int Totals;
    }

    /// <summary>What one code says of one place. Indexes count from 1; 0 is none.</summary>
    private struct Tally
    {
        public int Plain;
        public int Splits;
        public int First;
        public int LastBalance;
        public decimal FirstNumber;
        public decimal RestSum;
        public decimal SplitSum;

        /// <summary>A total, followed by what it is made of, under one code: at least two parts that add
        /// up.</summary>
        public readonly bool IsFirstTheSum => Plain > 2 && FirstNumber == RestSum && FirstNumber != 0;

        public void Count(EdiItem item, Span<EdiEntry> entries, int index)
        {
            ref readonly EdiEntry entry = ref entries[index];
            if (entry.IsBalance)
            {
                // The last of the newest time; times of one form compare as texts.
                if (LastBalance == 0
                    || item.Of(entry.AsOf).SequenceCompareTo(item.Of(entries[LastBalance - 1].AsOf)) >= 0)
                    LastBalance = index + 1;
                return;
            }

            if (entry.IsSplit)
            {
                SplitSum += entry.Number;
                Splits++;
                return;
            }

            if (Plain++ == 0)
                (First, FirstNumber) = (index + 1, entry.Number);
            else
                RestSum += entry.Number;
        }
    }
}
