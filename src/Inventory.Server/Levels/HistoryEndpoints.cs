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

namespace Inventory.Server.Levels;

/// <summary>
/// Series of on-hand levels. The ministry only: series for other audiences need disclosure over time (two points that
/// differ by one
/// reporter would tell that reporter's stock), and until that is built they get none.
/// </summary>
internal static class HistoryEndpoints
{
    private const long GridMs = 10_000;
    private static readonly string[] Parameters = ["category", "prefecture", "tier", "from", "to", "step"];

    /// <summary>Maps the call.</summary>
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/history", ReadAsync)
            .RequireRateLimiting(RateLimits.ReadPolicy)
            .Describe("水準の推移（経済産業省のみ）", "Series of on-hand levels (ministry only)")
            .WithDescription("prefecture and tier: a code, 'all' for the total (default), or 'each'. "
                + "from, to: RFC 3339 (default: the last 24 hours). "
                + "step: seconds, at least 10 (default 300). At most 100,000 points.")
            .TakesQuery(Parameters)
            .Answers(200, 400, 401, 403, 429, 503);

    private static async Task<IResult> ReadAsync(
        HttpContext context, LevelServices services, SqliteStore store, TimeProvider time)
    {
        Caller caller = Caller.From(context.User);
        if (caller.Audience == Audience.Public)
            return ProblemReasons.KeyMissing();
        if (!caller.IsMinistry)
            return ProblemReasons.Forbidden();
        if (QueryCheck.FirstUnknown(context.Request, Parameters) is { } unknown)
            return ProblemReasons.ParameterInvalid(unknown, "知らない項目です。", "unknown parameter");
        if (ReadQuery(context.Request.Query, services, time.GetUtcNow(), out string wrong) is not { } query)
            return ProblemReasons.ParameterInvalid(wrong, "値を確かめてください。", "see the description of the call");
        services.Audit.Read(caller, "history", context.Request.QueryString.Value);
        IReadOnlyList<HistoryPoint> points;
        try
        {
            points = await store.History.QueryAsync(query, context.RequestAborted);
        }
        catch (ArgumentException)
        {
            return ProblemReasons.ParameterInvalid(
                "step", "点が多すぎます。期間を短くするか step を大きくしてください。", "too many points: shorten the time or widen the step");
        }

        return JsonAnswer.Of(json =>
        {
            json.WriteStartObject();
            if (services.IsSimulated)
                json.WriteBoolean("simulated"u8, true);
            json.WriteNumber("stepSeconds"u8, query.StepMs / 1000);
            json.WriteStartArray("points"u8);
            foreach (HistoryPoint point in points)
                WritePoint(json, point);
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private static void WritePoint(System.Text.Json.Utf8JsonWriter json, in HistoryPoint point)
    {
        json.WriteStartObject();
        json.WriteString("time"u8, CanonicalTime.Format(DateTimeOffset.FromUnixTimeMilliseconds(point.TimeMs)));
        json.WriteString("category"u8, point.Category);
        if (point.Prefecture >= 0)
            json.WriteString("prefecture"u8, Prefecture.Code(point.Prefecture));
        if (point.Tier >= 0)
            json.WriteString("tier"u8, WireNames.Of((Tier)point.Tier));
        json.WriteNumber("quantity"u8, point.Quantity);
        json.WriteNumber("staleQuantity"u8, point.StaleQuantity);
        json.WriteStartObject("locations"u8);
        json.WriteNumber("expected"u8, point.Expected);
        json.WriteNumber("reporting"u8, point.Reporting);
        json.WriteNumber("stocked"u8, point.Stocked);
        json.WriteNumber("out"u8, point.Out);
        json.WriteEndObject();
        if (point.OutflowPerDay is { } outflow && double.IsFinite(outflow))
            json.WriteNumber("outflowPerDay"u8, Math.Round(outflow, 3));
        else
            json.WriteNull("outflowPerDay"u8);
        json.WriteEndObject();
    }

    private static HistoryQuery? ReadQuery(
        IQueryCollection values, LevelServices services, DateTimeOffset now, out string wrong)
    {
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
        if (!TryTime(values["to"], now.AddMilliseconds(GridMs), out long to) || to <= from)
            return null;
        wrong = "step";
        long seconds = 300;
        if (NullIfEmpty(values["step"]) is { } step
            && (!long.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out seconds) || seconds < 10
                || seconds > 31_536_000))
            return null;
        return new HistoryQuery(category, prefecture, tier, from, to, seconds * 1000);
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
