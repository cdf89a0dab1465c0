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
        ["hiddenRows"] = new(
            "見えない行（非表示・絞り込み）も在庫として受け取りました。除くときは、行を消してから送ってください。",
            "Hidden or filtered rows were read as stock, too. Delete them before sending if they are none."),
        ["mergedCells"] = new(
            "結合したセルの値を、その行すべての値として読みました。結合をやめると確実です。",
            "The text of merged cells was taken for each of their rows. Avoid merged cells to be sure."),
    };

    /// <summary>The text of a kind.</summary>
    public static LocalizedText For(string kind) =>
        Texts.TryGetValue(kind, out LocalizedText text) ? text : new($"確かめてください：{kind}", $"Please check: {kind}");
}
