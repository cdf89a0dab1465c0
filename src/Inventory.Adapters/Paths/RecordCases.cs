using System.Globalization;
using Inventory.Model.Registry;
using Inventory.Model.Rejections;
using Inventory.Model.Snapshots;

namespace Inventory.Adapters.Paths;

/// <summary>Looks at a record's cases, in the profile's order: the first that says ignore, unknown or error decides;
/// the first that names a status gives it.</summary>
internal sealed class RecordCases(Findings findings, Func<string, DateTimeOffset?> readTime)
{
    /// <summary>True when a case of the record looks at its as-of.</summary>
    public static bool NeedAsOf(RecordPlan plan)
    {
        foreach (CasePlan one in plan.Cases)
        {
            if (one.Case.AfterAsOf)
                return true;
        }

        return false;
    }

    public CaseOutcome Of(RecordPlan plan, Slot[] slots, in SourcePosition at, DateTimeOffset asOf)
    {
        StockStatus? status = null;
        foreach (CasePlan one in plan.Cases)
        {
            if (!IsMet(one.Case, slots[one.Slot], asOf))
                continue;
            if (one.Case.Warning is { } warning)
                findings.Warn(warning, at with { Path = at.Path + one.Suffix }, slots[one.Slot].Text.ToString());
            if (one.Status is null)
                return new CaseOutcome(one, null);
            status ??= one.Status;
        }

        return new CaseOutcome(null, status);
    }

    private bool IsMet(PathCase test, Slot slot, DateTimeOffset asOf)
    {
        if (test.Exists is { } exists)
            return exists == (slot.HasValue || slot.Kind == SlotKind.Content);
        if (!slot.HasValue)
            return false;
        ReadOnlySpan<char> text = slot.Text.Trim();
        if (test.Is.Count > 0)
            return IsOneOf(text, test.Is);
        if (test.IsNot.Count > 0)
            return !IsOneOf(text, test.IsNot);
        if (test.AtLeast is { } least)
        {
            return decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out decimal number)
                && number >= least;
        }

        return test.AfterAsOf && IsAfter(text, asOf);
    }

    private static bool IsOneOf(ReadOnlySpan<char> text, IReadOnlyList<string> words)
    {
        foreach (string word in words)
        {
            if (text.Equals(word, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    /// <summary>A day alone is after the as-of only when it is a later day.</summary>
    private bool IsAfter(ReadOnlySpan<char> text, DateTimeOffset asOf)
    {
        string day = XsdDate.WithoutZone(text).ToString();
        if (readTime(day) is not { } time)
            return false;
        DateTimeOffset known = asOf.ToOffset(time.Offset);
        return day.Contains(':', StringComparison.Ordinal) ? time > known : time.Date > known.Date;
    }
}
