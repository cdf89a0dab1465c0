namespace Inventory.Adapters.Spreadsheets;

/// <summary>The letters by which a spreadsheet shows its columns: A is 0, AA is 26.</summary>
internal static class ColumnLetters
{
    private const int Letters = 26;

    public static string Of(int column)
    {
        Span<char> text = stackalloc char[8];
        int at = text.Length;
        for (int left = column + 1; left > 0; left = (left - 1) / Letters)
            text[--at] = (char)('A' + ((left - 1) % Letters));
        return text[at..].ToString();
    }

    public static bool TryRead(string? letters, out int column)
    {
        column = -1;
        if (letters is not { Length: > 0 and <= 3 })
            return false;
        int value = 0;
        foreach (char letter in letters)
        {
            if (!char.IsAsciiLetterUpper(letter))
                return false;
            value = (value * Letters) + letter - 'A' + 1;
        }

        column = value - 1;
        return true;
    }

    /// <summary>The column and row of a reference such as <c>AB12</c>; false when it is none. The row is 0 when the
    /// reference is a column alone.</summary>
    public static bool TryReference(ReadOnlySpan<byte> text, out int column, out int row)
    {
        (int letters, row) = (0, 0);
        int at = 0;
        for (; at < text.Length && at < 4 && char.IsAsciiLetterUpper((char)text[at]); at++)
            letters = (letters * Letters) + text[at] - 'A' + 1;
        column = letters - 1;
        if (at is 0 or 4)
            return false;
        for (; at < text.Length; at++)
        {
            if (!char.IsAsciiDigit((char)text[at]) || row > SpreadsheetLimits.RowsMax)
                return false;
            row = (row * 10) + text[at] - '0';
        }

        return true;
    }
}
