using System.Globalization;

namespace Inventory.Adapters.FixedWidth;

/// <summary>Dates and times without separators, made into a form that the date reader takes. Years of two digits are
/// Western and of this century: these records state stock, not history.</summary>
internal static class RecordDates
{
    /// <summary>Longest text that is written.</summary>
    public const int LengthMax = 64;

    /// <summary>Writes <c>yyyy-MM-dd HH:mm:ss</c> (the time only when there is one) into <paramref name="text"/>; 0
    /// when there is no day, -1 when the texts are no date.</summary>
    public static int Write(
        ReadOnlySpan<char> day, string dayForm, ReadOnlySpan<char> time, string timeForm, Span<char> text)
    {
        if (day.IsEmpty || !day.ContainsAnyExcept('0'))
            return 0;
        int length;
        if (dayForm is "text")
        {
            if (day.Length > LengthMax - 16)
                return -1;
            day.CopyTo(text);
            length = day.Length;
        }
        else
        {
            bool isShort = dayForm == "yymmdd";
            if (day.Length != (isShort ? 6 : 8) || day.ContainsAnyExceptInRange('0', '9'))
                return -1;
            text.TryWrite(CultureInfo.InvariantCulture,
                $"{(isShort ? "20" : string.Empty)}{day[..^4]}-{day[^4..^2]}-{day[^2..]}", out length);
        }

        if (time.IsEmpty)
            return length;
        int digits = timeForm == "hhmm" ? 4 : 6;
        if (time.Length != digits || time.ContainsAnyExceptInRange('0', '9'))
            return -1;
        ReadOnlySpan<char> seconds = digits == 6 ? time[4..] : "00";
        text[length..].TryWrite(CultureInfo.InvariantCulture, $" {time[..2]}:{time[2..4]}:{seconds}", out int added);
        return length + added;
    }
}
