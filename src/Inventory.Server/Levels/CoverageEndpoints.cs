using System.Text.Json;
using Inventory.Model.Quality;
using Inventory.Server.Auth;
using Inventory.Server.Core;
using Inventory.Server.Http;
using Inventory.Server.Problems;
using Inventory.Server.Quality;
using Inventory.Storage;

namespace Inventory.Server.Levels;

/// <summary>Who reports and who does not, and what looks wrong in what they report.</summary>
internal static class CoverageEndpoints
{
    private const int FindingsMax = 1_000;

    /// <summary>Maps the calls.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/coverage", Read)
            .RequireRateLimiting(RateLimits.ReadPolicy)
            .Describe("報告率と品質の所見", "Coverage: reporters expected, fresh, stale, silent")
            .WithDescription("The ministry sees participants and data-quality findings; a participant itself, its findings and totals over at "
                + "least four legal entities; the public whole percentages.")
            .Answers(200, 401, 429, 503);
        routes.MapPost("/v1/coverage/findings/{id}/confirm", Confirm)
            .RequireRateLimiting(RateLimits.ReadPolicy)
            .Describe("所見のデータは正しいと言う", "Say that the data of a finding is right (its reporter, or the ministry)")
            .Answers(200, 401, 404, 429, 503);
    }

    private static IResult Read(HttpContext context, LevelServices services, SqliteStore store)
    {
        Caller caller = Caller.From(context.User);
        if (services.Core.Published is not { } published)
            return ProblemReasons.CoreUnavailable();
        services.Audit.Read(caller, "coverage", null);
        IReadOnlyList<Finding> findings = Findings(store, published, caller);
        return JsonAnswer.Of(json => CoverageWriter.Write(json, published, caller, findings, services.IsSimulated));
    }

    /// <summary>Own findings, or all for the ministry. Who reads its own was told; the ministry's look tells
    /// nobody.</summary>
    private static IReadOnlyList<Finding> Findings(SqliteStore store, PublishedState published, Caller caller)
    {
        if (caller.Audience == Model.Levels.Audience.Public)
            return [];
        IReadOnlyList<Finding> kept = store.Findings.List(caller.IsMinistry ? null : caller.Name, FindingsMax);
        if (!caller.IsMinistry)
            store.Findings.MarkTold(kept);
        return [.. SilenceFindings.Of(published, caller.IsMinistry ? null : caller.Name), .. kept];
    }

    private static IResult Confirm(HttpContext context, string id, LevelServices services, SqliteStore store)
    {
        Caller caller = Caller.From(context.User);
        if (caller.Audience == Model.Levels.Audience.Public)
            return ProblemReasons.KeyMissing();
        Finding? finding = store.Findings.Confirm(id, caller.IsMinistry ? null : caller.Name, caller.Name);
        if (finding is null)
            return ProblemReasons.FindingUnknown();
        services.Audit.Read(caller, "finding confirmed", id);
        return JsonAnswer.Of(json => FindingJson.Write(json, finding));
    }
}
