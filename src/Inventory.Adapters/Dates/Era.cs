namespace Inventory.Adapters.Dates;

/// <summary>
/// A Japanese era. The table is written out, because the calendar of the runtime follows the machine's updates and
/// one file must be read alike everywhere. A year counted past the end of an era is read (forms printed before a change
/// are used up), one before its first day
/// never existed.
/// </summary>
internal sealed record Era(string Name, char Letter, DateOnly First)
{
    internal static readonly Era[] All =
    [
        new("令和", 'R', new DateOnly(2019, 5, 1)),
        new("平成", 'H', new DateOnly(1989, 1, 8)),
        new("昭和", 'S', new DateOnly(1926, 12, 25)),
        new("大正", 'T', new DateOnly(1912, 7, 30)),
        new("明治", 'M', new DateOnly(1868, 1, 25)),
    ];

    /// <summary>The era that the text begins with, and the length of its name; null when there is none.</summary>
    public static Era? At(ReadOnlySpan<char> text, out int length)
    {
        foreach (Era era in All)
        {
            if (text.StartsWith(era.Name))
            {
                length = era.Name.Length;
                return era;
            }

            if (text.Length > 1 && char.ToUpperInvariant(text[0]) == era.Letter
                && (char.IsAsciiDigit(text[1]) || text[1] is '元' or '.'))
            {
                length = text[1] == '.' ? 2 : 1;
                return era;
            }
        }

        length = 0;
        return null;
    }

    /// <summary>The day, or false when it lies before the era or in no calendar.</summary>
    public bool TryDay(int year, int month, int day, out DateOnly date) =>
        Calendar.TryDay(First.Year + year - 1, month, day, out date) && year >= 1 && date >= First;
}
