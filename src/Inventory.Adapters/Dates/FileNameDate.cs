using Inventory.Adapters.Text;

namespace Inventory.Adapters.Dates;

/// <summary>
/// Finds the one date in a file's name: <c>zaiko_20200303.csv</c>, <c>maskdata_2020-03-03_100240.csv</c>,
/// <c>在庫R2.3.3.csv</c>. Two different
/// dates tell nothing (a period?), and a year is demanded.
/// </summary>
internal static class FileNameDate
{
    private const int LengthMax = 255;

    public static bool TryFind(string fileName, out DateReading reading)
    {
        reading = default;
        string name = Path.GetFileNameWithoutExtension(fileName.Replace('\\', '/'));
        if (name.Length > LengthMax)
            return false;
        Span<char> folded = stackalloc char[LengthMax];
        ReadOnlySpan<char> text = folded[..TextWidth.Fold(name, folded)];
        bool isFound = false;
        for (int i = 0; i < text.Length; i++)
        {
            if (!CanBegin(text, i) || !TryReadAt(text, i, out DateReading found, out int end))
                continue;
            if (isFound && found != reading)
                return false;
            (reading, isFound, i) = (found, true, end - 1);
        }

        return isFound;
    }

    /// <summary>A number or era letter begins only where the one before has ended.</summary>
    private static bool CanBegin(ReadOnlySpan<char> text, int at) =>
        at == 0 || (char.IsAsciiDigit(text[at])
            ? !char.IsAsciiDigit(text[at - 1]) : !char.IsAsciiLetterOrDigit(text[at - 1]));

    private static bool TryReadAt(ReadOnlySpan<char> text, int at, out DateReading reading, out int end)
    {
        var cursor = new DateCursor(text) { Position = at };
        bool isDay = cursor.TryDay(reference: null, out DateOnly day, out TimeSpan? time);
        end = cursor.Position;
        reading = new DateReading(day, time, null);
        if (!isDay || time is not null)
            return isDay;
        if (cursor.Take('_') || cursor.Take('-') || cursor.Take('T') || cursor.Take(' '))
        {
            int digits = cursor.DigitsAhead();
            if (digits is 4 or 6 && cursor.TryDigits(digits, digits, out int clock)
                && TryClock(digits == 4 ? clock * 100 : clock, out TimeSpan stated))
            {
                reading = reading with { Time = stated };
                end = cursor.Position;
            }
        }

        return true;
    }

    private static bool TryClock(int clock, out TimeSpan time)
    {
        (int hour, int minute, int second) = (clock / 10000, clock / 100 % 100, clock % 100);
        time = new TimeSpan(hour, minute, second);
        return hour < 30 && minute < 60 && second < 60;
    }
}
