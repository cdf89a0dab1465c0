using Inventory.Engine;
using Inventory.Model.Levels;
using Inventory.Server.Auth;
using Inventory.Server.Core;
using Inventory.Server.Http;
using Inventory.Server.Options;
using Inventory.Server.Problems;
using Inventory.Server.Registry;
using Microsoft.AspNetCore.Http.Extensions;

namespace Inventory.Server.Levels;

/// <summary>Levels for the caller's audience.</summary>
internal static class LevelEndpoints
{
    private const string Served = "application/json, text/csv, " + LevelArrow.Type;
    private static readonly string[] Parameters = ["by", "category", "prefecture", "tier", "status", "at"];

    // Sequences start again with the process; without this a client could take an old answer for the new one.
    private static readonly string ProcessTag = Guid.NewGuid().ToString("N")[..8];

    /// <summary>Maps the call.</summary>
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/levels", ReadAsync)
            .RequireRateLimiting(RateLimits.ReadPolicy)
            .Describe("在庫の水準（見る人に許された範囲）", "Stock levels as the caller's audience may see them")
            .WithDescription("by: list of category, prefecture, tier, status (category is always grouped by). "
                + "Filters: category, prefecture, "
                + "tier, status (on hand when neither filtered nor grouped). JSON, text/csv or an Arrow stream by Accept. ETag for polling. "
                + "at: RFC 3339; then what this audience was shown at that time, to ten seconds (JSON only); "
                + "404 when that was not recorded.")
            .TakesQuery(Parameters)
            .Answers(200, 304, 400, 401, 404, 406, 429, 503);

    private static async Task<IResult> ReadAsync(
        HttpContext context, LevelServices services, ShownArchive shown, TimeProvider time)
    {
        if (QueryCheck.FirstUnknown(context.Request, Parameters) is { } unknown)
        {
            return ProblemReasons.ParameterInvalid(
                unknown, "知らない項目です。", "unknown parameter; known: " + string.Join(", ", Parameters));
        }

        Caller caller = Caller.From(context.User);
        IQueryCollection values = context.Request.Query;
        var text = new FilterText
        {
            By = values["by"],
            Category = values["category"],
            Prefecture = values["prefecture"],
            Tier = values["tier"],
            Status = values["status"],
        };
        if (LevelFilter.Read(text, services.Registry.Current, out var wrong) is not { } query)
            return ProblemReasons.ParameterInvalid(wrong.Name, "値を確かめてください。", "expected " + wrong.Expected);
        if (values["at"].ToString() is { Length: > 0 } at)
        {
            services.Audit.Read(caller, "levels", context.Request.QueryString.Value);
            return await ShownEndpoints.AnswerAsync(context, (caller.Audience, at, query), shown, time);
        }

        string? type = Accepted.Choose(context.Request, "application/json", "text/csv", LevelArrow.Type);
        if (type is null)
            return ProblemReasons.NotAcceptable(Served);
        if (services.Core.Published is not { } published)
            return ProblemReasons.CoreUnavailable();
        services.Audit.Read(caller, "levels", context.Request.QueryString.Value);
        return Answer(
            context, published, published.View(caller.Audience), query, (type, services.IsSimulated));
    }

    private static IResult Answer(
        HttpContext context, PublishedState published, DisclosedView view, LevelQuery query,
        (string Type, bool IsSimulated) form)
    {
        bool isPublic = view.Audience == Audience.Public;
        // Weak: computedAt moves on while the figures stand.
        string tag = $"W/\"{ProcessTag}-{LevelNames.Of(view.Audience)}-{view.Sequence}{Behind(published)}-{form.Type[^3..]}\"";
        IHeaderDictionary headers = context.Response.Headers;
        headers.ETag = tag;
        headers.Vary = "Accept, Authorization";
        string cacheControl = isPublic ? "public, max-age=5" : "private, no-cache";
        if (context.Request.Headers.IfNoneMatch.ToString().Split(',', StringSplitOptions.TrimEntries).Contains(tag))
        {
            headers.CacheControl = cacheControl;
            return Results.StatusCode(StatusCodes.Status304NotModified);
        }

        LevelSet set = PublicForm.Of(view.Query(query)) with { PartitionsBehind = published.PartitionsBehind };
        if (form.Type == "text/csv")
        {
            headers.ContentDisposition = "attachment; filename=\"levels.csv\"";
            return new BytesResult(LevelCsv.ToUtf8(set, form.IsSimulated), "text/csv; charset=utf-8")
            {
                CacheControl = cacheControl,
            };
        }

        if (form.Type == LevelArrow.Type)
        {
            return new BytesResult(LevelArrow.ToBytes(set, form.IsSimulated), LevelArrow.Type)
            {
                CacheControl = cacheControl,
            };
        }

        return new BytesResult(LevelJson.ToUtf8(set, form.IsSimulated), "application/json; charset=utf-8")
        {
            CacheControl = cacheControl,
        };
    }

    /// <summary>That a partition fell behind changes the answer while its figures stand.</summary>
    private static string Behind(PublishedState published) =>
        string.Concat(published.PartitionsBehind.Select(x => "." + x.Partition));
}
