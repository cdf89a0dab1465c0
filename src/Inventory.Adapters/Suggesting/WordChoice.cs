using Inventory.Adapters.Dates;
using Inventory.Adapters.Text;
using Inventory.Model.Identifiers;
using Inventory.Model.Units;

namespace Inventory.Adapters.Suggesting;

/// <summary>Chooses the columns of words: unit, status, sale state, lot, expiry, owner. A column whose words cannot
/// all be understood is asked about, because a word that is not known refuses its line.</summary>
internal sealed class WordChoice(TableJudge judge)
{
    private static readonly Dictionary<string, string> StatusWords = Words(
        ("onHand", "良品 正常 通常 正常品 可用 A品 良 GOOD AVAILABLE UNRESTRICTED 正品 정상 양품 在庫 手持 現在庫 ONHAND OK"),
        ("onHold", "不良 不良品 B品 保留 検品中 検査中 破損 使用禁止 出荷停止 DAMAGED HOLD ONHOLD BLOCKED QUARANTINE 불량 보류 凍結"),
        ("allocated", "引当 引当済 引当済み RESERVED ALLOCATED 예약 預留"),
        ("inTransit", "積送中 輸送中 移動中 INTRANSIT 在途"));

    private static readonly Dictionary<string, string> SaleWords = Words(
        ("selling", "販売中 販売 取扱中 SELLING ACTIVE ONSALE 판매중 販售中"),
        ("ticketed", "整理券 TICKETED"),
        ("paused", "販売停止 休止 停止 一時停止 販売休止 PAUSED 판매중지"),
        ("notCarried", "取扱なし 取扱終了 未取扱 NOTCARRIED DISCONTINUED"),
        ("closed", "閉店 休業 CLOSED"));

    public void Choose()
    {
        ChooseUnit();
        ChooseMapped(ColumnRole.Status, "status", StatusWords, judge.Statuses);
        ChooseMapped(ColumnRole.SaleState, "saleState", SaleWords, judge.SaleStates);
        ChooseOne(ColumnRole.Lot, "lot", x => x.Length <= 64);
        ChooseOne(ColumnRole.Expiry, "expiry", x => JapaneseDate.TryRead(x, null, out _));
        ChooseOne(ColumnRole.Owner, "owner", x => ParticipantId.TryParse(x, out _));
    }

    private static Dictionary<string, string> Words(params (string Meaning, string Words)[] lists) => lists
        .SelectMany(x => x.Words.Split(' ').Select(word => (word, x.Meaning)))
        .ToDictionary(x => TextWidth.Key(x.word), x => x.Meaning);

    private ColumnVerdict? Best(ColumnRole role, double enough) => judge.Columns
        .Where(x => x.Field is null && x.Score(role) >= enough && x.IsBest(role))
        .OrderByDescending(x => x.Score(role)).ThenBy(x => x.Index).FirstOrDefault();

    private void ChooseUnit()
    {
        if (Best(ColumnRole.Unit, 0.5) is { } column)
        {
            column.Choose("unit", Math.Min(0.97, column.Score(ColumnRole.Unit)));
            string[] unknown = [.. column.Facts.Values.Where(x => !UnitTable.TryNormalize(x, out _)).Order(StringComparer.Ordinal).Take(8)];
            if (unknown.Length > 0)
                column.Evidence.Add(SuggestionText.UnknownWords(string.Join(", ", unknown)));
            return;
        }

        judge.UnitConstant = judge.Chosen("quantity").ToList() is [{ Name.Unit: { } unit }] ? unit : UnitOfTitle();
    }

    /// <summary>単位：枚 above the table.</summary>
    private string? UnitOfTitle()
    {
        foreach (IReadOnlyList<string> row in judge.Rows.Take(judge.Shape.HeaderFirst))
        {
            for (int i = 0; i < Math.Min(row.Count, SuggestLimits.ColumnsMax); i++)
            {
                string cell = TextWidth.Fold(ColumnFacts.CellOf(row, i)).Trim('(', ')', '[', ']', '*', ' ');
                int at = cell.IndexOf("単位", StringComparison.Ordinal);
                if (at < 0)
                    continue;
                string word = cell[(at + 2)..].Trim(':', ' ', '=', ')');
                if (word.Length == 0 && i + 1 < row.Count)
                    word = ColumnFacts.CellOf(row, i + 1);
                if (UnitTable.TryNormalize(word, out _))
                    return word;
            }
        }

        return null;
    }

    private void ChooseMapped(
        ColumnRole role, string field, Dictionary<string, string> known, Dictionary<string, string> meanings)
    {
        if (Best(role, 0.55) is not { } column || column.Facts.Distinct == 0)
            return;
        string[] words = [.. column.Facts.Values.Order(StringComparer.Ordinal)];
        string[] unknown = [.. words.Where(x => !known.ContainsKey(TextWidth.Key(x))).Take(8)];
        if (unknown.Length == 0)
        {
            column.Choose(field, Math.Min(0.95, column.Score(role)));
            foreach (string word in words)
                meanings[word] = known[TextWidth.Key(word)];
            return;
        }

        column.Evidence.Add(SuggestionText.UnknownWords(string.Join(", ", unknown)));
        // A name that is only a word such as "status" may speak of anything; a stock status may not be passed over.
        bool isMeant = column.Name.Strength(role) >= 0.9 || unknown.Length < words.Length;
        if (!isMeant)
            return;
        judge.Doubt(0.75);
        judge.Blanks.Add(SuggestionText.Status(column.Name.Text, string.Join(", ", unknown)));
    }

    private void ChooseOne(ColumnRole role, string field, Func<string, bool> isReadable)
    {
        if (Best(role, 0.5) is not { } column)
            return;
        string[] odd = [.. column.Facts.Values.Where(x => !isReadable(x)).Order(StringComparer.Ordinal).Take(5)];
        if (odd.Length == 0)
            column.Choose(field, Math.Min(0.97, column.Score(role)));
        else
            column.Evidence.Add(SuggestionText.UnknownWords(string.Join(", ", odd)));
    }
}
