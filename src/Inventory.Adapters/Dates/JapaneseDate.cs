using Inventory.Adapters.Text;

namespace Inventory.Adapters.Dates;

/// <summary>
/// Reads dates as Japanese business files write them: 2020/4/1, 2020-04-01T09:05:00+09:00, 20200401, 2020年4月1日 9時5分,
/// 令和2年4月1日, R2.4.1, 05/16(木) (the nearest year, the weekday checked), hours up to 29:59, any width. A day that does
/// not exist is no date.
/// </summary>
internal static class JapaneseDate
{
    private const int LengthMax = 64;

    /// <summary>Reads a cell that holds a date and nothing else; <paramref name="reference"/> is about now.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, DateOnly? reference, out DateReading reading)
    {
        reading = default;
        text = text.Trim();
        if (text.Length is 0 or > LengthMax)
            return false;
        Span<char> folded = stackalloc char[LengthMax];
        var cursor = new DateCursor(folded[..TextWidth.Fold(text, folded)]);
        if (!cursor.TryDay(reference, out DateOnly day, out TimeSpan? time) || !cursor.TryWeekday(day))
            return false;
        TimeSpan? offset = null;
        if (time is null && !cursor.IsEnd)
        {
            int before = cursor.Position;
            if (!cursor.Take('T'))
                cursor.SkipBlanks();
            if (cursor.TryTime(out TimeSpan stated))
                time = stated;
            else
                cursor.Position = before;
        }

        if (time is not null && !cursor.TryOffset(out offset))
            return false;
        cursor.SkipBlanks();
        if (!cursor.TakeWord("現在"))
            cursor.TakeWord("時点");
        reading = new DateReading(day, time, offset);
        return cursor.IsEnd;
    }
}
