using System.Buffers;
using Inventory.Adapters.Text;

namespace Inventory.Adapters.Dates;

/// <summary>How surely a date among words is the time of the stock.</summary>
internal enum TitleDateMark
{
    /// <summary>A date alone, with its year.</summary>
    Bare = 0,

    /// <summary>A word says that the table was made or printed then (作成日, 出力, Date).</summary>
    Made = 1,

    /// <summary>A word says that the stock was so then (現在, 時点, 棚卸, 指定日在庫, as of).</summary>
    AsOf = 2,
}

/// <summary>
/// A date among the words of a title row or of a column's name: <c>4月1日現在</c>, <c>作成日: R2.4.1</c>,
/// <c>2025-05-31指定日在庫</c>. A date that a word ties to something else (発注締切, 期限) is none.
/// </summary>
/// <param name="Reading">The date, with its time of day where one follows.</param>
/// <param name="Mark">What ties it to the stock.</param>
/// <param name="Start">Where it begins in the folded text.</param>
/// <param name="End">Where it ends in the folded text.</param>
internal readonly record struct TitleDate(DateReading Reading, TitleDateMark Mark, int Start, int End)
{
    // A title is short; what follows a thousand characters is no title.
    private const int LengthMax = 1024;

    // Words before a date tie it when they stand this near.
    private const int WordCharsMax = 14;

    private static readonly string[] AsOfBehind = ["現在", "時点", "指定日", "在庫", "の在庫", "棚卸"];
    private static readonly string[] MadeBehind = ["付", "作成", "出力", "更新", "抽出", "締"];

    private static readonly SearchValues<string> AsOfBefore = SearchValues.Create(
        ["基準日", "在庫日", "棚卸", "時点", "データ日", "現在", "AS OF", "ASOF", "AS-OF"], StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> MadeBefore = SearchValues.Create(
        ["作成", "出力", "印刷", "更新", "抽出", "集計", "日付", "日時", "年月日", "DATE", "CREATED", "UPDATED"],
        StringComparison.OrdinalIgnoreCase);

    // The title of the list itself, where no word says when it was made.
    private static readonly SearchValues<string> ListBefore = SearchValues.Create(
        ["在庫報告", "在庫表", "在庫一覧", "在庫リスト", "在庫明細", "在庫データ", "STOCK REPORT", "STOCK LIST", "INVENTORY REPORT"],
        StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> OtherBefore = SearchValues.Create(
        ["期限", "納品", "発注", "入荷", "出荷", "予定", "発売", "締切", "改定", "改訂", "前回", "次回", "受注", "仕入", "納期", "有効",
            "EXPIR", "DUE", "ORDER", "DELIVER", "ARRIV"], StringComparison.OrdinalIgnoreCase);

    private static readonly string[] OtherBehind = ["入荷", "納品", "出荷", "発注", "予定", "締切", "発売", "受注", "まで", "以降", "から", "入庫", "出庫"];

    /// <summary>Adds the dates in a text; <paramref name="reference"/> is about now and gives a year left
    /// out.</summary>
    public static void Find(ReadOnlySpan<char> text, DateOnly reference, List<TitleDate> found)
    {
        if (text.Length > LengthMax)
            text = text[..LengthMax];
        Span<char> buffer = stackalloc char[LengthMax];
        ReadOnlySpan<char> folded = buffer[..TextWidth.Fold(text, buffer)];
        int last = 0;
        for (int i = 0; i < folded.Length; i++)
        {
            if (!CanBegin(folded, i) || !TryReadAt(folded, i, last, reference, out TitleDate date, out int end))
                continue;
            if (date.Mark >= TitleDateMark.Bare)
                found.Add(date);
            last = end;
            i = end - 1;
        }
    }

    private static bool CanBegin(ReadOnlySpan<char> text, int at)
    {
        char before = at == 0 ? ' ' : text[at - 1];
        if (char.IsAsciiDigit(text[at]))
            return !char.IsAsciiLetterOrDigit(before) && before is not ('-' or '.' or '/' or '_');
        return !char.IsAsciiLetterOrDigit(before);
    }

    private static bool TryReadAt(
        ReadOnlySpan<char> text, int at, int last, DateOnly reference, out TitleDate date, out int end)
    {
        date = default;
        ReadOnlySpan<char> before = text[Math.Max(last, at - WordCharsMax)..at];
        bool hasYear = TryDay(text, at, null, out DateCursor cursor, out DateOnly day, out TimeSpan? time);
        bool isShort = false;
        if (!hasYear && !TryDay(text, at, reference, out cursor, out day, out time))
        {
            cursor = new DateCursor(text) { Position = at };
            isShort = ShortDate.TryReadAt(ref cursor, reference, out day);
            if (!isShort)
            {
                end = at + 1;
                return false;
            }
        }

        if (!cursor.TryWeekday(day))
        {
            end = at + 1;
            return false;
        }

        TakeTime(ref cursor, ref time);
        end = cursor.Position;
        ReadOnlySpan<char> behind = text[end..].TrimStart();
        TitleDateMark? mark = MarkOf(before, behind);
        bool isCut = end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '-' or '.' or '/');
        // Without a year, or with half of one, only a word makes a date of the digits.
        if (isCut || mark is null || (mark == TitleDateMark.Bare && (!hasYear || isShort)))
            mark = (TitleDateMark)(-1);
        date = new TitleDate(new DateReading(day, time, null), mark.Value, at, end);
        return true;
    }

    private static bool TryDay(
        ReadOnlySpan<char> text, int at, DateOnly? reference, out DateCursor cursor, out DateOnly day,
        out TimeSpan? time)
    {
        cursor = new DateCursor(text) { Position = at };
        return cursor.TryDay(reference, out day, out time);
    }

    private static void TakeTime(ref DateCursor cursor, ref TimeSpan? time)
    {
        int before = cursor.Position;
        if (time is not null)
            return;
        if (!cursor.Take('T'))
            cursor.SkipBlanks();
        if (cursor.TryTime(out TimeSpan stated))
            time = stated;
        else
            cursor.Position = before;
    }

    /// <summary>What the words around a date make of it; null when they tie it to something else.</summary>
    private static TitleDateMark? MarkOf(ReadOnlySpan<char> before, ReadOnlySpan<char> behind)
    {
        if (BeginsWith(behind, AsOfBehind))
            return TitleDateMark.AsOf;
        bool isPeriod = behind is ['~', ..] || before.TrimEnd() is [.., '~'];
        if (isPeriod || BeginsWith(behind, OtherBehind) || before.ContainsAny(OtherBefore))
            return null;
        if (before.ContainsAny(AsOfBefore))
            return TitleDateMark.AsOf;
        bool isMade = BeginsWith(behind, MadeBehind) || before.ContainsAny(MadeBefore);
        if (isMade)
            return TitleDateMark.Made;
        return before.ContainsAny(ListBefore) ? TitleDateMark.AsOf : TitleDateMark.Bare;
    }

    private static bool BeginsWith(ReadOnlySpan<char> text, string[] words)
    {
        foreach (string word in words)
        {
            if (text.StartsWith(word))
                return true;
        }

        return false;
    }
}
