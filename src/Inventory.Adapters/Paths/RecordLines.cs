using System.Runtime.InteropServices;
using Inventory.Adapters.Mapping;
using Inventory.Adapters.Numbers;
using Inventory.Model.Registry;
using Inventory.Model.Rejections;
using Inventory.Model.Snapshots;

namespace Inventory.Adapters.Paths;

/// <summary>Makes stated lines of one record's values. Unknown, zero, a band and an error stay different
/// things.</summary>
internal sealed class RecordLines
{
    private static readonly int Gtin = PathFields.IndexOf("gtin");
    private static readonly int Item = PathFields.IndexOf("item");
    private static readonly int OwnItem = PathFields.IndexOf("ownItem");
    private static readonly int Location = PathFields.IndexOf("location");
    private static readonly int LocalLocation = PathFields.IndexOf("localLocation");
    private static readonly int LocationName = PathFields.IndexOf("locationName");
    private static readonly int Unit = PathFields.IndexOf("unit");
    private static readonly int Status = PathFields.IndexOf("status");
    private static readonly int SaleState = PathFields.IndexOf("saleState");
    private static readonly int Lot = PathFields.IndexOf("lot");
    private static readonly int Expiry = PathFields.IndexOf("expiry");
    private static readonly int Owner = PathFields.IndexOf("owner");
    private static readonly int AsOf = PathFields.IndexOf("asOf");

    private readonly FeedProfile _profile;
    private readonly PathMapping _mapping;
    private readonly Delivery _delivery;
    private readonly LineIntake _intake;
    private readonly RecordCases _cases;

    public RecordLines(FeedProfile profile, PathMapping mapping, Delivery delivery, LineIntake intake)
    {
        (_profile, _mapping, _delivery, _intake) = (profile, mapping, delivery, intake);
        _cases = new RecordCases(intake.Findings, x => TryTime(x, out DateTimeOffset time) ? time : null);
    }

    /// <summary>True when all slots of an alternative hold something.</summary>
    public static bool HasAll(int[] choice, Slot[] slots)
    {
        foreach (int slot in choice)
        {
            if (!slots[slot].HasValue && slots[slot].Kind != SlotKind.Content)
                return false;
        }

        return true;
    }

    /// <summary>The first alternative's text; null when there is none.</summary>
    public static string? Join(int[][] choices, Slot[] slots)
    {
        ReadOnlySpan<char> text = Pick(choices, slots);
        return text.IsEmpty ? null : text.ToString();
    }

    public bool TryTime(string text, out DateTimeOffset time) =>
        _intake.TryTime(XsdDate.WithoutZone(text), out time);

    /// <summary>True when the record says its as-of itself and the profile trusts it.</summary>
    public bool HasAsOf(RecordPlan plan, Slot[] slots) =>
        plan.Fields[AsOf] is { } choices && !Pick(choices, slots).IsEmpty && _profile.AsOfOrder.Contains("line");

    /// <summary>Takes a record; false when a case says that it is none of the profile's (what makes it one is not
    /// there).</summary>
    public bool Take(RecordPlan plan, Slot[] slots, in SourcePosition at)
    {
        var line = new StatedLine { Source = at };
        ReadFields(plan, slots, ref line);
        foreach (int slot in CollectionsMarshal.AsSpan(plan.Used))
        {
            if (slots[slot].IsBad)
            {
                _intake.Refuse(line, "record", slots[slot].Kind == SlotKind.Unreadable
                    ? RejectionReason.EncodingUnreadable : RejectionReason.RecordInvalid);
                return true;
            }
        }

        CaseOutcome outcome = default;
        if (plan.Cases.Count > 0)
            outcome = _cases.Of(plan, slots, at, RecordCases.NeedAsOf(plan) ? AsOfOf(line) : default);
        if (outcome.Decided is { } decided)
            TakeDecided(decided, slots, line);
        else
            TakeQuantities(plan, slots, ref line, outcome.Status);
        return outcome.Decided?.Case is not { Exists: false, Then: FeedProfile.Ignore };
    }

    /// <summary>
    /// True when the record's total came with its parts: then they stand for it, and the total only warns when it is
    /// not their sum.
    /// </summary>
    public bool TakeParts(
        RecordPlan plan, Slot[] slots, Slot[] replayed, HeldRecords held, in SourcePosition at)
    {
        decimal sum = 0;
        bool isAny = false;
        for (int record = plan.Node.HeldStart; record < held.Count; record++)
        {
            RecordPlan parts = held.PlanOf(record);
            if (parts.Around != plan)
                continue;
            isAny = true;
            held.CopyTo(record, replayed);
            if (Number(parts.Quantities[0], replayed) is { } part)
                sum += part;
        }

        if (isAny && Number(plan.Quantities[0], slots) is { } total && total != sum)
            _intake.Findings.Warn("partsMismatch", at with { Path = at.Path + plan.Quantities[0].Suffix }, $"{total} / {sum}");
        return isAny;
    }

    private static decimal? Number(QuantityPlan quantity, Slot[] slots)
    {
        // Sums of foreign numbers stay far inside what a decimal holds.
        Slot? slot = Find(quantity.Choices, slots, out _);
        return slot is not null && ExactNumber.Read(slot, out decimal value) == NumberReading.Number
            && Math.Abs(value) < 1_000_000_000_000_000m ? value : null;
    }

    private static void ReadFields(RecordPlan plan, Slot[] slots, ref StatedLine line)
    {
        line.Gtin = Pick(plan.Fields[Gtin], slots);
        line.LocalItem = Pick(plan.Fields[Item], slots);
        line.OwnItem = Pick(plan.Fields[OwnItem], slots);
        line.Location = Pick(plan.Fields[Location], slots);
        line.LocalLocation = Pick(plan.Fields[LocalLocation], slots);
        line.LocationName = Pick(plan.Fields[LocationName], slots);
        line.Unit = Pick(plan.Fields[Unit], slots);
        line.StatusWord = Pick(plan.Fields[Status], slots);
        line.SaleState = Pick(plan.Fields[SaleState], slots);
        line.Lot = Pick(plan.Fields[Lot], slots);
        if (plan.Fields[Expiry] is { } expiry)
            line.Expiry = XsdDate.WithoutZone(Pick(expiry, slots));
        line.Owner = Pick(plan.Fields[Owner], slots);
        if (plan.Fields[AsOf] is { } asOf)
            line.AsOf = XsdDate.WithoutZone(Pick(asOf, slots));
        // Japanese messages fill an unused GLN or GTIN with zeros, and put the partner's code beside it.
        if (IsZeros(line.Gtin))
            line.Gtin = default;
        if (IsZeros(line.Location) && (line.Location.Length == 13 || !line.LocalLocation.IsEmpty))
            line.Location = default;
    }

    private static bool IsZeros(ReadOnlySpan<char> text) => !text.IsEmpty && !text.Trim().ContainsAnyExcept('0');

    private static ReadOnlySpan<char> Pick(int[][]? choices, Slot[] slots) =>
        choices is null ? default : PickStated(choices, slots);

    private static ReadOnlySpan<char> PickStated(int[][] choices, Slot[] slots)
    {
        foreach (int[] choice in choices)
        {
            if (!HasAll(choice, slots))
                continue;
            if (choice.Length == 1)
                return slots[choice[0]].Text;
            string joined = XsdDate.Join(slots[choice[0]].Text, slots[choice[1]].Text);
            for (int i = 2; i < choice.Length; i++)
                joined += " " + slots[choice[i]].Text.Trim().ToString();
            return joined;
        }

        return default;
    }

    private static Slot? Find(int[][] choices, Slot[] slots, out bool isStated)
    {
        isStated = false;
        foreach (int[] choice in choices)
        {
            Slot slot = slots[choice[0]];
            if (slot.HasValue)
                return slot;
            isStated |= slot.Kind != SlotKind.Absent;
        }

        return null;
    }

    private DateTimeOffset AsOfOf(in StatedLine line)
    {
        if (!line.AsOf.IsEmpty && _intake.TryTime(line.AsOf, out DateTimeOffset time))
            return time;
        return _delivery.AsOf ?? _intake.HeaderAsOf ?? _delivery.ReceivedAt;
    }

    private void TakeDecided(CasePlan decided, Slot[] slots, in StatedLine line)
    {
        if (decided.Case.Then == PathCase.Unknown)
        {
            _intake.AddUnknown();
        }
        else if (decided.Case.Then == PathCase.Error)
        {
            StatedLine wrong = line;
            wrong.Source = line.Source with { Path = line.Source.Path + decided.Suffix };
            _intake.Refuse(wrong, "record", RejectionReason.SourceError, slots[decided.TextSlot].Text);
        }
    }

    private void TakeQuantities(RecordPlan plan, Slot[] slots, ref StatedLine record, StockStatus? status)
    {
        if (plan.Quantities.Count == 1)
        {
            // The record's own line serves: it is a large thing to copy.
            if (TakeQuantity(plan.Quantities[0], slots, ref record, status) is null or false)
                _intake.AddUnknown();
            return;
        }

        bool isAny = false;
        foreach (QuantityPlan quantity in plan.Quantities)
        {
            StatedLine line = record;
            bool? taken = TakeQuantity(quantity, slots, ref line, status);
            isAny |= taken is not null;
            if (taken == false)
                _intake.AddUnknown();
        }

        if (!isAny)
            _intake.AddUnknown();
    }

    /// <summary>Takes one quantity; false when what is stated is nothing, null when nothing is stated.</summary>
    private bool? TakeQuantity(QuantityPlan quantity, Slot[] slots, ref StatedLine line, StockStatus? status)
    {
        Slot? slot = Find(quantity.Choices, slots, out bool isStated);
        if (slot is null)
            return isStated ? false : null;
        line.Source = quantity.At(line.Source);
        if (quantity.Unit is not null)
            line.Unit = quantity.Unit;
        if (quantity.Item is not null)
        {
            line.Gtin = default;
            line.OwnItem = default;
            line.LocalItem = quantity.Item;
        }

        if ((status ?? quantity.Status) is { } known)
        {
            line.Status = known;
            line.StatusWord = default;
        }

        TakeNumber(quantity, slot, slots, ref line);
        return true;
    }

    private void TakeNumber(QuantityPlan quantity, Slot slot, Slot[] slots, ref StatedLine line)
    {
        line.Quantity = slot.Text;
        if (_mapping.Bands.Count > 0 && _mapping.Bands.TryGetValue(slot.Text.Trim().ToString(), out QuantityBand band))
        {
            line.Band = band;
            if (_profile.SaleStates.ContainsKey(slot.Text.Trim().ToString()))
                line.SaleState = slot.Text;
            _intake.Add(line);
            return;
        }

        NumberReading reading = ExactNumber.Read(slot, out decimal number);
        if (reading == NumberReading.Number)
        {
            line.Number = number;
            foreach (int minus in quantity.Minus)
            {
                if (!slots[minus].HasValue)
                    continue;
                if (ExactNumber.Read(slots[minus], out decimal part) != NumberReading.Number)
                {
                    line.Quantity = slots[minus].Text;
                    _intake.Refuse(line, "quantity", RejectionReason.QuantityInvalid, line.Quantity);
                    return;
                }

                line.Number -= part;
            }
        }
        else if (reading is NumberReading.OutOfRange or NumberReading.Invalid)
        {
            bool isRange = reading == NumberReading.OutOfRange;
            _intake.Refuse(line, "quantity", isRange
                ? RejectionReason.QuantityOutOfRange : RejectionReason.QuantityInvalid, slot.Text);
            return;
        }

        _intake.Add(line);
    }
}
