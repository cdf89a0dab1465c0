namespace Inventory.Cli.Conform;

/// <summary>The criteria of the levels S1 to S3. Ids are as stable as rule numbers.</summary>
internal static class Criteria
{
    public static readonly Criterion Readable = Must("S1-1", "R-8.1",
        "すべてのファイルが読める（読めないファイル 0）", "every file is readable (0 unreadable)");

    public static readonly Criterion Accepted = Must("S1-2", "R-2.3",
        "どのファイルでも、行の95%以上が受理される", "at least 95 % of the lines of each file are accepted");

    public static readonly Criterion AsOfPresent = Must("S1-3", "R-4.3",
        "どのファイルにも時点がある（届いた時刻に頼らない）", "each file states its as-of (the time of delivery is not needed)");

    public static readonly Criterion Days = Must("S1-4", "R-20.2",
        "中身の違う、別々の3日のファイルである", "three files of different days and different content");

    public static readonly Criterion ControlCounts = Should("S1-5", "R-11.4",
        "ファイル自身の件数が中身と合う", "the files' own control counts agree with what they hold");

    public static readonly Criterion Identified = Must("S2-1", "R-3.4",
        "受理した行の99%以上が、GTINか登録済みのコードを持つ", "at least 99 % of the accepted lines have a GTIN or a registered code");

    public static readonly Criterion UnitsResolved = Must("S2-2", "R-7.2",
        "数量の99.5%以上で単位が分かる（登録商品は基本単位になる。未登録商品は単位コードがある）",
        "the unit of at least 99.5 % of the quantities is resolved (to base units for registered items, to a unit code for others)");

    public static readonly Criterion CountTime = Must("S2-3", "R-4.2",
        "時点は数えた時刻である（asOfMeaning: counted）", "the as-of is the time of the count (asOfMeaning: counted)");

    public static readonly Criterion ScopeDeclared = Must("S2-4", "R-5.6",
        "全量か一部かを、設定またはスナップショットに書いている", "full or partial is declared, in the profile or in the snapshot");

    public static readonly Criterion Totals = Must("S2-5", "R-20.3",
        "合計が送信者自身の合計と0.1%以内で一致する", "the totals equal the sender's own control totals within 0.1 %");

    public static readonly Criterion Findings = Record("S2-6", "R-11.4",
        "14日間、24時間を超えて開いたままの所見がない", "for 14 days no finding stayed open for more than 24 hours");

    public static readonly Criterion Authorized = Must("S3-1", "R-10.4",
        "どの送付にも鍵（Authorization: Bearer）を付ける", "each delivery carries the key (Authorization: Bearer)");

    public static readonly Criterion RetriesSame = Must("S3-2", "R-10.3",
        "503と429の後は、同じID・同じ中身で送り直す", "after 503 and 429 the same content is sent again under the same id");

    public static readonly Criterion RetryAfter = Must("S3-3", "R-10.3",
        "Retry-After の秒数を待つ", "the seconds of Retry-After are waited");

    public static readonly Criterion LostAnswer = Must("S3-4", "R-10.3",
        "答えが途中で切れたら、同じID・同じ中身で送り直す", "when the answer is lost, the same content is sent again under the same id");

    public static readonly Criterion Duplicate = Must("S3-5", "R-2.1",
        "「重複」の受領証を、届いた証拠とみなす（もう送らない）", "the receipt of a duplicate is taken as delivery (nothing is sent again)");

    public static readonly Criterion Refusal = Must("S3-6", "R-10.11",
        "422で拒否されたものを、直さずに送り直さない", "what 422 refused is not sent again unchanged");

    public static readonly Criterion Corrections = Must("S3-7", "R-5.1",
        "訂正は同じ時点・新しいIDで送る（同じIDを別の中身に使わない）",
        "a correction has the same as-of and a new id (no id stands for two contents)");

    public static readonly Criterion Interval = Record("S3-8", "R-4.5",
        "30日間、報告の間隔の98%以上を守る", "for 30 days at least 98 % of the reporting intervals were kept");

    public static readonly Criterion Exercise = Record("S3-9", "R-18.3",
        "訓練で非常時の間隔を示した", "the crisis interval was shown in an exercise");

    /// <summary>All, in the order of the book.</summary>
    public static readonly IReadOnlyList<Criterion> All =
    [
        Readable, Accepted, AsOfPresent, Days, ControlCounts,
        Identified, UnitsResolved, CountTime, ScopeDeclared, Totals, Findings,
        Authorized, RetriesSame, RetryAfter, LostAnswer, Duplicate, Refusal, Corrections, Interval, Exercise,
    ];

    private static Criterion Must(string id, string rule, string ja, string en) =>
        new(id, rule, IsMust: true, IsRecord: false, new(ja, en));

    private static Criterion Should(string id, string rule, string ja, string en) =>
        new(id, rule, IsMust: false, IsRecord: false, new(ja, en));

    private static Criterion Record(string id, string rule, string ja, string en) =>
        new(id, rule, IsMust: true, IsRecord: true, new(ja, en));
}
