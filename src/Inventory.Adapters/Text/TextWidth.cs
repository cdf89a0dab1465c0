using System.Text;

namespace Inventory.Adapters.Text;

/// <summary>
/// Folds widths: full-width letters, digits and marks to ASCII, half-width kana to full width with its voicing mark
/// composed (ｶﾞ to ガ), the full-width blank to a blank, and the minus signs that CP932 and Shift_JIS map differently to
/// one. Written here because .NET's NFKC does
/// nothing under invariant globalization, and NFKC would also take ①, ㈱ and ㎏ apart. For keys and numbers only;
/// names stay as sent.
/// </summary>
internal static class TextWidth
{
    private const char HalfKanaFirst = '\uFF61';
    private const char HalfKanaLast = '\uFF9D';
    private const char HalfVoiced = '\uFF9E';
    private const char HalfSemiVoiced = '\uFF9F';

    // U+FF61..U+FF9D in order.
    private const string FullKana =
        "。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン";

    private const string TakesVoiced = "ウカキクケコサシスセソタチツテトハヒフヘホワヲ";
    private const string Voiced = "ヴガギグゲゴザジズゼゾダヂヅデドバビブベボヷヺ";
    private const string TakesSemiVoiced = "ハヒフヘホ";
    private const string SemiVoiced = "パピプペポ";

    /// <summary>Folds into <paramref name="folded"/>, which is at least as long as the text; returns the
    /// length.</summary>
    public static int Fold(ReadOnlySpan<char> text, Span<char> folded)
    {
        int length = 0;
        foreach (char c in text)
        {
            if (length > 0 && TryCompose(folded[length - 1], c, out char composed))
                folded[length - 1] = composed;
            else
                folded[length++] = Fold(c);
        }

        return length;
    }

    /// <summary>The folded text; the same object when nothing had to be folded.</summary>
    public static string Fold(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            return text;
        char[] folded = new char[text.Length];
        return new string(folded, 0, Fold(text, folded));
    }

    /// <summary>A form in which header names and words compare equal that a person takes for the same: width, blanks
    /// and case gone.</summary>
    public static string Key(string text)
    {
        var key = new StringBuilder(text.Length);
        foreach (char c in Fold(text))
        {
            if (!char.IsWhiteSpace(c) && c != '\uFEFF' && !char.IsControl(c))
                key.Append(char.ToUpperInvariant(c));
        }

        return key.ToString();
    }

    private static char Fold(char c) => c switch
    {
        >= '\uFF01' and <= '\uFF5D' and not '\uFF0D' => (char)(c - 0xFEE0),
        '\u3000' or '\u00A0' => ' ',
        '\u2212' or '\uFF0D' => '-',
        '\uFF5E' or '\u301C' => '~',
        >= HalfKanaFirst and <= HalfKanaLast => FullKana[c - HalfKanaFirst],
        HalfVoiced => '゛',
        HalfSemiVoiced => '゜',
        '\uFFE5' => '\u00A5',
        _ => c,
    };

    private static bool TryCompose(char before, char mark, out char composed)
    {
        composed = default;
        int at = mark switch
        {
            HalfVoiced or '\u3099' => TakesVoiced.IndexOf(before),
            HalfSemiVoiced or '\u309A' => TakesSemiVoiced.IndexOf(before),
            _ => -1,
        };
        if (at < 0)
            return false;
        composed = mark is HalfVoiced or '\u3099' ? Voiced[at] : SemiVoiced[at];
        return true;
    }
}
