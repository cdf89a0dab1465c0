using System.Collections.Frozen;

namespace Inventory.Model.Rejections;

/// <summary>What a person reads for each reason, in Japanese and English, and its wire name.</summary>
public static class RejectionText
{
    private static readonly FrozenDictionary<RejectionReason, LocalizedText> Texts =
        WholeDelivery().Concat(WhoAndWhen()).Concat(HowMuch()).ToFrozenDictionary();

    private static readonly FrozenDictionary<RejectionReason, string> Names = Enum.GetValues<RejectionReason>()
        .ToFrozenDictionary(x => x, x => char.ToLowerInvariant(x.ToString()[0]) + x.ToString()[1..]);

    private static readonly FrozenDictionary<string, RejectionReason> Reasons =
        Names.ToFrozenDictionary(x => x.Value, x => x.Key);

    /// <summary>The text: what is wrong and what to do.</summary>
    public static LocalizedText For(RejectionReason reason) => Texts[reason];

    /// <summary>The stable wire name: the member's name with a small first letter.</summary>
    public static string WireName(RejectionReason reason) => Names[reason];

    /// <summary>Reads a wire name; false when there is no such reason.</summary>
    public static bool TryParse(string name, out RejectionReason reason) => Reasons.TryGetValue(name, out reason);

    private static Dictionary<RejectionReason, LocalizedText> WholeDelivery() => new()
    {
        [RejectionReason.None] = new(
            "理由はありません。何もする必要はありません。",
            "There is no reason. Nothing needs to be done."),
        [RejectionReason.TooLarge] = new(
            "送られた内容が大きすぎます。ファイルを分けて送ってください。",
            "The delivery is larger than the limit. Split the file and send the parts."),
        [RejectionReason.Empty] = new(
            "中身がありません。正しいファイルかを確かめて、もう一度送ってください。",
            "The delivery holds nothing. Check that it is the right file and send it again."),
        [RejectionReason.EncodingUnreadable] = new(
            "文字コードを読み取れません。UTF-8 か Shift_JIS（CP932）で保存し直してください。",
            "The text encoding cannot be read. Save the file as UTF-8 or Shift_JIS (CP932)."),
        [RejectionReason.FormatMismatch] = new(
            "このフィードで決めた形式ではありません。送り先と、ファイルの種類を確かめてください。",
            "This is not the format agreed for the feed. Check the feed's name and the kind of file."),
        [RejectionReason.Truncated] = new(
            "ファイルが途中で切れています。ファイルを作り直して、全部を送ってください。",
            "The file ends in the middle of a record. Make the file again and send all of it."),
        [RejectionReason.QuantityColumnMissing] = new(
            "数量の列が見つかりません。列の名前を元に戻すか、フィードの設定を直してください。",
            "No quantity column was found. Restore the column's name or correct the feed's profile."),
        [RejectionReason.ItemColumnMissing] = new(
            "商品の列が見つかりません。列の名前を元に戻すか、フィードの設定を直してください。",
            "No item column was found. Restore the column's name or correct the feed's profile."),
        [RejectionReason.RowTooLong] = new(
            "1行の列が多すぎるか、1つの欄が長すぎます。区切り文字と引用符を確かめてください。",
            "A row has too many columns or a field is too long. Check delimiters and quotes."),
        [RejectionReason.JsonMalformed] = new(
            "JSON の書き方に誤りがあります。示された場所を直してください。",
            "The JSON text is not well formed. Correct it at the place shown."),
        [RejectionReason.NeedsConfirmation] = new(
            "前回より行が大きく減っています。正しければ確認し、誤りなら全部を送り直してください。",
            "There are far fewer lines than last time. Confirm them if they are right, or send the full file again."),
        [RejectionReason.SpecVersionUnknown] = new(
            "この版（specVersion）は扱えません。\"1.0\" で送ってください。",
            "This specVersion is not known here. Send version \"1.0\"."),
    };

    private static Dictionary<RejectionReason, LocalizedText> WhoAndWhen() => new()
    {
        [RejectionReason.TooManyLines] = new(
            "行が多すぎます。分けて送ってください。",
            "There are more lines than the limit. Send them in parts."),
        [RejectionReason.EnvelopeMissing] = new(
            "メッセージの封筒（UNB・UNH、ISA・ST など）がありません。切り取らずに全部を送ってください。",
            "The message has no envelope (UNB and UNH, ISA and ST). Send the whole interchange."),
        [RejectionReason.ControlCountWrong] = new(
            "ファイルの件数の記載と中身が合いません。ファイルを作り直して送ってください。",
            "The control count disagrees with what the file holds. Make the file again and send it."),
        [RejectionReason.ContentForbidden] = new(
            "在庫ファイルに要らない危険な内容（実体宣言、外部リンク、入れ子の圧縮など）があります。取り除いてください。",
            "The file holds what no stock file needs (entities, external links, nested archives). Remove it."),
        [RejectionReason.TooDeep] = new(
            "入れ子が深すぎます。正しい書式かを確かめてください。",
            "The nesting is deeper than the limit. Check that it is the right format."),
        [RejectionReason.PasswordProtected] = new(
            "パスワードで保護されています。保護を外して保存し直してください。",
            "The file is locked with a password. Save it without one."),
        [RejectionReason.MappingUncertain] = new(
            "どの列が商品や数量かを確かめられません。「はじめる」のページで列を選んでください。",
            "Which columns hold item and quantity is not certain. Choose them on the join page."),
        [RejectionReason.FieldMissing] = new(
            "必要な項目がありません。示された項目を入れてください。",
            "A required field is missing. Add the field shown."),
        [RejectionReason.SnapshotIdInvalid] = new(
            "snapshotId は、空白のない半角英数記号 1～64 文字にしてください（引用符と \\ は使えません）。",
            "Write the snapshotId with 1 to 64 printable ASCII characters without blanks, quotes or backslashes."),
        [RejectionReason.IdReused] = new(
            "同じ snapshotId が別の内容で使われています。内容を変えたときは新しい番号にしてください。",
            "This snapshotId was used before with other content. Use a new id when the content changes."),
        [RejectionReason.SenderUnknown] = new(
            "送信者（sender）が登録されていません。登録した事業者番号を確かめてください。",
            "The sender is not a registered participant. Check its registered id."),
        [RejectionReason.SenderForbidden] = new(
            "この鍵では、この送信者として送れません。自社の鍵と sender を使ってください。",
            "This key may not send for this sender. Use your own key and sender."),
        [RejectionReason.LocationInvalid] = new(
            "場所の書き方が正しくありません。GLN（13桁）か「事業者:自社コード」で書いてください。",
            "The location is not well formed. Write a GLN (13 digits) or participant:localCode."),
        [RejectionReason.LocationUnknown] = new(
            "この場所は登録されていません。場所コードを確かめるか、先に場所を登録してください。",
            "The location is not registered. Check the code or register the location first."),
        [RejectionReason.LocationForbidden] = new(
            "この場所は別の事業者のものです。自社の場所コードを使ってください。",
            "The location belongs to another participant. Use a location of your own."),
        [RejectionReason.ItemMissing] = new(
            "商品コードがありません。JANコードか自社コードを入れてください。",
            "The item is missing. State its GTIN (JAN) or your own code."),
        [RejectionReason.ItemInvalid] = new(
            "商品コードの書き方が正しくありません。JANコードか「事業者:自社コード」で書いてください。",
            "The item is not well formed. Write a GTIN (JAN) or participant:localCode."),
        [RejectionReason.ItemUnknown] = new(
            "登録されていない商品です。商品を登録するか、コードを直してください。",
            "The item is not registered and this feed refuses those. Register it or correct the code."),
        [RejectionReason.AsOfMissing] = new(
            "在庫の時点がわかりません。時点の列か X-As-Of を付けてください。",
            "No as-of was found. Add an as-of column or the X-As-Of header."),
        [RejectionReason.AsOfInvalid] = new(
            "この日時はありません。2026-11-22T14:03:00+09:00 のように書いてください。",
            "The as-of is not a time that exists. Write it like 2026-11-22T14:03:00+09:00."),
        [RejectionReason.AsOfInFuture] = new(
            "時点が5分より先の未来です。時計と時差（+09:00）を確かめてください。",
            "The as-of lies more than five minutes in the future. Check the clock and the offset (+09:00)."),
        [RejectionReason.AsOfTooOld] = new(
            "時点が古すぎます。新しく数えた在庫を送ってください。",
            "The as-of is older than the registry allows. Send a newer count."),
    };

    private static Dictionary<RejectionReason, LocalizedText> HowMuch() => new()
    {
        [RejectionReason.QuantityMissing] = new(
            "数量も範囲（band）もありません。0 のときは 0 と書いてください。",
            "Neither quantity nor band is stated. Write 0 when there is none."),
        [RejectionReason.QuantityInvalid] = new(
            "数ではありません。50 のように数字だけにしてください。",
            "The quantity is not a number. Write digits only, such as 50."),
        [RejectionReason.QuantityOutOfRange] = new(
            "数量が扱える範囲を超えています。数量と単位を確かめてください。",
            "The quantity is beyond the exact range. Check quantity and unit."),
        [RejectionReason.QuantityFractional] = new(
            "基本の単位で割り切れません。整数になる数量か単位に直してください。",
            "The quantity is not a whole number of base units. Correct the quantity or the unit."),
        [RejectionReason.UnitMissing] = new(
            "単位がありません。単位（EA、CS など）を入れるか、フィードに決まった単位を設定してください。",
            "The unit is missing. State one (such as EA or CS) or set the feed's default unit."),
        [RejectionReason.UnitMismatch] = new(
            "基本数量が、数量・単位・入数と合いません。入数を確かめるか、基本数量を省いてください。",
            "The base quantity disagrees with quantity, unit and pack. Check the pack or leave it out."),
        [RejectionReason.BandInvalid] = new(
            "範囲が正しくありません。0 以上の最小値と、それ以上の最大値を書いてください。",
            "The band is not a range. State a minimum of 0 or more and a maximum not below it."),
        [RejectionReason.UnitInvalid] = new(
            "単位の書き方が正しくありません。EA や ケース のように 32 文字以内で書いてください（引用符と \\ は使えません）。",
            "The unit is not well formed. Write at most 32 characters, such as EA, without quotes or backslashes."),
        [RejectionReason.QuantityNotComputed] = new(
            "数量が計算式で、結果が保存されていません。表計算ソフトで開いて保存し直してください。",
            "The quantity is a formula without a stored result. Open the file in Excel and save it again."),
        [RejectionReason.StatusInvalid] = new(
            "在庫の状態が一覧にありません。onHand、allocated、inTransit、onHold のどれかにしてください。",
            "The status is not in the list. Use onHand, allocated, inTransit or onHold."),
        [RejectionReason.SaleStateInvalid] = new(
            "販売の状態が一覧にありません。selling、ticketed、paused、notCarried、closed のどれかにするか、省いてください。",
            "The sale state is not in the list. Use selling, ticketed, paused, notCarried or closed, or leave it out."),
        [RejectionReason.ScopeInvalid] = new(
            "scope は full か partial にしてください。",
            "The scope is not in the list. Use full or partial."),
        [RejectionReason.ExpiryInvalid] = new(
            "期限の日付が正しくありません。2026-11-22 のように書いてください。",
            "The expiry is not a date. Write it like 2026-11-22."),
        [RejectionReason.OwnerInvalid] = new(
            "所有者の書き方が正しくありません。GLN か登録した事業者番号を書いてください。",
            "The owner is not well formed. Write a GLN or a registered id."),
        [RejectionReason.LotInvalid] = new(
            "ロット番号が長すぎます。64 文字以内にしてください。",
            "The lot is not 1 to 64 characters without control characters. Shorten or correct it."),
        [RejectionReason.RowIncomplete] = new(
            "列が見出しより足りません。区切り文字と、行の途中の改行を確かめてください。",
            "The row has fewer columns than the header. Check delimiters and line breaks inside fields."),
        [RejectionReason.TypeInvalid] = new(
            "項目の型か書き方が決まりと違います。示された項目を直してください。",
            "The field's type or form is not allowed. Correct the field shown."),
        [RejectionReason.SourceError] = new(
            "送り元が、この項目は誤りだと書いています。送り元で直してください。",
            "The source itself says that this entry is an error. Correct it there."),
        [RejectionReason.RecordInvalid] = new(
            "この区分（セグメント・レコード）を読み取れません。書式を確かめてください。",
            "The segment or record cannot be read. Check its form."),
    };
}
