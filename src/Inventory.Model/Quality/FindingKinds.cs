using Inventory.Model.Rejections;

namespace Inventory.Model.Quality;

/// <summary>The kinds of findings, with what a person reads and why the threshold is where it is. An open list: readers
/// take an unknown kind as it is.</summary>
public static class FindingKinds
{
    /// <summary>All quantities of a delivery changed by the size of a pack: pieces where cases were, or the other
    /// way.</summary>
    public const string UnitSlip = "unitSlip";

    /// <summary>A quantity changed by more than ten times.</summary>
    public const string Jump = "jump";

    /// <summary>Delivery after delivery says the same.</summary>
    public const string Frozen = "frozen";

    /// <summary>Stock below zero.</summary>
    public const string Negative = "negative";

    /// <summary>Numbers whose check digit is wrong.</summary>
    public const string CheckDigit = "checkDigit";

    /// <summary>A control count of the file disagrees with what it holds.</summary>
    public const string ControlCount = "controlCount";

    /// <summary>A delivery that is not this feed's file.</summary>
    public const string WrongFile = "wrongFile";

    /// <summary>Times of count that lie in the future.</summary>
    public const string ClockSkew = "clockSkew";

    /// <summary>Items or packs that the registry does not know.</summary>
    public const string UnknownPack = "unknownPack";

    /// <summary>A run that was not closed, because rows of it were refused.</summary>
    public const string RunNotClosed = "runNotClosed";

    /// <summary>Expected, and never reported.</summary>
    public const string Silent = "silent";

    /// <summary>Reported before, and not for three intervals.</summary>
    public const string Late = "late";

    private static readonly Dictionary<string, FindingText> Texts = new()
    {
        [UnitSlip] = new(
            new("前回と比べて、入数ちょうどの倍率で数量が変わりました。ケースと個が入れ替わっていませんか。",
                "Quantities changed by the size of a pack since the last delivery. Are cases and pieces mixed up?"),
            new("単位の列か、フィード設定の単位を確かめてください。正しければ「この値は正しい」を押してください。",
                "Check the unit column or the profile's unit. If it is right, say so."),
            new("比べられる行の3割以上（3行以上）が、その商品の入数か 10・12・24・50・100・1000 倍の±25%にそろったとき。売れ行きでは全商品が同じ倍率になりません。",
                "When 30 % of the comparable lines (at least 3) change by one pack factor (or 10, 12, 24, 50, 100, 1000), within 25 %: sales do not change all items alike.")),
        [Jump] = new(
            new("前回の10倍を超えて（または10分の1未満に）変わった数量があります。",
                "A quantity is more than ten times (or less than a tenth of) what it was."),
            new("打ち間違いがないか確かめてください。入荷や棚卸しなら「この値は正しい」を押してください。",
                "Check for a typing error. If it was a delivery or a count, say so."),
            new("10倍。通常の入荷でもここまでは増えません。前後の大きい方が基本単位で100未満のものは数えません。",
                "Ten times: ordinary replenishment stays below. Changes below 100 base units are not counted.")),
        [Frozen] = new(
            new("時点だけが新しく、数量が全く変わらない送付が続いています。",
                "Delivery after delivery has a newer time and the same quantities."),
            new("送り元のシステムが在庫を更新しているか確かめてください。",
                "Check that the sending system still updates its stock."),
            new("0でない5行以上が、3回以上続けて、24時間以上まったく同じとき。営業中の店で5品目が1日動かないことはまれです。",
                "When 5 or more non-zero lines stay the same through 3 deliveries and 24 hours: rare in a shop that is open.")),
        [Negative] = new(
            new("負の在庫があります。", "There is stock below zero."),
            new("数え直しか、入荷の入力もれを確かめてください。", "Count again, or look for receipts that were not booked."),
            new("1行から。負の在庫は受け取りますが、現物ではありません。", "From one line on: it is accepted, and cannot stand on a shelf.")),
        [CheckDigit] = new(
            new("検査数字の合わないコードがあります。自社コードとして数えています。",
                "Numbers with wrong check digits are counted as local codes."),
            new("商品マスターのJANを確かめてください。", "Check the GTINs of the item master."),
            new("1件から。偶然合う確率は10分の1なので、合わない番号は必ず誤りです。",
                "From one on: a number that does not fit is certainly wrong.")),
        [ControlCount] = new(
            new("ファイルに書かれた件数と、中身の件数が違います。", "The file's own count disagrees with what it holds."),
            new("ファイルが途中で切れていないか、作る側の件数の数え方を確かめてください。",
                "Check that the file is whole, and how its maker counts."),
            new("1の違いから。", "From a difference of one.")),
        [WrongFile] = new(
            new("このフィードのファイルではないものが届きました。前の在庫を残しています。",
                "What arrived is not this feed's file. The last good stock stays."),
            new("送るファイルと、送り先のフィードを確かめてください。", "Check which file is sent to which feed."),
            new("1回から。", "From one delivery on.")),
        [ClockSkew] = new(
            new("未来の時点があり、拒否しました。", "Times of count in the future were refused."),
            new("送り元の時計と時差の設定を確かめてください。", "Check the sender's clock and offset."),
            new("5分より先。時計のずれとしてはそれで足ります。", "More than 5 minutes ahead: enough for any clock that is set.")),
        [UnknownPack] = new(
            new("登録のない商品や荷姿があり、合計に入っていません。", "Items or packs without registration are in no sum."),
            new("商品と入数を登録してください。", "Register the items and their packs."),
            new("1行から。", "From one line on.")),
        [RunNotClosed] = new(
            new("拒否された行があるため、送られなかった場所を「なくなった」と扱えません。",
                "Because rows were refused, places that are missing cannot be taken as gone."),
            new("拒否された行を直して、全部を送り直してください。", "Mend the refused rows and send the whole file again."),
            new("1回から。", "From one delivery on.")),
        [Silent] = new(
            new("登録されていますが、まだ一度も報告がありません。", "Expected, and never heard of."),
            new("送付の設定を確かめるか、窓口に相談してください。", "Check the sending set-up, or ask the help desk."),
            new("登録の時から。", "From registration on.")),
        [Late] = new(
            new("報告の間隔の3倍を過ぎても届いていません。", "Nothing arrived for three reporting intervals."),
            new("送り元のシステムと通信を確かめてください。", "Check the sending system and the line."),
            new("間隔の3倍。1回の遅れでは鳴りません。", "Three intervals: one late delivery is not told.")),
    };

    /// <summary>All kinds, in a fixed order.</summary>
    public static IReadOnlyCollection<string> All => Texts.Keys;

    /// <summary>The texts of a kind; those of an unknown kind name it.</summary>
    public static FindingText For(string kind) => Texts.TryGetValue(kind, out FindingText? text)
        ? text
        : new FindingText(new(kind, kind), new("確かめてください。", "Please check."), new(string.Empty, string.Empty));
}

/// <summary>What a person reads about a kind of finding.</summary>
/// <param name="Message">What is seen.</param>
/// <param name="Remedy">What to do.</param>
/// <param name="Threshold">From where on it is told, and why there.</param>
public sealed record FindingText(LocalizedText Message, LocalizedText Remedy, LocalizedText Threshold);
