using Inventory.Adapters.Text;

namespace Inventory.Adapters.Tables;

/// <summary>The words of the rows that a report writes below its table: totals and the end mark.</summary>
internal static class TotalRow
{
    // Longer cells are names: 合計 can stand in one.
    private const int LengthMax = 16;

    private static readonly HashSet<string> Words =
    [
        "計", "合計", "小計", "総計", "総合計", "累計", "以上", "合計数", "合計数量", "倉庫計", "店舗計", "部門計", "拠点計", "分類計", "TOTAL", "TOTALS", "SUBTOTAL", "GRANDTOTAL", "SUM",
    ];

    // "店舗合計", but not "体温計", which is goods.
    private static readonly string[] Ends = ["合計", "小計", "総計"];

    private static readonly char[] Frames = [.. "【】[]()<>*:-=「」■"];

    /// <summary>True when a cell is the word of a total or of the end.</summary>
    public static bool IsWord(ReadOnlySpan<char> cell)
    {
        cell = cell.Trim();
        // Most cells are codes: they end in a digit.
        if (cell.IsEmpty || cell.Length > LengthMax || char.IsAsciiDigit(cell[^1]))
            return false;
        return IsWord(TextWidth.Key(cell.ToString()).Trim(Frames));
    }

    // By itself: what it makes for its closure would else be made for every cell.
    private static bool IsWord(string key) =>
        Words.Contains(key) || Array.Exists(Ends, x => key.EndsWith(x, StringComparison.Ordinal));
}
