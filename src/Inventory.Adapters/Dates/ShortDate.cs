using Inventory.Adapters.Text;

namespace Inventory.Adapters.Dates;

/// <summary>
/// Reads the dates whose year has two digits or an era left out: 200401 (yymmdd of a host), 2.4.1 (令和 left out),
/// 20/4/1. Only where a date is known to stand, and only when of all the ways to take it exactly one is about now;
/// else it is no date, for a wrong one must not be read silently.
/// </summary>
internal static class ShortDate
{
    private const int LengthMax = 32;

    // About now: a stock file is at most about a year old (a western and a 令和 year of two digits lie 18 apart), and
    // a clock may be some days ahead; what lies in the future is refused later on.
    private const int BackDays = 400;
    private const int AheadDays = 5;

    /// <summary>Reads a cell that holds such a date, a time behind it or not, and nothing else.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, DateOnly reference, out DateReading reading)
    {
        reading = default;
        text = text.Trim();
        if (text.Length is 0 or > LengthMax)
            return false;
        Span<char> folded = stackalloc char[LengthMax];
        var cursor = new DateCursor(folded[..TextWidth.Fold(text, folded)]);
        if (!TryReadAt(ref cursor, reference, out DateOnly day) || !cursor.TryWeekday(day))
            return false;
        cursor.SkipBlanks();
        TimeSpan? time = null;
        if (!cursor.IsEnd && cursor.TryTime(out TimeSpan stated))
            time = stated;
        reading = new DateReading(day, time, null);
        return cursor.IsEnd;
    }

    /// <summary>Reads such a date where the cursor stands.</summary>
    public static bool TryReadAt(ref DateCursor cursor, DateOnly reference, out DateOnly day)
    {
        day = default;
        if (cursor.DigitsAhead() == 6)
        {
            cursor.TryDigits(6, 6, out int all);
            return TryOne([.. Candidates(all / 10000, all / 100 % 100, all % 100)], reference, out day);
        }

        if (!cursor.TryDigits(1, 2, out int first))
            return false;
        char separator = cursor.Take('.') ? '.' : cursor.Take('/') ? '/' : cursor.Take('-') ? '-' : '\0';
        if (separator == '\0' || !cursor.TryDigits(1, 2, out int second) || !cursor.Take(separator)
            || !cursor.TryDigits(1, 2, out int third))
            return false;
        List<DateOnly> candidates = Candidates(first, second, third);
        if (separator != '.')
        {
            // With these separators other countries write the year last.
            AddWestern(candidates, third, first, second);
            AddWestern(candidates, third, second, first);
        }

        return TryOne(candidates, reference, out day);
    }

    private static List<DateOnly> Candidates(int year, int month, int day)
    {
        var candidates = new List<DateOnly>();
        AddWestern(candidates, year, month, day);
        foreach (Era era in Era.All)
        {
            if (era.TryDay(year, month, day, out DateOnly date))
                candidates.Add(date);
        }

        return candidates;
    }

    private static void AddWestern(List<DateOnly> candidates, int year, int month, int day)
    {
        if (Calendar.TryDay(2000 + year, month, day, out DateOnly date))
            candidates.Add(date);
    }

    private static bool TryOne(List<DateOnly> candidates, DateOnly reference, out DateOnly day)
    {
        day = default;
        foreach (DateOnly candidate in candidates)
        {
            int days = candidate.DayNumber - reference.DayNumber;
            if (days is < -BackDays or > AheadDays || candidate == day)
                continue;
            if (day != default)
                return false;
            day = candidate;
        }

        return day != default;
    }
}
