using System.Globalization;

namespace Inventory.Adapters.Spreadsheets;

/// <summary>Days as spreadsheets count them: from 1900 with a 29 February 1900 that never was, or from 1904.</summary>
internal static class SerialDay
{
    private const int LeapDay = 60;
    private const int SecondsOfDay = 86_400;

    /// <summary>The last day of the year 9999.</summary>
    private const double DayMax = 2_958_466;

    private static readonly DateTime Epoch1900 = new(1899, 12, 30);
    private static readonly DateTime Epoch1904 = new(1904, 1, 1);

    /// <summary>A serial number as <c>yyyy-MM-dd</c>, <c>yyyy-MM-dd HH:mm:ss</c> or <c>HH:mm:ss</c>; null when it is no
    /// date. The day that never was is written as it stands, and is refused where a date is read.</summary>
    public static string? Text(double serial, bool is1904)
    {
        if (serial is not (>= 0 and < DayMax))
            return null;
        double rounded = Math.Round(serial * SecondsOfDay);
        var day = (long)(rounded / SecondsOfDay);
        var seconds = (long)(rounded - ((double)day * SecondsOfDay));
        if (day == 0 && !is1904)
            return TimeSpan.FromSeconds(seconds).ToString("c", CultureInfo.InvariantCulture);
        string time = seconds == 0 ? string.Empty : TimeSpan.FromSeconds(seconds).ToString("' 'hh':'mm':'ss",
            CultureInfo.InvariantCulture);
        if (day == LeapDay && !is1904)
            return "1900-02-29" + time;
        DateTime epoch = is1904 ? Epoch1904 : Epoch1900;
        long shift = !is1904 && day < LeapDay ? 1 : 0;
        if (day + shift > (DateTime.MaxValue - epoch).TotalDays)
            return null;
        return epoch.AddDays(day + shift).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + time;
    }
}
