using System.Globalization;
using System.Text;
using Inventory.Model.History;
using Inventory.Model.Identifiers;
using Inventory.Model.Levels;
using Inventory.Model.Snapshots;
using Inventory.Server.Auth;
using Inventory.Server.Http;
using Inventory.Server.Problems;
using Inventory.Storage;
using Inventory.Storage.History;

namespace Inventory.Server.Levels;

/// <summary>
/// Series of on-hand levels. The ministry only: series for other audiences need disclosure over time (two points that
/// differ by one
/// reporter would tell that reporter's stock), and until that is built they get none.
/// </summary>
internal static class HistoryEndpoints
{
    private const long DayMs = 86_400_000;
    private static readonly string[] Parameters = ["category", "prefecture", "tier", "from", "to", "step", "fill"];

    /// <summary>Maps the call.</summary>
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/history", ReadAsync)
            .RequireRateLimiting(RateLimits.ReadPolicy)
            .Describe("水準の推移（経済産業省のみ）", "Series of on-hand levels (ministry only)")
            .WithDescription("prefecture and tier: a code, 'all' for the total (default), or 'each'. "
                + "from, to: RFC 3339 (default: the last 24 hours). "
                + "step: seconds, at least 10; without it one is chosen that keeps the answer small, and where the time "
                + "reaches beyond what is kept that finely the step is widened: stepSeconds tells. The last record of a "
                + "step stands for it. fill: none (default, only steps with a record), null (others with gap: unchanged "
                + "or notRecorded), previous (unchanged steps repeat the figures). At most 100,000 points.")
            .TakesQuery(Parameters)
            .Answers(200, 400, 401, 403, 429, 503);

    private static async Task<IResult> ReadAsync(
        HttpContext context, LevelServices services, IHistory history, HistoryRetention retention, TimeProvider time)
    {
        Caller caller = Caller.From(context.User);
        if (caller.Audience == Audience.Public)
            return ProblemReasons.KeyMissing();
        if (!caller.IsMinistry)
            return ProblemReasons.Forbidden();
        if (QueryCheck.FirstUnknown(context.Request, Parameters) is { } unknown)
            return ProblemReasons.ParameterInvalid(unknown, "知らない項目です。", "unknown parameter");
        IQueryCollection values = context.Request.Query;
        DateTimeOffset now = time.GetUtcNow();
        if (ReadQuery(values, services, (now, retention), out string wrong) is not { } query)
            return ProblemReasons.ParameterInvalid(wrong, "値を確かめてください。", "see the description of the call");
        if (!TryFill(values["fill"], out HistoryFill fill))
            return ProblemReasons.ParameterInvalid("fill", "none, null, previous のどれかです。", "expected none, null or previous");
        services.Audit.Read(caller, "history", context.Request.QueryString.Value);
        var series = new HistorySeries(query, fill, now.ToUnixTimeMilliseconds());
        try
        {
            IReadOnlyList<HistoryPoint> points = await history.QueryAsync(series.Asked, context.RequestAborted);
            return Answer(services, query, series, points) is { } answer ? answer : TooMany();
        }
        catch (ArgumentException)
        {
            return TooMany();
        }
        catch (StorageException)
        {
            return ProblemReasons.HistoryUnavailable();
        }
    }

    private static Problem TooMany() => ProblemReasons.ParameterInvalid(
        "step", "点が多すぎます。期間を短くするか step を大きくしてください。", "too many points: shorten the time or widen the step");

    private static BytesResult? Answer(
        LevelServices services, HistoryQuery query, HistorySeries series, IReadOnlyList<HistoryPoint> points)
    {
        bool isWhole = true;
        ReadOnlyMemory<byte> body = JsonAnswer.Render(json =>
        {
            json.WriteStartObject();
            if (services.IsSimulated)
                json.WriteBoolean("simulated"u8, true);
            json.WriteNumber("stepSeconds"u8, query.StepMs / 1000);
            json.WriteNumber("resolutionSeconds"u8, query.Resolution.WidthMs() / 1000);
            json.WriteStartArray("points"u8);
            isWhole = series.TryWrite(json, points);
            json.WriteEndArray();
            json.WriteEndObject();
        });
        return isWhole ? new BytesResult(body, "application/json; charset=utf-8") : null;
    }

    private static bool TryFill(string? text, out HistoryFill fill)
    {
        fill = text switch
        {
            "null" => HistoryFill.Null,
            "previous" => HistoryFill.Previous,
            _ => HistoryFill.None,
        };
        return string.IsNullOrEmpty(text) || text is "none" or "null" or "previous";
    }

    private static HistoryQuery? ReadQuery(
        IQueryCollection values, LevelServices services, (DateTimeOffset Now, HistoryRetention Retention) kept,
        out string wrong)
    {
        DateTimeOffset now = kept.Now;
        wrong = "category";
        string? category = NullIfEmpty(values["category"]);
        if (category is not null && !services.Registry.Current.Categories.Any(x => x.Id == category))
            return null;
        wrong = "prefecture";
        if (!TryDimension(values["prefecture"], TryPrefecture, out int? prefecture))
            return null;
        wrong = "tier";
        if (!TryDimension(values["tier"], TryTier, out int? tier))
            return null;
        wrong = "from";
        if (!TryTime(values["from"], now.AddDays(-1), out long from))
            return null;
        wrong = "to";
        if (!TryTime(values["to"], now.AddMilliseconds(HistoryLimits.GridMs), out long to) || to <= from || from < 0)
            return null;
        wrong = "step";
        long? step = null;
        if (NullIfEmpty(values["step"]) is { } stepText)
        {
            if (!long.TryParse(stepText, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds)
                || seconds is < 10 or > 31_536_000)
                return null;
            step = seconds * 1000;
        }

        int groups = prefecture is null || tier is null || category is null ? 2 : 1;
        long nowMs = now.ToUnixTimeMilliseconds();
        HistoryPlan plan = HistoryPlan.For(from, Math.Min(to, nowMs + DayMs), step, groups, kept.Retention, nowMs);
        // A step is whole or not there: half of one would show another last record than the whole.
        long begin = from / plan.StepMs * plan.StepMs;
        return new HistoryQuery(category, prefecture, tier, begin, to, plan.StepMs) { Resolution = plan.Resolution };
    }

    private delegate bool CodeReader(string text, out int code);

    private static bool TryPrefecture(string text, out int code) => Prefecture.TryParse(text, out code);

    private static bool TryTier(string text, out int code)
    {
        bool ok = WireNames.TryParse(text, out Tier tier);
        code = (int)tier;
        return ok;
    }

    private static bool TryDimension(string? text, CodeReader read, out int? value)
    {
        value = -1;
        if (string.IsNullOrEmpty(text) || text == "all")
            return true;
        value = null;
        if (text == "each")
            return true;
        bool ok = read(text, out int code);
        value = code;
        return ok;
    }

    private static bool TryTime(string? text, DateTimeOffset fallback, out long ms)
    {
        ms = fallback.ToUnixTimeMilliseconds();
        return string.IsNullOrEmpty(text) || CanonicalTime.TryParse(Encoding.UTF8.GetBytes(text), out ms, out _);
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
