using System.Globalization;
using Inventory.Adapters.Text;

namespace Inventory.Adapters.Numbers;

/// <summary>
/// Reads numbers as Japanese business files write them: any width, thousands separated (1,234), negative as ▲5 △5 -5
/// (5) 5-, decimals. Exact or not at all: a separator at the wrong place or digits that Excel has cut away (1.23E+12)
/// are refused, never repaired.
/// </summary>
internal static class JapaneseNumber
{
    // Longer cells are no numbers.
    private const int LengthMax = 64;

    // decimal keeps 28 digits whatever they are.
    private const int DigitsMax = 28;

    /// <summary>Reads one cell; <paramref name="value"/> counts only when the answer is
    /// <see cref="NumberReading.Number"/>.</summary>
    public static NumberReading Read(ReadOnlySpan<char> text, out decimal value)
    {
        value = 0;
        text = text.Trim();
        if (TryWhole(text, out long whole))
        {
            value = whole;
            return NumberReading.Number;
        }

        if (text.Length > LengthMax)
            return NumberReading.Invalid;
        Span<char> folded = stackalloc char[LengthMax];
        ReadOnlySpan<char> body = folded[..TextWidth.Fold(text, folded)].Trim();
        if (IsBlankLike(body))
            return NumberReading.Unknown;
        if (!TryTakeSign(ref body, out bool isNegative) || !TrySplit(body, out Parts parts))
            return NumberReading.Invalid;
        NumberReading reading = Compose(parts, out value);
        if (isNegative)
            value = -value;
        return reading;
    }

    /// <summary>Reads digits and nothing else, as nearly all cells are; false for all others, also for numbers that
    /// only <see cref="Read"/> reads.</summary>
    public static bool TryWhole(ReadOnlySpan<char> text, out long value)
    {
        value = 0;
        // 18 digits always fit a long.
        if (text.Length is 0 or > 18)
            return false;
        long number = 0;
        foreach (char c in text)
        {
            uint digit = unchecked((uint)(c - '0'));
            if (digit > 9)
                return false;
            number = unchecked((number * 10) + digit);
        }

        value = number;
        return true;
    }

    /// <summary>A blank or a dash of any sort, as people write for "not known".</summary>
    private static bool IsBlankLike(ReadOnlySpan<char> text)
    {
        foreach (char c in text)
        {
            if (c is not ('-' or '―' or '‐' or '‑' or '–' or '—' or '─' or 'ー' or '…' or ' '))
                return false;
        }

        return text.Length <= 4;
    }

    private static bool TryTakeSign(ref ReadOnlySpan<char> text, out bool isNegative)
    {
        isNegative = false;
        if (text is ['(', .., ')'])
        {
            isNegative = true;
            text = text[1..^1].Trim();
            return true;
        }

        if (text[0] is '▲' or '△' or '-' or '+')
        {
            isNegative = text[0] != '+';
            text = text[1..].TrimStart();
            return text.Length > 0;
        }

        if (text[^1] == '-')
        {
            isNegative = true;
            text = text[..^1].TrimEnd();
        }

        return text.Length > 0;
    }

    /// <summary>Splits digits, decimals and exponent, and checks the separators; digits only, no sign is
    /// left.</summary>
    private static bool TrySplit(ReadOnlySpan<char> text, out Parts parts)
    {
        parts = default;
        int exponentAt = text.IndexOfAny('e', 'E');
        if (exponentAt >= 0)
        {
            if (!int.TryParse(text[(exponentAt + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture,
                out int exponent)
                || exponent is < -DigitsMax or > DigitsMax)
                return false;
            parts.Exponent = exponent;
            parts.HasExponent = true;
            text = text[..exponentAt];
        }

        int point = text.IndexOf('.');
        ReadOnlySpan<char> whole = point < 0 ? text : text[..point];
        parts.Decimals = point < 0 ? default : text[(point + 1)..];
        if (point >= 0 && !IsDigits(parts.Decimals))
            return false;
        parts.Whole = whole;
        if (whole.IsEmpty)
            return point >= 0;
        return whole.Contains(',') ? AreThousands(whole) : IsDigits(whole);
    }

    private static bool AreThousands(ReadOnlySpan<char> text)
    {
        int first = text.IndexOf(',');
        if (first is < 1 or > 3 || !IsDigits(text[..first]))
            return false;
        for (ReadOnlySpan<char> rest = text[first..]; !rest.IsEmpty; rest = rest[4..])
        {
            if (rest.Length < 4 || rest[0] != ',' || !IsDigits(rest[1..4]))
                return false;
        }

        return true;
    }

    private static NumberReading Compose(in Parts parts, out decimal value)
    {
        value = 0;
        Span<char> digits = stackalloc char[LengthMax];
        int length = 0;
        foreach (char c in parts.Whole)
        {
            if (c != ',')
                digits[length++] = c;
        }

        parts.Decimals.CopyTo(digits[length..]);
        length += parts.Decimals.Length;
        ReadOnlySpan<char> significant = digits[..length].TrimStart('0');
        // A spreadsheet shows a long number with an exponent and fewer digits than it has: those are lost.
        if (parts.HasExponent && parts.Exponent > parts.Decimals.Length)
            return NumberReading.Invalid;
        int scale = parts.Decimals.Length - parts.Exponent;
        if (significant.Length > DigitsMax || scale > DigitsMax)
            return NumberReading.OutOfRange;
        if (significant.IsEmpty)
            return NumberReading.Number;
        decimal unscaled = decimal.Parse(significant, NumberStyles.None, CultureInfo.InvariantCulture);
        value = unscaled / PowerOfTen(scale);
        return NumberReading.Number;
    }

    private static decimal PowerOfTen(int exponent)
    {
        decimal power = 1;
        for (int i = 0; i < exponent; i++)
            power *= 10;
        return power;
    }

    private static bool IsDigits(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExceptInRange('0', '9');

    private ref struct Parts
    {
        public ReadOnlySpan<char> Whole;
        public ReadOnlySpan<char> Decimals;
        public int Exponent;
        public bool HasExponent;
    }
}
