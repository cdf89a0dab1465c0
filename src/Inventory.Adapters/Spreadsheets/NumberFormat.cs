using System.Globalization;

namespace Inventory.Adapters.Spreadsheets;

/// <summary>What a number format makes of a number, as far as it changes what the number says.</summary>
internal enum NumberKind
{
    /// <summary>A number; separators, colours and places after the point do not change it.</summary>
    Plain,

    /// <summary>A serial day, with or without a time of day.</summary>
    Date,

    /// <summary>A code with leading zeros.</summary>
    Padded,
}

/// <summary>A number format, reduced to what it means.</summary>
/// <param name="Kind">What it makes of a number.</param>
/// <param name="Digits">Least digits of a padded code.</param>
internal readonly record struct NumberFormat(NumberKind Kind, int Digits)
{
    private const int DigitsMax = 32;

    /// <summary>The format of a built-in id; those from 27 on are dates in East Asian versions of Excel.</summary>
    public static NumberFormat BuiltIn(int id) =>
        id is (>= 14 and <= 22) or (>= 27 and <= 36) or (>= 45 and <= 47) or (>= 50 and <= 58)
            ? new NumberFormat(NumberKind.Date, 0) : default;

    /// <summary>Reads a format code: only its first section, which is that of positive numbers.</summary>
    public static NumberFormat Of(ReadOnlySpan<char> code)
    {
        int zeros = 0;
        bool isOther = false;
        for (int i = 0; i < code.Length && code[i] != ';'; i++)
        {
            switch (code[i])
            {
                case '"':
                    i = Jump(code, i, '"');
                    isOther = true;
                    break;
                case '[':
                    int end = Jump(code, i, ']');
                    // [h], [mm] and [ss] are lapsed time; all else in brackets is colour, condition or language.
                    if (code[(i + 1)..end].TrimStart("hmsHMS").IsEmpty && end > i + 1)
                        return new NumberFormat(NumberKind.Date, 0);
                    i = end;
                    break;
                case '\\' or '_' or '*':
                    i++;
                    isOther = true;
                    break;
                case '0':
                    zeros++;
                    break;
                case '@':
                    break;
                case 'G' when code[i..].StartsWith("General", StringComparison.Ordinal):
                    return default;
                case 'E' when i + 1 < code.Length && code[i + 1] is '+' or '-':
                    return default;
                case 'y' or 'Y' or 'm' or 'M' or 'd' or 'D' or 'h' or 'H' or 's' or 'S' or 'e' or 'g' or 'r' or 'b':
                    return new NumberFormat(NumberKind.Date, 0);
                default:
                    isOther = true;
                    break;
            }
        }

        return zeros is >= 2 and <= DigitsMax && !isOther ? new NumberFormat(NumberKind.Padded, zeros) : default;
    }

    /// <summary>The number as text in this format.</summary>
    public string Text(double number, bool is1904) => Kind switch
    {
        NumberKind.Date when SerialDay.Text(number, is1904) is { } date => date,
        NumberKind.Padded when number >= 0 && number < 1e15 && Math.Floor(number) == number =>
            ((long)number).ToString(CultureInfo.InvariantCulture).PadLeft(Digits, '0'),
        _ => Plain(number),
    };

    /// <summary>A number with the 15 digits that Excel keeps and shows, without exponent.</summary>
    private static string Plain(double number) =>
        double.IsFinite(number) && Math.Abs(number) < 1e21
            ? new decimal(number).ToString("0.############################", CultureInfo.InvariantCulture)
            : number.ToString("R", CultureInfo.InvariantCulture);

    private static int Jump(ReadOnlySpan<char> code, int from, char end)
    {
        int length = code[(from + 1)..].IndexOf(end);
        return length < 0 ? code.Length - 1 : from + 1 + length;
    }
}
