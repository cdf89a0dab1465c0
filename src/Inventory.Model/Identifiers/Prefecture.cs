namespace Inventory.Model.Identifiers;

/// <summary>
/// A prefecture by its JIS X 0401 code, <c>"01"</c> Hokkaido to <c>"47"</c> Okinawa; <c>"00"</c> stands for a location
/// whose prefecture is not known (or which lies outside Japan), so that its stock is counted and never guessed into a
/// place.
/// </summary>
public static class Prefecture
{
    /// <summary>Number of codes, the unknown one included: 48. Codes are the indexes 0..47 written with two
    /// digits.</summary>
    public const int Count = 48;

    /// <summary>The index of a location whose prefecture is unknown.</summary>
    public const int Unknown = 0;

    private static readonly string[] Codes = [.. Enumerable.Range(0, Count).Select(i => i.ToString("00"))];

    private static readonly string[] Ja =
    [
        "不明", "北海道", "青森県", "岩手県", "宮城県", "秋田県", "山形県", "福島県", "茨城県", "栃木県", "群馬県", "埼玉県",
        "千葉県", "東京都", "神奈川県", "新潟県", "富山県", "石川県", "福井県", "山梨県", "長野県", "岐阜県", "静岡県", "愛知県",
        "三重県", "滋賀県", "京都府", "大阪府", "兵庫県", "奈良県", "和歌山県", "鳥取県", "島根県", "岡山県", "広島県", "山口県",
        "徳島県", "香川県", "愛媛県", "高知県", "福岡県", "佐賀県", "長崎県", "熊本県", "大分県", "宮崎県", "鹿児島県", "沖縄県",
    ];

    private static readonly string[] En =
    [
        "Unknown", "Hokkaido", "Aomori", "Iwate", "Miyagi", "Akita", "Yamagata", "Fukushima", "Ibaraki", "Tochigi", "Gunma",
        "Saitama", "Chiba", "Tokyo", "Kanagawa", "Niigata", "Toyama", "Ishikawa", "Fukui", "Yamanashi", "Nagano", "Gifu",
        "Shizuoka", "Aichi", "Mie", "Shiga", "Kyoto", "Osaka", "Hyogo", "Nara", "Wakayama", "Tottori", "Shimane", "Okayama",
        "Hiroshima", "Yamaguchi", "Tokushima", "Kagawa", "Ehime", "Kochi", "Fukuoka", "Saga", "Nagasaki", "Kumamoto", "Oita",
        "Miyazaki", "Kagoshima", "Okinawa",
    ];

    /// <summary>The two-digit code of <paramref name="index"/> (0..47).</summary>
    public static string Code(int index) => Codes[index];

    /// <summary>The Japanese name of <paramref name="index"/> (0..47).</summary>
    public static string NameJa(int index) => Ja[index];

    /// <summary>The English name of <paramref name="index"/> (0..47).</summary>
    public static string NameEn(int index) => En[index];

    /// <summary>Reads a two-digit code, <c>"00"</c> included.</summary>
    public static bool TryParse(ReadOnlySpan<char> code, out int index)
    {
        index = 0;
        return code.Length == 2 && CheckDigit.IsAllDigits(code)
            && (index = ((code[0] - '0') * 10) + code[1] - '0') < Count;
    }
}
