using Inventory.Model.Rejections;

namespace Inventory.Server.Problems;

/// <summary>The closed list of reasons that are not rejections of a delivery. Names never change.</summary>
internal static class ProblemReasons
{
    /// <summary>A key was needed and none was given.</summary>
    public static Problem KeyMissing() => new(401, "keyMissing", new LocalizedText(
        "鍵が必要です。Authorization: Bearer に鍵を付けてください。",
        "A key is needed: send it as Authorization: Bearer."));

    /// <summary>The key opens nothing.</summary>
    public static Problem KeyUnknown() => new(401, "keyUnknown", new LocalizedText(
        "この鍵は使えません。鍵を確かめてください。",
        "This key opens nothing here; check the key."));

    /// <summary>The caller is known and may not do this.</summary>
    public static Problem Forbidden() => new(403, "forbidden", new LocalizedText(
        "この操作や情報は、この鍵では許されていません。",
        "This key may not do or see this."));

    /// <summary>The sender is another participant's.</summary>
    public static Problem FeedForbidden() => new(403, "feedForbidden", new LocalizedText(
        "このフィードに送れるのは、持ち主と経済産業省だけです。",
        "Only the feed's owner and the ministry may push to this feed."));

    /// <summary>No such feed.</summary>
    public static Problem FeedUnknown(string feed) => new(404, "feedUnknown", new LocalizedText(
        $"フィード「{feed}」は登録されていません。",
        $"There is no feed '{feed}'."));

    /// <summary>No such receipt (or one the caller may not see: the two are not told apart).</summary>
    public static Problem ReceiptUnknown() => new(404, "receiptUnknown", new LocalizedText(
        "この受付番号はありません。", "There is no such receipt."));

    /// <summary>No such alert.</summary>
    public static Problem AlertUnknown() => new(404, "alertUnknown", new LocalizedText(
        "この警報はありません。", "There is no such alert."));

    /// <summary>No such location.</summary>
    public static Problem LocationUnknown() => new(404, "locationUnknown", new LocalizedText(
        "この場所は登録されておらず、報告もありません。", "This location is not registered and never reported."));

    /// <summary>No such address.</summary>
    public static Problem NotFound() => new(404, "notFound", new LocalizedText(
        "このアドレスには何もありません。/docs に使い方があります。", "There is nothing at this address; see /docs."));

    /// <summary>A parameter or header is wrong.</summary>
    public static Problem ParameterInvalid(string name, string expectedJa, string expectedEn) =>
        new(400, "parameterInvalid", new LocalizedText(
            $"「{name}」が正しくありません。{expectedJa}", $"'{name}' is not valid: {expectedEn}"))
        { Parameter = name };

    /// <summary>A parameter of a later version.</summary>
    public static Problem NotSupported(string name) => new(400, "notSupported", new LocalizedText(
        $"「{name}」はまだ使えません。", $"'{name}' is not supported yet."))
    { Parameter = name };

    /// <summary>A call of a later version.</summary>
    public static Problem NotImplementedYet() => new(501, "notImplementedYet", new LocalizedText(
        "この機能はまだありません。", "This call is not built yet."));

    /// <summary>None of the accepted media types is served.</summary>
    public static Problem NotAcceptable(string served) => new(406, "notAcceptable", new LocalizedText(
        $"この形式では返せません。返せる形式: {served}", $"None of the accepted types is served here. Served: {served}"));

    /// <summary>No such finding, or another's: the two are not told apart.</summary>
    public static Problem FindingUnknown() => new(404, "findingUnknown", new LocalizedText(
        "その所見はありません。", "There is no such finding."));

    /// <summary>Too many requests.</summary>
    public static Problem RateLimited(int seconds) => new(429, "rateLimited", new LocalizedText(
        "送信が速すぎます。少し待ってください。", "Too many requests; wait a moment."))
    { RetryAfterSeconds = seconds };

    /// <summary>More deliveries than can be taken at once.</summary>
    public static Problem Busy() => new(503, "busy", new LocalizedText(
        "混み合っています。何も受け付けていません。少し待ってもう一度送ってください。",
        "Too much at once; nothing was accepted. Retry in a moment."))
    { RetryAfterSeconds = 2 };

    /// <summary>The log cannot take it.</summary>
    public static Problem LogUnavailable() => new(503, "logUnavailable", new LocalizedText(
        "ただいま記録できません。何も受け付けていません。少し待ってもう一度送ってください。",
        "The log cannot take it now; nothing was accepted. Retry in a moment."))
    { RetryAfterSeconds = 5 };

    /// <summary>The core cannot answer now.</summary>
    public static Problem CoreUnavailable() => new(503, "coreUnavailable", new LocalizedText(
        "ただいま集計できません。少し待ってください。", "The core cannot answer now; wait a moment."))
    { RetryAfterSeconds = 2 };

    /// <summary>The body's content coding is not known.</summary>
    public static Problem ContentCodingUnknown() => new(415, "contentCodingUnknown", new LocalizedText(
        "この圧縮形式は読めません。gzip, br, deflate が使えます。",
        "This content coding is not known; gzip, br and deflate are."));

    /// <summary>A mistake of this program.</summary>
    public static Problem Internal() => new(500, "internalError", new LocalizedText(
        "サーバー内部の誤りです。記録しました。", "A mistake of this server; it was logged."));

    /// <summary>Nothing was recorded at the time that was asked for.</summary>
    public static Problem NotRecorded() => new(404, "notRecorded", new LocalizedText(
        "この時刻に見せていた内容の記録はありません（停止中、または保存期間の外）。別の時刻を指定してください。",
        "What was shown at this time was not recorded (the system stood still, or the time is beyond what is kept); ask for another time."));

    /// <summary>The history cannot be asked now.</summary>
    public static Problem HistoryUnavailable() => new(503, "historyUnavailable", new LocalizedText(
        "ただいま履歴を読めません。少し待ってください。", "The history cannot be read now; wait a moment."))
    { RetryAfterSeconds = 10 };

    /// <summary>More work stands behind the figure than is done at once.</summary>
    public static Problem ExplainTooLarge(string limit) => new(422, "explainTooLarge", new LocalizedText(
        $"この数字の根拠は一度に調べられる量（{limit}）を超えています。都道府県や流通段階で絞ってください。",
        $"More stands behind this figure than is looked at once ({limit}); narrow it by prefecture or tier."));

    /// <summary>A rejection of a whole delivery.</summary>
    public static Problem Rejected(int status, RejectionReason reason) =>
        new(status, RejectionText.WireName(reason), RejectionText.For(reason));
}
