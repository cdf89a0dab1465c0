namespace Inventory.Adapters.Dates;

/// <summary>Days that exist.</summary>
internal static class Calendar
{
    private const string Weekdays = "日月火水木金土";

    /// <summary>The day; false when the month or day does not exist or the year is no year of a stock file.</summary>
    public static bool TryDay(int year, int month, int day, out DateOnly date)
    {
        date = default;
        if (year is < 1868 or > 2200 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return false;
        date = new DateOnly(year, month, day);
        return true;
    }

    /// <summary>The day without a year that lies nearest to <paramref name="reference"/>: a stock file speaks of
    /// about now.</summary>
    public static bool TryNearest(int month, int day, DateOnly reference, out DateOnly date)
    {
        date = default;
        int distance = int.MaxValue;
        for (int year = reference.Year - 1; year <= reference.Year + 1; year++)
        {
            if (!TryDay(year, month, day, out DateOnly candidate))
                continue;
            int away = Math.Abs(candidate.DayNumber - reference.DayNumber);
            if (away < distance)
                (date, distance) = (candidate, away);
        }

        return distance < int.MaxValue;
    }

    /// <summary>The weekday a kanji stands for; false when it stands for none.</summary>
    public static bool TryWeekday(char kanji, out DayOfWeek weekday)
    {
        int index = Weekdays.IndexOf(kanji);
        weekday = (DayOfWeek)Math.Max(0, index);
        return index >= 0;
    }
}
