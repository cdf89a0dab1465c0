namespace Inventory.Adapters.Dates;

/// <summary>
/// Reads dates and times from folded text, from left to right. Each method moves only when it succeeds wholly, or
/// the whole reading is given up by its caller. Forms whose parts could be taken in two ways (1/2/20, 200401) are no
/// dates here: nothing is guessed.
/// </summary>
internal ref struct DateCursor(ReadOnlySpan<char> text)
{
    private readonly ReadOnlySpan<char> _text = text;

    public int Position { get; set; }

    public readonly bool IsEnd => Position >= _text.Length;

    private readonly ReadOnlySpan<char> Rest => _text[Position..];

    private readonly char Next => IsEnd ? '\0' : _text[Position];

    /// <summary>Reads a day in any known form; <paramref name="reference"/> gives the year where none is stated,
    /// unless it is null.</summary>
    public bool TryDay(DateOnly? reference, out DateOnly day, out TimeSpan? time)
    {
        time = null;
        if (Era.At(Rest, out int length) is { } era)
        {
            Position += length;
            SkipBlanks();
            int year = 1;
            if (!Take('元') && !TryDigits(1, 2, out year))
                return Fail(out day);
            return TryMonthAndDay(out int month, out int date)
                && era.TryDay(year, month, date, out day) || Fail(out day);
        }

        int digits = DigitsAhead();
        return digits switch
        {
            4 => TryDigits(4, 4, out int year) && TryMonthAndDay(out int month, out int date)
                && Calendar.TryDay(year, month, date, out day) || Fail(out day),
            8 or 12 or 14 => TryCompact(digits, out day, out time),
            1 or 2 when reference is { } near => TryWithoutYear(near, out day),
            _ => Fail(out day),
        };
    }

    /// <summary>Reads <c>(木)</c> or <c>（木曜日）</c>; false when it is there and is not the day's weekday.</summary>
    public bool TryWeekday(DateOnly day)
    {
        int start = Position;
        SkipBlanks();
        if (!Take('('))
        {
            Position = start;
            return true;
        }

        if (!Calendar.TryWeekday(Next, out DayOfWeek weekday))
            return false;
        Position++;
        if (Take('曜'))
            Take('日');
        return Take(')') && weekday == day.DayOfWeek;
    }

    /// <summary>Reads a time of day: 9:05, 09:05:30.5, 9時5分, 午後3時, 25:30.</summary>
    public bool TryTime(out TimeSpan time)
    {
        time = default;
        bool isAfternoon = TakeWord("午後");
        bool isHalf = isAfternoon || TakeWord("午前");
        SkipBlanks();
        if (!TryDigits(1, 2, out int hour) || hour > (isHalf ? 12 : 29))
            return false;
        if (isHalf)
            hour = (hour % 12) + (isAfternoon ? 12 : 0);
        int minute = 0;
        int second = 0;
        long ticks = 0;
        if (Take('時'))
        {
            if (TryDigits(1, 2, out minute) && !Take('分'))
                return false;
            if (TryDigits(1, 2, out second) && !Take('秒'))
                return false;
        }
        else
        {
            if (!Take(':') || !TryDigits(2, 2, out minute))
                return false;
            if (Take(':') && (!TryDigits(2, 2, out second) || !TryFraction(out ticks)))
                return false;
        }

        time = new TimeSpan(hour, minute, second) + TimeSpan.FromTicks(ticks);
        return minute < 60 && second < 60;
    }

    /// <summary>Reads an offset when there is one; false when there is one that cannot be.</summary>
    public bool TryOffset(out TimeSpan? offset)
    {
        offset = null;
        if (Take('Z') || Take('z'))
        {
            offset = TimeSpan.Zero;
            return true;
        }

        if (Next is not ('+' or '-'))
            return true;
        int sign = Next == '-' ? -1 : 1;
        Position++;
        int hours;
        int minutes;
        if (TryDigits(4, 4, out int both))
            (hours, minutes) = (both / 100, both % 100);
        else if (!TryDigits(2, 2, out hours) || !Take(':') || !TryDigits(2, 2, out minutes))
            return false;
        if (minutes > 59 || (hours * 60) + minutes > 14 * 60)
            return false;
        offset = TimeSpan.FromMinutes(sign * ((hours * 60) + minutes));
        return true;
    }

    public void SkipBlanks()
    {
        while (Next is ' ' or '\t')
            Position++;
    }

    public bool Take(char c)
    {
        if (Next != c || IsEnd)
            return false;
        Position++;
        return true;
    }

    public bool TakeWord(ReadOnlySpan<char> word)
    {
        if (!Rest.StartsWith(word))
            return false;
        Position += word.Length;
        return true;
    }

    public readonly int DigitsAhead()
    {
        int i = Position;
        while (i < _text.Length && char.IsAsciiDigit(_text[i]))
            i++;
        return i - Position;
    }

    /// <summary>Reads a whole run of digits of a length within the bounds.</summary>
    public bool TryDigits(int min, int max, out int value)
    {
        value = 0;
        int digits = DigitsAhead();
        if (digits < min || digits > max)
            return false;
        TakeDigits(digits, out value);
        return true;
    }

    private bool TryMonthAndDay(out int month, out int day)
    {
        month = 0;
        day = 0;
        char separator = Next;
        if (separator is not ('/' or '-' or '.' or '_' or '年'))
            return false;
        Position++;
        SkipBlanks();
        if (!TryDigits(1, 2, out month) || !Take(separator == '年' ? '月' : separator))
            return false;
        SkipBlanks();
        return TryDigits(1, 2, out day) && (separator != '年' || Take('日'));
    }

    private bool TryCompact(int digits, out DateOnly day, out TimeSpan? time)
    {
        time = null;
        TakeDigits(4, out int year);
        TakeDigits(2, out int month);
        TakeDigits(2, out int date);
        if (digits > 8)
        {
            TakeDigits(2, out int hour);
            TakeDigits(2, out int minute);
            int second = 0;
            if (digits == 14)
                TakeDigits(2, out second);
            if (hour > 29 || minute > 59 || second > 59)
                return Fail(out day);
            time = new TimeSpan(hour, minute, second);
        }

        return Calendar.TryDay(year, month, date, out day);
    }

    private bool TryWithoutYear(DateOnly reference, out DateOnly day)
    {
        if (!TryDigits(1, 2, out int month))
            return Fail(out day);
        bool isKanji = Take('月');
        if ((!isKanji && !Take('/')) || !TryDigits(1, 2, out int date) || (isKanji && !Take('日')) || Next == '/')
            return Fail(out day);
        return Calendar.TryNearest(month, date, reference, out day);
    }

    private bool TryFraction(out long ticks)
    {
        ticks = 0;
        if (!Take('.'))
            return true;
        int digits = DigitsAhead();
        if (digits == 0)
            return false;
        // Finer than a millisecond is cut: the platform's clock has no more.
        TakeDigits(Math.Min(digits, 3), out int value);
        Position += Math.Max(0, digits - 3);
        for (int i = digits; i < 3; i++)
            value *= 10;
        ticks = value * TimeSpan.TicksPerMillisecond;
        return true;
    }

    private void TakeDigits(int count, out int value)
    {
        value = 0;
        for (int i = 0; i < count; i++)
            value = (value * 10) + _text[Position++] - '0';
    }

    private static bool Fail(out DateOnly day)
    {
        day = default;
        return false;
    }
}
