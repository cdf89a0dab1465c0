using Inventory.Model.Levels;
using Inventory.Model.Registry;
using Inventory.Server.Auth;
using Inventory.Server.Http;
using Inventory.Server.Problems;
using Inventory.Storage.Files;

namespace Inventory.Server.Feeds;

/// <summary>Saves and deletes feeds while the server runs.</summary>
internal static class FeedEndpoints
{
    /// <summary>Maps the calls.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPut("/v1/feeds/{feed}", SaveAsync)
            .RequireRateLimiting(RateLimits.SavePolicy)
            .Describe("フィードを保存する", "Save a feed: in force at once and after every start")
            .WithDescription(
                "The body is a feed profile (feed-profile.v1), at most 64 KB; its id is that of the address and its participant "
                + "the caller (the ministry: any). 201 when it is new, 200 when it replaced one; both carry the profile.")
            .TakesBody("application/json")
            .Answers(200, 201, 400, 401, 403, 409, 413, 415, 429, 503);
        routes.MapDelete("/v1/feeds/{feed}", DeleteAsync)
            .RequireRateLimiting(RateLimits.SavePolicy)
            .Describe("保存したフィードを消す", "Delete a saved feed; what it reported stays")
            .Answers(204, 401, 403, 404, 409, 429, 503);
        TrialEndpoints.Map(routes);
    }

    private static async Task<IResult> SaveAsync(HttpContext context, string feed, FeedServices services)
    {
        Caller caller = Caller.From(context.User);
        if (caller.Audience == Audience.Public)
            return ProblemReasons.KeyMissing();
        (Stream? body, Problem? problem) = await services.Push.Bodies.ReadAsync(context, SavedFeedStore.BytesMax);
        if (body is null)
            return problem!;
        byte[] bytes;
        await using (body)
        {
            using var copy = new MemoryStream();
            await body.CopyToAsync(copy, context.RequestAborted);
            bytes = copy.ToArray();
        }

        (problem, FeedProfile? profile, bool isNew) =
            await services.Desk.SaveAsync(caller, feed, bytes, context.RequestAborted);
        if (problem is not null)
            return problem;
        services.Audit.Change(caller, "saveFeed", feed);
        IResult answer = JsonAnswer.Of(json => FeedProfileJson.Write(json, profile!));
        return isNew ? new StatusResult(StatusCodes.Status201Created, answer) : answer;
    }

    private static async Task<IResult> DeleteAsync(HttpContext context, string feed, FeedServices services)
    {
        Caller caller = Caller.From(context.User);
        if (caller.Audience == Audience.Public)
            return ProblemReasons.KeyMissing();
        if (await services.Desk.DeleteAsync(caller, feed, context.RequestAborted) is { } problem)
            return problem;
        services.Audit.Change(caller, "deleteFeed", feed);
        return Results.NoContent();
    }
}
