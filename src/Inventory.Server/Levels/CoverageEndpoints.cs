using Inventory.Server.Auth;
using Inventory.Server.Http;
using Inventory.Server.Problems;

namespace Inventory.Server.Levels;

/// <summary>Who reports, and who does not.</summary>
internal static class CoverageEndpoints
{
    /// <summary>Maps the call.</summary>
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/coverage", Read)
            .RequireRateLimiting(RateLimits.ReadPolicy)
            .Describe("報告率と品質の所見", "Coverage: reporters expected, fresh, stale, silent")
            .WithDescription("The ministry sees participants and data-quality findings; a participant itself and totals over at least four "
                + "legal entities; the public whole percentages.")
            .Answers(200, 401, 429, 503);

    private static IResult Read(HttpContext context, LevelServices services)
    {
        Caller caller = Caller.From(context.User);
        if (services.Core.Published is not { } published)
            return ProblemReasons.CoreUnavailable();
        services.Audit.Read(caller, "coverage", null);
        return JsonAnswer.Of(json => CoverageWriter.Write(json, published, caller, services.IsSimulated));
    }
}
