using System.Globalization;
using System.Text.Json;
using Inventory.Engine;
using Inventory.Engine.Explain;
using Inventory.Model.Levels;
using Inventory.Model.Snapshots;
using Inventory.Server.Auth;
using Inventory.Server.Http;
using Inventory.Server.Problems;
using Inventory.Storage;

namespace Inventory.Server.Levels;

/// <summary>Which snapshots stand behind a figure. The ministry only, and audited.</summary>
internal static class ExplainEndpoints
{
    private static readonly string[] Parameters = ["category", "prefecture", "tier", "status", "at", "skip", "take"];

    /// <summary>Maps the call.</summary>
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/explain", ReadAsync)
            .RequireRateLimiting(RateLimits.ReadPolicy)
            .Describe("数字の根拠（経済産業省のみ）", "Which snapshots stand behind a figure (ministry only)")
            .WithDescription("category is needed; prefecture, tier: a code each, none for the total; status: onHand by "
                + "default; at: RFC 3339, now by default. Each cell with the snapshot that set it, its offset on the log "
                + "and its receipt; sum is over all cells, and agrees says whether it is the quantity that was shown. "
                + "At most the newest 3,000,000 records are looked at, from fromOffset up to nextOffset. "
                + "skip, take: pages of at most 1000 cells (default 200).")
            .TakesQuery(Parameters)
            .Answers(200, 400, 401, 403, 404, 422, 429, 503);

    private static async Task<IResult> ReadAsync(
        HttpContext context, LevelServices services, ShownArchive shown, ExplainDesk desk, TimeProvider time)
    {
        Caller caller = Caller.From(context.User);
        if (caller.Audience == Audience.Public)
            return ProblemReasons.KeyMissing();
        if (!caller.IsMinistry)
            return ProblemReasons.Forbidden();
        if (QueryCheck.FirstUnknown(context.Request, Parameters) is { } unknown)
            return ProblemReasons.ParameterInvalid(unknown, "知らない項目です。", "unknown parameter");
        IQueryCollection values = context.Request.Query;
        if (ReadQuery(values, services, out string wrong) is not { } query
            || !TryNumber(values["skip"], 0, int.MaxValue, out int skip, ref wrong, "skip")
            || !TryNumber(values["take"], ExplainLimits.PageDefault, ExplainLimits.PageMax, out int take, ref wrong, "take"))
            return ProblemReasons.ParameterInvalid(wrong, "値を確かめてください。", "see the description of the call");
        long atMs = time.GetUtcNow().ToUnixTimeMilliseconds();
        if (values["at"].ToString() is { Length: > 0 } at && !ShownEndpoints.TryTime(at, time, out atMs))
            return ShownEndpoints.WrongTime();
        services.Audit.Read(caller, "explain", context.Request.QueryString.Value);
        try
        {
            if (await shown.FindAsync(Audience.Ministry, atMs, context.RequestAborted) is not { } moment)
                return shown.IsBehind ? ProblemReasons.HistoryUnavailable() : ProblemReasons.NotRecorded();
            Explanation? explanation =
                await desk.ExplainAsync(query, moment, (skip, take), context.RequestAborted);
            return explanation is null
                ? ProblemReasons.HistoryUnavailable()
                : Answer(query, explanation, skip, services);
        }
        catch (ExplainTooLargeException e)
        {
            return ProblemReasons.ExplainTooLarge(e.Message);
        }
        catch (StorageException)
        {
            return ProblemReasons.HistoryUnavailable();
        }
    }

    private static FigureQuery? ReadQuery(IQueryCollection values, LevelServices services, out string wrong)
    {
        wrong = "category";
        var text = new FilterText
        {
            Category = values["category"],
            Prefecture = values["prefecture"],
            Tier = values["tier"],
            Status = values["status"],
        };
        if (string.IsNullOrEmpty(text.Category))
            return null;
        if (LevelFilter.Read(text, services.Registry.Current, out var found) is not { } filter)
        {
            wrong = found.Name;
            return null;
        }

        return new FigureQuery(filter.Category!, filter.Prefecture, filter.Tier, filter.Status ?? StockStatus.OnHand);
    }

    private static bool TryNumber(string? text, int fallback, int max, out int value, ref string wrong, string name)
    {
        value = fallback;
        if (string.IsNullOrEmpty(text))
            return true;
        wrong = name;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value <= max;
    }

    private static IResult Answer(FigureQuery query, Explanation explanation, int skip, LevelServices services)
    {
        ReadOnlyMemory<byte> shown = explanation.Moment.State.Query(query.AsLevel).FirstOrDefault();
        long? shownQuantity = Quantity(shown);
        long? quantity = explanation.Counted > 0 ? explanation.Sum : null;
        return JsonAnswer.Of(json =>
        {
            json.WriteStartObject();
            if (services.IsSimulated)
                json.WriteBoolean("simulated"u8, true);
            json.WriteString("computedAt"u8, Time(explanation.Moment.Frame.ComputedAtMs));
            json.WriteNumber("sequence"u8, explanation.Moment.Frame.Sequence);
            json.WriteNumber("fromOffset"u8, explanation.FromOffset);
            json.WriteNumber("nextOffset"u8, explanation.Moment.Frame.NextOffset);
            json.WritePropertyName("shown"u8);
            if (shown.IsEmpty)
                json.WriteNullValue();
            else
                json.WriteRawValue(shown.Span, skipInputValidation: true);
            if (quantity is { } sum)
                json.WriteNumber("sum"u8, sum);
            else
                json.WriteNull("sum"u8);
            json.WriteBoolean("agrees"u8, quantity == shownQuantity);
            json.WriteNumber("cellCount"u8, explanation.Cells);
            json.WriteNumber("countedCells"u8, explanation.Counted);
            json.WriteStartArray("cells"u8);
            foreach ((TracedCell cell, string? receipt) in explanation.Page)
                WriteCell(json, cell, receipt);
            json.WriteEndArray();
            long next = skip + (long)explanation.Page.Count;
            if (next < explanation.Cells)
                json.WriteNumber("nextSkip"u8, next);
            json.WriteEndObject();
        });
    }

    private static void WriteCell(Utf8JsonWriter json, TracedCell cell, string? receipt)
    {
        CellFact fact = cell.Fact;
        json.WriteStartObject();
        json.WriteString("location"u8, fact.Location);
        json.WriteString("item"u8, fact.Item);
        json.WriteString("status"u8, WireNames.Of(fact.Status));
        if (fact.Quantity is { } quantity)
            json.WriteNumber("quantity"u8, quantity);
        json.WriteBoolean("counted"u8, cell.IsCounted);
        json.WriteString("asOf"u8, CanonicalTime.Format(fact.AsOf));
        json.WriteBoolean("stale"u8, fact.IsStale);
        if (cell.Offset >= 0)
        {
            json.WriteString("sender"u8, cell.Sender);
            json.WriteString("snapshotId"u8, cell.SnapshotId);
            json.WriteNumber("offset"u8, cell.Offset);
        }

        if (receipt is not null)
            json.WriteString("receipt"u8, receipt);
        json.WriteEndObject();
    }

    private static long? Quantity(ReadOnlyMemory<byte> level)
    {
        if (level.IsEmpty)
            return null;
        using JsonDocument document = JsonDocument.Parse(level);
        return document.RootElement.TryGetProperty("quantity", out JsonElement quantity) ? quantity.GetInt64() : null;
    }

    private static string Time(long ms) => CanonicalTime.Format(DateTimeOffset.FromUnixTimeMilliseconds(ms));
}
