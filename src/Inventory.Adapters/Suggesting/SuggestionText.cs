using System.Globalization;
using Inventory.Model.Rejections;

namespace Inventory.Adapters.Suggesting;

/// <summary>The sentences of suggestions, in Japanese and English.</summary>
internal static class SuggestionText
{
    public static LocalizedText NameSays(string word, string field) =>
        new($"列名に「{word}」（{field}）", $"the name says \"{word}\" ({field})");

    public static LocalizedText NoName() => new("列名から用途が分からない", "the name does not tell");

    public static LocalizedText Shares(ColumnFacts cells) => cells.Filled == 0
        ? new("値が空", "all cells are empty")
        : new(
            $"値あり {Percent(cells.FilledShare)}、数値 {Percent(cells.Numbers)}、異なる値 {cells.Distinct}",
            $"filled {Percent(cells.FilledShare)}, numbers {Percent(cells.Numbers)}, different values {cells.Distinct}");

    public static LocalizedText CheckDigits(ColumnFacts cells) => new(
        $"JAN/GTIN の桁数 {Percent(cells.GtinLengths)}、チェックデジット正 {Percent(cells.Gtins)}",
        $"GTIN lengths {Percent(cells.GtinLengths)}, valid check digits {Percent(cells.Gtins)}");

    public static LocalizedText Dates(ColumnFacts cells) =>
        new($"日付 {Percent(cells.Dates)}", $"dates {Percent(cells.Dates)}");

    public static LocalizedText UnitWords(ColumnFacts cells) =>
        new($"単位語 {Percent(cells.Units)}", $"unit words {Percent(cells.Units)}");

    public static LocalizedText Rival(string name) =>
        new($"「{name}」も同じくらい当てはまる", $"\"{name}\" fits about as well");

    public static LocalizedText Same(string name) =>
        new($"「{name}」と全行で同じ値", $"equal to \"{name}\" in every row");

    public static LocalizedText PlanNotStock() =>
        new("予定・注文・入出庫・金額など。在庫としては読まない", "a plan, an order, a movement or an amount: not read as stock");

    public static LocalizedText MostlyEmptyGtin() => new(
        "JAN が空の行が多いため、自社コードを優先", "empty in many rows, so the sender's own code is preferred");

    public static LocalizedText UnknownWords(string words) =>
        new($"意味の分からない語: {words}", $"words whose meaning is not known: {words}");

    public static LocalizedText FileOfStock() => new(
        "ファイル名か表題に「在庫」とある", "the file's name or title speaks of stock");

    public static LocalizedText OnlyKey() => new(
        "名前のない先頭列で、すべて異なるコードが入る唯一の列", "the first column, unnamed, the only one whose codes are all different");

    public static LocalizedText NotNeeded() => new("使わない列", "not needed");

    public static LocalizedText Repeats() => new(
        "同じ場所に同じコードが何度もあり、品目を一つに決めきれない",
        "the same code stands several times for one place, so it may not name one item");

    public static SuggestionBlank QuantityDoubt(string names) => Blank("quantity",
        $"在庫数はどの列ですか: {names}", $"Which column is the stock: {names}?");

    public static SuggestionBlank QuantityNone() => Blank("quantity",
        "在庫数の列が見つかりません。どの列ですか。", "No column looks like stock. Which one is it?");

    public static SuggestionBlank Which(string field, string names) => Blank(field,
        $"{field} はこの列で合っていますか: {names}", $"Is this the column of the {field}: {names}?");

    public static SuggestionBlank ItemNone() => Blank("item",
        "商品を表す列が見つかりません。どの列ですか。", "No column looks like the item. Which one is it?");

    public static SuggestionBlank ItemByName() => Blank("item",
        "商品コードの列がなく、商品名しかありません。名前で区別してよいですか。",
        "There is no item code, only a name. May the name stand for the item?");

    public static SuggestionBlank ItemOfColumns(string names) => Blank("item",
        $"列ごとに品目が分かれています（{names}）。それぞれどの商品ですか。",
        $"Each column is an item of its own ({names}). Which items are they?");

    public static SuggestionBlank PlacesAcross(string names) => Blank("location",
        $"場所ごとに列が分かれているようです（{names}）。1行1場所の形で出力できますか。",
        $"Each column seems to be a place of its own ({names}). Can the file be written with one row per place?");

    public static SuggestionBlank Location() => Blank("location",
        "どの場所（店舗・倉庫）の在庫ですか。ファイルには書かれていません。",
        "Which place (shop, warehouse) is this stock at? The file does not say.");

    public static SuggestionBlank Unit() => Blank("unit",
        "数量の単位は何ですか（個、枚、箱、ケース…）。ファイルには書かれていません。",
        "In what unit are the quantities (piece, sheet, box, case …)? The file does not say.");

    public static SuggestionBlank Scope() => Blank("scope",
        "ファイルには毎回すべての品目が載りますか（full）、変わったものだけですか（partial）。答えがあるまで partial とします。",
        "Does each file list all items (full) or only what changed (partial)? Taken as partial until answered.");

    public static SuggestionBlank TimeZone(string zone) => Blank("timeZone",
        $"時刻はどの時間帯ですか。答えがあるまで {zone} とします。",
        $"In which time zone are the times? Taken as {zone} until answered.");

    public static SuggestionBlank AsOf() => Blank("asOf",
        "在庫の時点が書かれていません。届いた時刻でよいですか。",
        "The file does not say when it was counted. Is the time of delivery right?");

    public static SuggestionBlank AsOfDoubt(string names) => Blank("asOf",
        $"在庫の時点はどの列ですか: {names}", $"Which column says when it was counted: {names}?");

    public static SuggestionBlank Participant() => Blank("participant",
        "どの参加者のファイルですか。", "Whose file is this?");

    public static SuggestionBlank Status(string name, string words) => Blank("status",
        $"「{name}」の語の意味を教えてください: {words}", $"What do the words of \"{name}\" mean: {words}?");

    public static SuggestionBlank Totals(string rows) => Blank("rows",
        $"合計の行があります（{rows} 行目）。合計を除いて出力できますか。",
        $"There are total rows (row {rows}). Can the file be written without them?");

    public static SuggestionBlank Format(string format, string? feed) => Blank("format",
        feed is null ? $"これは {format} 形式です。" : $"これは {format} 形式です。用意された設定 {feed} を使えます。内容は確かめていません。",
        feed is null ? $"This is {format}." : $"This is {format}: use the ready feed {feed}. Its content was not checked.");

    private static SuggestionBlank Blank(string field, string ja, string en) => new(field, new LocalizedText(ja, en));

    private static string Percent(double share) =>
        Math.Round(share * 100).ToString(CultureInfo.InvariantCulture) + "%";
}
