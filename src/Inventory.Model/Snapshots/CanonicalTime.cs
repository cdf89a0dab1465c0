using System.Text;

namespace Inventory.Model.Snapshots;

/// <summary>
/// RFC 3339 times with an offset, as canonical JSON holds them: <c>2026-11-22T14:03:00+09:00</c>, with milliseconds
/// only when they are not zero. Finer fractions are cut, for the platform's clock is in milliseconds.
/// </summary>
public static class CanonicalTime
{
    /// <summary>Longest canonical form in bytes.</summary>
    public const int LengthMax = 29;

    /// <summary>Writes the canonical form and returns its length; <paramref name="text"/> holds at least
    /// <see cref="LengthMax"/> bytes.</summary>
    public static int Format(DateTimeOffset time, Span<byte> text)
    {
        DateTime local = time.DateTime;
        (int year, int month, int day) = local;
        Two(text, year / 100);
        Two(text[2..], year % 100);
        Two(text[5..], month);
        Two(text[8..], day);
        Two(text[11..], local.Hour);
        Two(text[14..], local.Minute);
        Two(text[17..], local.Second);
        text[4] = text[7] = (byte)'-';
        text[10] = (byte)'T';
        text[13] = text[16] = (byte)':';
        int length = 19;
        if (local.Millisecond is > 0 and int ms)
        {
            text[19] = (byte)'.';
            text[20] = (byte)('0' + (ms / 100));
            Two(text[21..], ms % 100);
            length = 23;
        }

        int offset = (int)(time.Offset.Ticks / TimeSpan.TicksPerMinute);
        text[length] = (byte)(offset < 0 ? '-' : '+');
        Two(text[(length + 1)..], Math.Abs(offset) / 60);
        text[length + 3] = (byte)':';
        Two(text[(length + 4)..], Math.Abs(offset) % 60);
        return length + 6;
    }

    /// <summary>The canonical form as a string.</summary>
    public static string Format(DateTimeOffset time)
    {
        Span<byte> text = stackalloc byte[LengthMax];
        return Encoding.ASCII.GetString(text[..Format(time, text)]);
    }

    /// <summary>
    /// Reads an RFC 3339 time; false when it is not one, has no offset or does not exist. A leap second (<c>:60</c>) is
    /// refused.
    /// <paramref name="unixMs"/> is milliseconds since 1970 UTC, <paramref name="offsetMinutes"/> the stated offset.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out long unixMs, out int offsetMinutes)
    {
        unixMs = 0;
        offsetMinutes = 0;
        // yyyy-MM-ddTHH:mm:ss is 19 bytes, then an optional fraction, then Z or ±hh:mm.
        if (text.Length < 20 || text[4] != '-' || text[7] != '-' || (text[10] | 0x20) != 't' || text[13] != ':'
            || text[16] != ':')
            return false;
        if (!Digits(text[..4], out int year) || !Digits(text[5..7], out int month) || !Digits(text[8..10], out int day)
            || !Digits(text[11..13], out int hour) || !Digits(text[14..16], out int minute)
                || !Digits(text[17..19], out int second))
            return false;
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)
            || hour > 23 || minute > 59 || second > 59)
            return false;
        ReadOnlySpan<byte> rest = text[19..];
        if (!Fraction(ref rest, out int ms) || !Offset(rest, out offsetMinutes))
            return false;
        long ticks = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc).Ticks;
        unixMs = ((ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond) + ms - (offsetMinutes * 60_000L);
        return true;
    }

    /// <summary>Reads an RFC 3339 time as a <see cref="DateTimeOffset"/>; false where its UTC time lies outside the
    /// years 1 to 9999.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out DateTimeOffset time)
    {
        time = default;
        if (!TryParse(text, out long unixMs, out int offsetMinutes)
            || unixMs < DateTimeOffset.MinValue.ToUnixTimeMilliseconds() + 86_400_000
            || unixMs > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds() - 86_400_000)
            return false;
        time = DateTimeOffset.FromUnixTimeMilliseconds(unixMs).ToOffset(TimeSpan.FromMinutes(offsetMinutes));
        return true;
    }

    private static void Two(Span<byte> text, int value)
    {
        text[1] = (byte)('0' + (value % 10));
        text[0] = (byte)('0' + (value / 10));
    }

    private static bool Fraction(ref ReadOnlySpan<byte> rest, out int ms)
    {
        ms = 0;
        if (rest.IsEmpty || rest[0] != '.')
            return !rest.IsEmpty;
        int length = 1;
        int scale = 100;
        for (; length < rest.Length && rest[length] is >= (byte)'0' and <= (byte)'9'; length++)
        {
            ms += (rest[length] - '0') * scale;
            scale /= 10;
        }

        rest = rest[length..];
        return length > 1 && !rest.IsEmpty;
    }

    private static bool Offset(ReadOnlySpan<byte> text, out int minutes)
    {
        minutes = 0;
        if (text.Length == 1)
            return (text[0] | 0x20) == 'z';
        if (text.Length != 6 || text[0] is not ((byte)'+' or (byte)'-') || text[3] != ':'
            || !Digits(text[1..3], out int hour) || !Digits(text[4..6], out int minute) || hour > 14 || minute > 59)
            return false;
        minutes = (hour * 60) + minute;
        if (minutes > 14 * 60)
            return false;
        if (text[0] == '-')
            minutes = -minutes;
        return true;
    }

    /// <summary>Two or four digits.</summary>
    private static bool Digits(ReadOnlySpan<byte> text, out int value)
    {
        value = 0;
        foreach (byte digit in text)
        {
            if (digit is < (byte)'0' or > (byte)'9')
                return false;
            value = (value * 10) + (digit - '0');
        }

        return true;
    }
}
