using System.Buffers;
using Inventory.Adapters.Text;
using Inventory.Model.Identifiers;

namespace Inventory.Adapters.Mapping;

/// <summary>What spreadsheets and senders do to codes. Codes are text: a leading zero is part of them.</summary>
internal static class CodeText
{
    private static readonly SearchValues<char> DigitsAndPoint = SearchValues.Create("0123456789.");

    // Marks without width or meaning that copying from a page leaves behind: they go as blanks around a code do.
    private static readonly char[] InvisibleChars = ['\u00AD', '\u200B', '\u2060', '\uFEFF'];
    private static readonly SearchValues<char> Invisible = SearchValues.Create(InvisibleChars);

    /// <summary>The code without blanks around it and without the wrappings that keep spreadsheets from spoiling it
    /// (="0123", '0123).</summary>
    public static string Clean(ReadOnlySpan<char> text)
    {
        text = Unwrap(text.Trim());
        if (text is ['\'', _, ..] && !text[1..].ContainsAnyExceptInRange('0', '9'))
            text = text[1..];
        if (text.ContainsAny(Invisible))
            text = string.Concat(text.ToString().Split(InvisibleChars));
        return TextWidth.Fold(text.ToString()).Trim();
    }

    /// <summary>The text inside ="…", by which a sender keeps a spreadsheet from taking it for a number.</summary>
    public static ReadOnlySpan<char> Unwrap(ReadOnlySpan<char> text) =>
        text is ['=', '"', .., '"'] && text.Length > 3 ? text[2..^1].Trim() : text;

    /// <summary>True when a spreadsheet has taken the code for a number: <c>145080011.0</c>, <c>4.9E+12</c>.</summary>
    public static bool IsSpoiled(string code)
    {
        ReadOnlySpan<char> text = code;
        if (text.EndsWith(".0") && CheckDigit.IsAllDigits(text[..^2]))
            return true;
        int exponent = text.IndexOfAny('E', 'e');
        if (exponent < 1 || exponent + 2 >= text.Length || text[exponent + 1] != '+')
            return false;
        return CheckDigit.IsAllDigits(text[(exponent + 2)..])
            && !text[..exponent].ContainsAnyExcept(DigitsAndPoint);
    }

    /// <summary>True when the name of a column promises trade item numbers and nothing else.</summary>
    public static bool PromisesGtin(string columnName)
    {
        string key = TextWidth.Key(columnName);
        return key.Contains("JAN", StringComparison.Ordinal) || key.Contains("GTIN", StringComparison.Ordinal)
            || key.Contains("EAN", StringComparison.Ordinal) || key.Contains("UPC", StringComparison.Ordinal)
            || key.Contains("バーコード", StringComparison.Ordinal);
    }
}
