using System.Buffers;
using Inventory.Adapters.Text;
using Inventory.Model.Identifiers;

namespace Inventory.Adapters.Mapping;

/// <summary>What spreadsheets and senders do to codes. Codes are text: a leading zero is part of them.</summary>
internal static class CodeText
{
    private static readonly SearchValues<char> DigitsAndPoint = SearchValues.Create("0123456789.");

    /// <summary>The code without blanks around it and without the wrappings that keep spreadsheets from spoiling it
    /// (="0123", '0123).</summary>
    public static string Clean(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (text is ['=', '"', .., '"'] && text.Length > 3)
            text = text[2..^1].Trim();
        if (text is ['\'', _, ..] && !text[1..].ContainsAnyExceptInRange('0', '9'))
            text = text[1..];
        return TextWidth.Fold(text.ToString()).Trim();
    }

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
