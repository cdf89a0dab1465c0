namespace Inventory.Adapters.Paths;

/// <summary>Dates of XML Schema, which may carry a zone behind the day (2026-04-01Z, 2026-04-01+09:00).</summary>
internal static class XsdDate
{
    private const int DayLength = 10;

    /// <summary>The day without its zone; other texts as they are.</summary>
    public static ReadOnlySpan<char> WithoutZone(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        return HasZone(text) ? text[..DayLength] : text;
    }

    /// <summary>A day and a time of day as one text; the day's zone holds for a time that has none.</summary>
    public static string Join(ReadOnlySpan<char> day, ReadOnlySpan<char> time)
    {
        day = day.Trim();
        time = time.Trim();
        if (!HasZone(day))
            return $"{day} {time}";
        bool isZoned = time.EndsWith("Z") || (time.Length > 6 && time[^6] is '+' or '-' && time[^3] == ':');
        return isZoned ? $"{day[..DayLength]} {time}" : $"{day[..DayLength]} {time}{day[DayLength..]}";
    }

    private static bool HasZone(ReadOnlySpan<char> text)
    {
        if (text.Length < DayLength || text[4] != '-' || text[7] != '-')
            return false;
        return text[DayLength..] is ['Z'] or ['+' or '-', _, _, ':', _, _];
    }
}
