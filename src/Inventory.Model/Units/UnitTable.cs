using System.Diagnostics.CodeAnalysis;

namespace Inventory.Model.Units;

/// <summary>The units the platform knows: a closed subset of UN/ECE Recommendation 20 (measures) and 21 (packages), and Japanese words for them.</summary>
public static class UnitTable
{
    /// <summary>Longest unit text that is looked at, in characters; the longest known word is much shorter.</summary>
    public const int TextLengthMax = 32;

    /// <summary>Codes of Recommendation 21, which some networks write with the prefix <c>X</c>.</summary>
    private static readonly HashSet<string> Packages =
        ["BE", "BG", "BO", "BX", "CA", "CS", "CT", "PA", "PK", "PX", "RO", "ST", "TU"];

    private static readonly Dictionary<string, string> Words = BuildWords();

    /// <summary>Recognises a unit as sent (any width, case, <c>X</c> prefix of packages, Japanese word) and gives its code; false when it is not known.</summary>
    public static bool TryNormalize(string text, [NotNullWhen(true)] out string? code)
    {
        code = null;
        if (text.Length is 0 or > TextLengthMax)
            return false;
        // Nearly every unit on the wire is the code itself.
        if (Words.TryGetValue(text, out code))
            return true;
        string key = UnitText.Fold(text);
        if (Words.TryGetValue(key, out code))
            return true;
        if (key.Length != 3 || key[0] != 'X' || !Packages.TryGetValue(key[1..], out code))
            return false;
        return true;
    }

    /// <summary>True when <paramref name="code"/> is a code as this table writes it, such as <c>EA</c> and not <c>C62</c>.</summary>
    public static bool IsCode(string code) => Words.TryGetValue(code, out string? known) && known == code;

    private static Dictionary<string, string> BuildWords()
    {
        var words = new Dictionary<string, string>(StringComparer.Ordinal);
        // One piece has five codes in use: EA (each), C62 (one), H87 (piece), NAR (number of articles), PCE (old piece).
        Add(words, "EA", "C62 H87 NAR PCE EACH PC PCS PIECE PIECES 個 ケ コ 箇 ヶ 本 点 台 件 ピース");
        Add(words, "ST", "SHEET SHEETS 枚 シート マイ");
        Add(words, "SET", "セット 組 SETS");
        Add(words, "PR", "PAIR 双 足 ペア");
        Add(words, "DZN", "DOZEN DZ ダース 打");
        Add(words, "RO", "ROLL ROLLS ロール 巻 巻き 卷");
        Add(words, "BX", "BOX BOXES 箱 函 盒 ハコ ボックス");
        Add(words, "CS", "CASE CASES C/S ケース");
        Add(words, "CT", "CTN CARTON CARTONS カートン");
        Add(words, "PK", "PACK PACKS パック");
        Add(words, "PA", "PACKET PACKETS パケット");
        Add(words, "PX", "PALLET PALLETS パレット");
        Add(words, "BG", "BAG BAGS 袋 フクロ バッグ");
        Add(words, "BO", "BOTTLE BOTTLES ボトル 瓶 ビン");
        Add(words, "CA", "CAN CANS 缶 カン");
        Add(words, "TU", "TUBE TUBES チューブ");
        Add(words, "BE", "BUNDLE BUNDLES 束 タバ");
        Add(words, "MGM", "MG ミリグラム");
        Add(words, "GRM", "G GR GRAM GRAMS グラム 克");
        Add(words, "KGM", "KG KGS キログラム キロ 千克 公斤");
        Add(words, "TNE", "T トン");
        Add(words, "MLT", "ML CC ミリリットル 毫升");
        Add(words, "CLT", "CL センチリットル");
        Add(words, "DLT", "DL デシリットル");
        Add(words, "LTR", "L LT リットル リッター 公升");
        Add(words, "MTQ", "M3 立方メートル");
        Add(words, "MMT", "MM ミリメートル");
        Add(words, "CMT", "CM センチメートル センチ");
        Add(words, "MTR", "M メートル 米");
        return words;
    }

    private static void Add(Dictionary<string, string> words, string code, string others)
    {
        words.Add(code, code);
        foreach (string word in others.Split(' '))
            words.Add(word, code);
    }
}
