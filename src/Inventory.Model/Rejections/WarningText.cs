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
        ["unitSlip"] = new(
            "前回と比べて、入数ちょうどの倍率で数量が変わりました。ケースと個が入れ替わっていないか確かめてください。",
            "Quantities changed by the size of a pack since the last delivery. Check whether cases and pieces are mixed up."),
        ["jump"] = new(
            "前回の10倍を超えて（または10分の1未満に）変わった数量があります。打ち間違いがないか確かめてください。",
            "A quantity is more than ten times (or less than a tenth of) what it was. Check for a typing error."),
        ["checkDigit"] = new(
            "検査数字が合わないので、自社コードとして受け取りました。商品コードを確かめてください。",
            "The check digit is wrong, so the number was kept as a local code. Check the item's number."),
        ["totalRow"] = new(
            "合計や「以上」の行は在庫ではないので、読みとばしました。",
            "Rows of totals and end marks are no stock and were passed over."),
        ["asOfAmbiguous"] = new(
            "表題に日付がいくつもあり、どれが在庫の時点か分からないので使いませんでした。「現在」と書くか、時点の列を入れてください。",
            "The titles hold several dates and none was taken. Mark one with 現在 (as of), or add an as-of column."),
        ["otherLocationUnknown"] = new(
            "ほかの場所の在庫は、どの場所か書かれていないので数えませんでした。場所ごとの行で送ってください。",
            "Stock of another place was not counted, for the file does not say where. Send it with its place."),
        ["idSpoiled"] = new(
            "表計算ソフトで変わったと見られるコードです。その列を文字列にして保存し直してください。",
            "A spreadsheet seems to have changed this code. Store its column as text and save again."),
        ["leadingZeroLost"] = new(
            "先頭の0が落ちたコードを、検査数字で確かめて補いました。その列を文字列にしてください。",
            "A lost leading zero was given back, proven by the check digit. Store the column as text."),
        ["hiddenRows"] = new(
            "見えない行（非表示・絞り込み）も在庫として受け取りました。除くときは、行を消してから送ってください。",
            "Hidden or filtered rows were read as stock, too. Delete them before sending if they are none."),
        ["mergedCells"] = new(
            "結合したセルの値を、その行すべての値として読みました。結合をやめると確実です。",
            "The text of merged cells was taken for each of their rows. Avoid merged cells to be sure."),
        ["unknownQualifier"] = new(
            "意味を取り決めていない数量コードです。数えていません。フィードの設定（edi.quantities など）で意味を決めてください。",
            "Nobody agreed on what this quantity code means, so it was not counted. Say so in the feed's profile (edi.quantities)."),
        ["controlCount"] = new(
            "件数や控え番号の記載が中身と合いません。受け取りましたが、送り元で確かめてください。",
            "A control count or reference disagrees with what the file holds. It was taken; check the sending system."),
        ["partsMismatch"] = new(
            "内訳の合計が総数と合いません。二重に数えないよう、どちらか一方だけを受け取りました。",
            "The parts do not add up to their total. Only one of them was taken, so that nothing counts twice."),
        ["movementsOnly"] = new(
            "入出庫だけの通知で、残高がありません。在庫報告を送ってください。",
            "The message tells movements and no level. Send an inventory report."),
        ["otherMessage"] = new(
            "在庫報告ではないメッセージは読みとばしました。",
            "A message that is no inventory report was passed over."),
        ["documentDeleted"] = new(
            "前の報告を取り消す文書（DELETE）なので、在庫は変えていません。正しい在庫を新しい文書で送ってください。",
            "The document withdraws a former report (DELETE), so no level was changed. Send the right levels anew."),
        ["headerTimeUnread"] = new(
            "文書の頭の日時を読めません。次に信頼できる時点を使いました。日時の書き方を直してください。",
            "A time in the document's head cannot be read; the next best as-of was taken. Correct how it is written."),
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
