using System.Globalization;
using System.Text;

namespace Inventory.Adapters.Edi;

/// <summary>Turns EDI dates into the forms that the platform's date reader knows.</summary>
internal static class EdiTime
{
    /// <summary>Two-digit years below this are of this century. EDI began in the 1980s.</summary>
    private const int CenturyTurn = 80;

    /// <summary>Reads an EDIFACT date (2380) in its format (2379); of a period its end. Null when it is no
    /// date.</summary>
    public static string? Edifact(ReadOnlySpan<char> value, ReadOnlySpan<char> format)
    {
        string text = value.ToString().Replace("-", string.Empty, StringComparison.Ordinal);
        return format switch
        {
            "" or "102" or "203" or "204" => text.Length is 8 or 12 or 14 ? Digits(text) : null,
            "101" => text.Length == 6 ? Digits(Century(text)) : null,
            "201" => text.Length == 10 ? Digits(Century(text)) : null,
            "202" => text.Length == 12 ? Digits(Century(text)) : null,
            "2" => text.Length == 6 ? Digits(Century(text[4..] + text[2..4] + text[..2])) : null,
            "3" => text.Length == 6 ? Digits(Century(text[4..] + text[..4])) : null,
            "711" or "718" => text.Length == 16 ? Digits(text[8..]) : null,
            "719" => text.Length == 24 ? Digits(text[12..]) : null,
            "713" => text.Length == 20 ? Digits(Century(text[10..])) : null,
            "717" => text.Length == 12 ? Digits(Century(text[6..])) : null,
            "205" or "303" => Zoned(value, 12),
            "208" or "304" => Zoned(value, 14),
            _ => null,
        };
    }

    /// <summary>Reads an X12 date (6 or 8 digits) and time (4, 6 or 8) with its time code. Null when they are
    /// none.</summary>
    public static string? X12(ReadOnlySpan<char> date, ReadOnlySpan<char> time, ReadOnlySpan<char> code)
    {
        string day = date.Length == 6 ? Century(date.ToString()) : date.ToString();
        if (day.Length != 8 || Digits(day) is null)
            return null;
        if (time.IsEmpty)
            return day;
        if (time.Length is not (4 or 6 or 7 or 8) || Digits(time.ToString()) is null)
            return null;
        string whole = day + time[..Math.Min(time.Length, 6)].ToString();
        return X12Offset(code, day) is { } offset ? WithOffset(whole, offset) : whole;
    }

    private static string? Digits(string text) => text.AsSpan().ContainsAnyExceptInRange('0', '9') ? null : text;

    private static string Century(string text) =>
        int.TryParse(text.AsSpan(0, 2), NumberStyles.None, CultureInfo.InvariantCulture, out int year)
            && year >= CenturyTurn
            ? "19" + text : "20" + text;

    private static string? Zoned(ReadOnlySpan<char> value, int length)
    {
        if (value.Length <= length || Digits(value[..length].ToString()) is not { } digits)
            return null;
        ReadOnlySpan<char> zone = value[length..].Trim();
        TimeSpan? offset = zone switch
        {
            "UTC" or "GMT" or "Z" or "WET" => TimeSpan.Zero,
            "CET" or "MEZ" or "BST" => TimeSpan.FromHours(1),
            "CES" or "MES" or "EET" => TimeSpan.FromHours(2),
            "JST" or "KST" => TimeSpan.FromHours(9),
            ['+' or '-', ..] => Signed(zone),
            _ => null,
        };
        return offset is { } known ? WithOffset(digits, known) : null;
    }

    private static TimeSpan? Signed(ReadOnlySpan<char> zone)
    {
        ReadOnlySpan<char> digits = zone[1..];
        if (digits.Length is not (2 or 4) || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture,
            out int number))
            return null;
        int minutes = digits.Length == 2 ? number * 60 : (number / 100 * 60) + (number % 100);
        return minutes > 14 * 60 ? null : TimeSpan.FromMinutes(zone[0] == '-' ? -minutes : minutes);
    }

    private static string WithOffset(string digits, TimeSpan offset)
    {
        var text = new StringBuilder(25);
        text.Append(digits.AsSpan(0, 4)).Append('-').Append(digits.AsSpan(4, 2)).Append('-').Append(digits.AsSpan(6, 2))
            .Append('T').Append(digits.AsSpan(8, 2)).Append(':').Append(digits.AsSpan(10, 2));
        if (digits.Length == 14)
            text.Append(':').Append(digits.AsSpan(12, 2));
        text.Append(offset < TimeSpan.Zero ? '-' : '+');
        return text.Append(offset.Duration().ToString(@"hh\:mm", CultureInfo.InvariantCulture)).ToString();
    }

    /// <summary>Time codes of X12 element 623; null for local time and those without one meaning, which are the
    /// profile's zone.</summary>
    private static TimeSpan? X12Offset(ReadOnlySpan<char> code, string day)
    {
        if (code.Length != 2)
            return null;
        if (int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            && number is >= 1 and <= 24)
            return TimeSpan.FromHours(number <= 12 ? number : number - 25);
        int? hours = code switch
        {
            "GM" or "UT" or "Z " => 0,
            "AS" => -4,
            "AD" => -3,
            "ES" => -5,
            "ED" => -4,
            "CS" => -6,
            "CD" => -5,
            "MS" => -7,
            "MD" => -6,
            "PS" => -8,
            "PD" => -7,
            "HS" => -10,
            "ET" => IsSummer(day) ? -4 : -5,
            "CT" => IsSummer(day) ? -5 : -6,
            "MT" => IsSummer(day) ? -6 : -7,
            "PT" => IsSummer(day) ? -7 : -8,
            _ => null,
        };
        return hours is { } known ? TimeSpan.FromHours(known) : null;
    }

    /// <summary>Summer time in the United States since 2007: second Sunday of March to first Sunday of
    /// November.</summary>
    private static bool IsSummer(string day)
    {
        if (!DateOnly.TryParseExact(day, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date))
            return false;
        var march = new DateOnly(date.Year, 3, 8);
        var november = new DateOnly(date.Year, 11, 1);
        DateOnly start = march.AddDays((7 - (int)march.DayOfWeek) % 7);
        DateOnly end = november.AddDays((7 - (int)november.DayOfWeek) % 7);
        return date >= start && date < end;
    }
}
