namespace Inventory.Adapters.Suggesting;

/// <summary>The time zone that a file's language speaks for: Japan and Korea have one each, Chinese is written in
/// several places, Latin letters tell nothing.</summary>
internal static class ZoneOfWords
{
    /// <summary>Characters of Chinese column names that Japanese writes otherwise.</summary>
    private const string ChineseOnly = "數餘號碼單稱來總編條编码仓单库总";

    public static (string Zone, bool IsSure) Find(IReadOnlyList<ColumnVerdict> columns)
    {
        bool hasKana = false;
        bool hasHangul = false;
        bool hasChinese = false;
        bool hasKanji = false;
        foreach (char c in columns.SelectMany(x => x.Name.Text))
        {
            hasKana |= c is (>= '\u3041' and <= '\u30FF') or (>= '\uFF66' and <= '\uFF9D');
            hasHangul |= c is >= '\uAC00' and <= '\uD7A3';
            hasKanji |= c is >= '\u4E00' and <= '\u9FFF';
            hasChinese |= ChineseOnly.Contains(c);
        }

        if (hasHangul || hasKana)
            return ("+09:00", true);
        return hasChinese ? ("+08:00", false) : ("+09:00", hasKanji && !hasChinese);
    }
}
