namespace Inventory.Model.Rejections;

/// <summary>What a person reads for each kind of warning. Kinds are an open list: an unknown one is named as it
/// is.</summary>
public static class WarningText
{
    private static readonly Dictionary<string, LocalizedText> Texts = new()
    {
        ["negative"] = new(
            "数量が負です。そのまま受け取りました。数え直しか、出荷と入荷の入力もれを確かめてください。",
            "The quantity is negative and was kept as it is. Check the count and missing bookings."),
        ["asOfOld"] = new(
            "時点が35日より前です。受け取りましたが、古い在庫として扱います。",
            "The as-of is more than 35 days old. It was kept and counts as stale."),
        ["unknownItem"] = new(
            "登録のない商品です。別に数え、合計には入れません。商品を登録してください。",
            "The item is not registered. It is counted apart and in no sum. Register the item."),
        ["unknownPack"] = new(
            "この商品の入数が登録されていない単位です。別に数え、合計には入れません。荷姿を登録してください。",
            "The item has no such pack. It is counted apart and in no sum. Register the pack."),
        ["unitMissing"] = new(
            "単位がありません。フィードで決めた単位として受け取りました。",
            "The unit is missing; the feed's default was taken."),
        ["unknownField"] = new(
            "知らない項目は読みとばしました。つづりを確かめてください。",
            "An unknown field was passed over. Check its spelling."),
        ["checkDigit"] = new(
            "検査数字が合わないので、自社コードとして受け取りました。商品コードを確かめてください。",
            "The check digit is wrong, so the number was kept as a local code. Check the item's number."),
        ["documentDeleted"] = new(
            "前の報告を取り消す文書（DELETE）なので、在庫は変えていません。正しい在庫を新しい文書で送ってください。",
            "The document withdraws a former report (DELETE), so no level was changed. Send the right levels anew."),
        ["headerTimeUnread"] = new(
            "文書の頭の日時を読めません。次に信頼できる時点を使いました。日時の書き方を直してください。",
            "A time in the document's head cannot be read; the next best as-of was taken. Correct how it is written."),
        ["movementsOnly"] = new(
            "入出庫などの動きです。棚卸の数がないので在庫にしていません。棚卸を送るか、フィードの設定を確かめてください。",
            "These are movements without an opening count, so they became no level. Send a count or check the profile."),
        ["errorDeclaration"] = new(
            "誤りと申告されたイベントです。数えていません。",
            "The event was declared in error and is not counted."),
        ["countMismatch"] = new(
            "循環棚卸の数が、計算した在庫と違います。在庫は変えていません。棚卸か入出庫の記録を確かめてください。",
            "A cycle count disagrees with the running sum, which was kept. Check the count and the missing movements."),
        ["unknownLocationOfEvent"] = new(
            "場所のわからない動きです。どの在庫も変えていません。bizLocation か readPoint を入れてください。",
            "A movement names no place, so it changed no level. State bizLocation or readPoint."),
    };

    /// <summary>The text of a kind.</summary>
    public static LocalizedText For(string kind) =>
        Texts.TryGetValue(kind, out LocalizedText text) ? text : new($"確かめてください：{kind}", $"Please check: {kind}");
}
