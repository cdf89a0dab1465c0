using System.Text;

namespace Inventory.Model.Units;

/// <summary>
/// Folds a unit as people type it into one form: full-width Latin to ASCII, half-width kana to full width with its
/// voicing mark joined, hiragana to katakana, one-character unit signs to words, small letters to capitals, blanks and
/// dots at the ends away. The runtime's NFKC is
/// a no-op without culture data, so the few rules that units need are written here.
/// </summary>
internal static class UnitText
{
    private const string HalfKana = "ｦｧｨｩｪｫｬｭｮｯｰｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜﾝ";
    private const string FullKana = "ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン";
    private const string Voiceable = "カキクケコサシスセソタチツテトハヒフヘホ";
    private const string HalfVoiceable = "ハヒフヘホ";

    /// <summary>The folded form; empty when nothing but blanks was there.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length + 8);
        foreach (char c in text)
            AppendFolded(folded, c);
        return folded.ToString().Trim('.').ToUpperInvariant();
    }

    private static void AppendFolded(StringBuilder folded, char c)
    {
        if (char.IsWhiteSpace(c))
            return;
        if (c is >= '！' and <= '～')
            folded.Append((char)(c - '！' + '!'));
        else if (c is 'ﾞ' or '゛' or '\u3099')
            Join(folded, Voiceable, 1);
        else if (c is 'ﾟ' or '゜' or '\u309A')
            Join(folded, HalfVoiceable, 2);
        else if (c is >= 'ｦ' and <= 'ﾝ')
            folded.Append(FullKana[HalfKana.IndexOf(c)]);
        else if (c is >= 'ぁ' and <= 'ゖ')
            folded.Append((char)(c - 'ぁ' + 'ァ'));
        else if (Sign(c) is { } word)
            folded.Append(word);
        else
            folded.Append(c);
    }

    private static void Join(StringBuilder folded, string voiceable, int distance)
    {
        // In Unicode the voiced kana follows the plain one, and the half-voiced follows that.
        if (folded.Length > 0 && voiceable.Contains(folded[^1]))
            folded[^1] = (char)(folded[^1] + distance);
    }

    private static string? Sign(char c) => c switch
    {
        '㍑' => "リットル",
        'ℓ' => "L",
        '㎖' => "ML",
        '㎗' => "DL",
        '㏄' => "CC",
        '㎎' => "MG",
        '㎏' => "KG",
        '㎜' => "MM",
        '㎝' => "CM",
        '㎥' => "M3",
        '㌔' => "キロ",
        '㌕' => "キログラム",
        '㌘' => "グラム",
        '㌧' => "トン",
        '㍍' => "メートル",
        '㌢' => "センチ",
        '㍉' => "ミリ",
        '㌜' => "ケース",
        '³' => "3",
        _ => null,
    };
}
