using System.Text;
using Inventory.Adapters;
using Inventory.Model.Identifiers;
using Inventory.Model.Receipts;
using Inventory.Model.Registry;
using Inventory.Model.Snapshots;
using Inventory.Server.Auth;
using Inventory.Server.Http;
using Inventory.Server.Problems;
using Inventory.Server.Registry;
using Inventory.Storage.Log;

namespace Inventory.Server.Ingest;

/// <summary>The doors of the platform: native files, canonical JSON, and the receipts again.</summary>
internal static class PushEndpoints
{
    // The canonical door reads with a profile of its own; it belongs to whoever pushes.
    private const string CanonicalFormat = "canonical-json";

    /// <summary>Maps the calls.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/feeds/{feed}/snapshots", PushFileAsync)
            .RequireRateLimiting(RateLimits.PushPolicy)
            .Describe("ファイルを送る", "Push a native file to a feed")
            .WithDescription(
                "The feed's profile says how the body is read. Optional headers: X-File-Name, X-As-Of (RFC 3339). "
                + "200 when something was accepted or it was a pure duplicate, 422 when nothing was; both carry the receipt.")
            .TakesBody("application/octet-stream", "text/csv", "application/json")
            .Answers(200, 400, 401, 403, 404, 413, 415, 422, 429, 503);
        routes.MapPost("/v1/snapshots", PushCanonicalAsync)
            .RequireRateLimiting(RateLimits.PushPolicy)
            .Describe("正準JSONを送る", "Push canonical JSON: one object, an array, or NDJSON")
            .TakesBody("application/json", "application/x-ndjson")
            .Answers(200, 400, 401, 403, 413, 415, 422, 429, 503);
        routes.MapGet("/v1/receipts/{id}", ReadReceiptAsync)
            .RequireRateLimiting(RateLimits.ReadPolicy)
            .Describe("受付の控えをもう一度見る", "Read a receipt again (its participant, or the ministry)")
            .Answers(200, 401, 404, 503);
    }

    private static async Task<IResult> PushFileAsync(HttpContext context, string feed, PushServices services)
    {
        Caller caller = Caller.From(context.User);
        if (caller.Audience == Model.Levels.Audience.Public)
            return ProblemReasons.KeyMissing();
        if (!services.Registry.Current.Feeds.TryGetValue(feed, out FeedProfile? profile))
            return ProblemReasons.FeedUnknown(feed);
        if (!caller.IsMinistryOr(profile.Participant))
            return ProblemReasons.FeedForbidden();
        return await PushAsync(context, profile, hasFeed: true, services);
    }

    private static async Task<IResult> PushCanonicalAsync(HttpContext context, PushServices services)
    {
        Caller caller = Caller.From(context.User);
        if (caller.Audience == Model.Levels.Audience.Public)
            return ProblemReasons.KeyMissing();
        string? mediaType = context.Request.ContentType?.Split(';')[0].Trim().ToLowerInvariant();
        bool isJson =
            mediaType is null or "" or "application/json" or "application/x-ndjson" or "application/octet-stream"
            or "text/plain" or "application/x-www-form-urlencoded"
                || mediaType.EndsWith("+json", StringComparison.Ordinal)
            || mediaType == "application/ndjson" || mediaType == "text/json";
        if (!isJson)
            return ProblemReasons.Rejected(415, Model.Rejections.RejectionReason.FormatMismatch);
        var profile = new FeedProfile
        {
            Id = "canonical",
            Participant = caller.Participant ?? new ParticipantId("ministry"),
            Format = CanonicalFormat,
            UnknownLocation = "accept",
        };
        return await PushAsync(context, profile, hasFeed: false, services);
    }

    private static async Task<IResult> PushAsync(
        HttpContext context, FeedProfile profile, bool hasFeed, PushServices services)
    {
        if (!TryFlag(context, "dryRun", out bool isDryRun))
            return ProblemReasons.ParameterInvalid("dryRun", "true か false を書いてください。", "expected true or false");
        if (!TryFlag(context, "confirm", out bool isConfirmed))
            return ProblemReasons.ParameterInvalid("confirm", "true か false を書いてください。", "expected true or false");
        if (!TryDelivery(context, services.Time, out Delivery delivery, out Problem? wrongHeader))
            return wrongHeader!;
        if (!services.Gate.TryEnter())
            return ProblemReasons.Busy();
        try
        {
            (Stream? body, Problem? problem) = await services.Bodies.ReadAsync(context);
            if (body is null)
                return problem!;
            await using (body)
            {
                var request = new DeliveryRequest
                {
                    Profile = profile,
                    HasFeed = hasFeed,
                    Caller = Caller.From(context.User),
                    Delivery = delivery,
                    IsDryRun = isDryRun,
                    IsConfirmed = isConfirmed,
                };
                DeliveryAnswer answer = await services.Ingestor.IngestAsync(request, body, context.RequestAborted);
                return answer.ToResult();
            }
        }
        finally
        {
            services.Gate.Leave();
        }
    }

    private static async Task<IResult> ReadReceiptAsync(HttpContext context, string id, ISnapshotWriter log)
    {
        Caller caller = Caller.From(context.User);
        if (caller.Audience == Model.Levels.Audience.Public)
            return ProblemReasons.KeyMissing();
        Receipt? receipt = await log.FindReceiptAsync(id, context.RequestAborted);
        // Another participant's receipt and none at all look the same, for ids must not be probed.
        if (receipt is null || (!caller.IsMinistry && receipt.Participant != caller.Name))
            return ProblemReasons.ReceiptUnknown();
        return new ReceiptResult(receipt);
    }

    private static bool TryFlag(HttpContext context, string name, out bool value)
    {
        value = false;
        string? text = context.Request.Query[name];
        if (text is null)
            return true;
        value = text is "1" or "" || text.Equals("true", StringComparison.OrdinalIgnoreCase);
        return value || text is "0" || text.Equals("false", StringComparison.OrdinalIgnoreCase);
    }

    private static bool TryDelivery(HttpContext context, TimeProvider time, out Delivery delivery, out Problem? problem)
    {
        problem = null;
        DateTimeOffset? asOf = null;
        string? asOfText = context.Request.Headers["X-As-Of"];
        if (!string.IsNullOrEmpty(asOfText))
        {
            if (CanonicalTime.TryParse(Encoding.UTF8.GetBytes(asOfText), out DateTimeOffset parsed))
                asOf = parsed;
            else
                problem = ProblemReasons.ParameterInvalid(
                    "X-As-Of", "2026-11-22T14:03:00+09:00 のように書いてください。", "expected an RFC 3339 time with an offset");
        }

        delivery = new Delivery(time.GetUtcNow(), SentName.OfHeader(context.Request.Headers["X-File-Name"]), asOf);
        return problem is null;
    }
}
