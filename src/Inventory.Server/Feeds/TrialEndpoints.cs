using Inventory.Adapters;
using Inventory.Adapters.Suggesting;
using Inventory.Model.Identifiers;
using Inventory.Model.Levels;
using Inventory.Model.Registry;
using Inventory.Server.Auth;
using Inventory.Server.Http;
using Inventory.Server.Ingest;
using Inventory.Server.Observability;
using Inventory.Server.Problems;
using Inventory.Server.Registry;

namespace Inventory.Server.Feeds;

/// <summary>Tries a file: proposes a profile for it, or reads it by a profile. Nothing is stored.</summary>
internal static class TrialEndpoints
{
    /// <summary>Maps the calls.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/feeds/suggest", SuggestAsync)
            .RequireRateLimiting(RateLimits.PushPolicy)
            .Describe("フィード定義を提案する", "Propose a feed profile for a file nobody has described yet")
            .WithDescription(
                "The body is the file, X-File-Name its percent-encoded name. The ministry may say for whom with participant=. "
                + "What the file does not tell is asked for in blanks and never guessed.")
            .TakesBody("application/octet-stream", "text/csv")
            .TakesQuery("participant")
            .Answers(200, 400, 401, 413, 415, 429, 501, 503);
        routes.MapPost("/v1/feeds/preview", PreviewAsync)
            .RequireRateLimiting(RateLimits.PushPolicy)
            .Describe("フィード定義を試す", "Read a file by a profile and store nothing")
            .WithDescription(
                "Parts: profile (a feed profile) and file. The answer is a dry run's, with rows: the first 50 accepted lines.")
            .TakesBody("multipart/form-data")
            .Answers(200, 400, 401, 403, 413, 415, 422, 429, 503);
    }

    private static async Task<IResult> SuggestAsync(HttpContext context, FeedServices services)
    {
        Caller caller = Caller.From(context.User);
        if (caller.Audience == Audience.Public)
            return ProblemReasons.KeyMissing();
        if (QueryCheck.FirstUnknown(context.Request, "participant") is { } unknown)
            return ProblemReasons.ParameterInvalid(unknown, "知らない名前です。", "it is not known");
        if (!TryParticipant(context, caller, services.Push.Registry.Current, out ParticipantId participant))
            return ProblemReasons.ParameterInvalid(
                "participant", "登録された参加者の番号を書いてください（行政だけ）。", "expected a registered participant (ministry only)");
        if (context.RequestServices.GetService<SuggestProfile>() is not { } suggest)
            return ProblemReasons.NotImplementedYet();
        if (!services.Push.Gate.TryEnter())
            return ProblemReasons.Busy();
        try
        {
            (Stream? body, Problem? problem) = await services.Push.Bodies.ReadAsync(context);
            if (body is null)
                return problem!;
            await using (body)
            {
                string? name = SentName.OfHeader(context.Request.Headers["X-File-Name"]);
                ProfileSuggestion suggestion = await services.Push.Gate.ParseAsync(
                    () => suggest(body, name, participant, services.Push.Registry.Current,
                        services.Push.Time.GetUtcNow(), context.RequestAborted),
                    context.RequestAborted);
                ServerMeters.CountFeed("suggested");
                return JsonAnswer.Of(json => SuggestionWriter.Write(json, suggestion));
            }
        }
        finally
        {
            services.Push.Gate.Leave();
        }
    }

    private static async Task<IResult> PreviewAsync(HttpContext context, FeedServices services)
    {
        Caller caller = Caller.From(context.User);
        if (caller.Audience == Audience.Public)
            return ProblemReasons.KeyMissing();
        if (!services.Push.Gate.TryEnter())
            return ProblemReasons.Busy();
        try
        {
            (MultipartBody? parts, Problem? problem) =
                await MultipartBody.ReadAsync(context, services.Push.Bodies, services.Options.Limits);
            if (parts is null)
                return problem!;
            await using (parts)
                return await ReadByProfileAsync(caller, parts, services, context.RequestAborted);
        }
        finally
        {
            services.Push.Gate.Leave();
        }
    }

    private static async Task<IResult> ReadByProfileAsync(
        Caller caller, MultipartBody parts, FeedServices services, CancellationToken cancellation)
    {
        StockRegistry registry = services.Push.Registry.Current;
        var errors = new List<RegistryError>();
        if (SavedFeedFiles.Read(parts.Profile, "profile", registry, errors) is not { } feed)
            return FeedProblems.ProfileInvalid(errors);
        // Reading looks at the participant's own items and places: it must be the caller's own.
        if (!caller.IsMinistryOr(feed.Profile.Participant))
            return FeedProblems.ProfileForbidden();
        int rowsMax = services.Options.Limits.PreviewRowsMax;
        var request = new DeliveryRequest
        {
            Profile = feed.Profile,
            HasFeed = true,
            Caller = caller,
            Delivery = new Delivery(services.Push.Time.GetUtcNow(), parts.FileName, SampleMax: rowsMax),
            IsDryRun = true,
            // Whether it is less than last time is asked when it is sent, not while columns are chosen.
            IsConfirmed = true,
            TrialRegistry = registry.WithTrialFeed(feed.Profile),
        };
        DeliveryAnswer answer = await services.Push.Ingestor.IngestAsync(request, parts.File, cancellation);
        ServerMeters.CountFeed("previewed");
        return (answer with
        {
            More = json => PreviewRows.Write(
                json, answer.Reading is { } reading ? PreviewRows.Of(reading, rowsMax) : []),
        }).ToResult();
    }

    private static bool TryParticipant(
        HttpContext context, Caller caller, StockRegistry registry, out ParticipantId participant)
    {
        string? asked = context.Request.Query["participant"];
        participant = caller.Participant ?? new ParticipantId("ministry");
        if (asked is null || asked == participant.Value)
            return true;
        participant = new ParticipantId(asked);
        return caller.IsMinistry && registry.Participants.ContainsKey(asked);
    }
}
