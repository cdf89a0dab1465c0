using System.Text.Json;
using Inventory.Model.Alerts;
using Inventory.Model.Levels;
using Inventory.Server.Auth;
using Inventory.Server.Core;
using Inventory.Server.Http;
using Inventory.Server.Options;
using Inventory.Server.Problems;
using Inventory.Storage.Log;

namespace Inventory.Server.Levels;

/// <summary>Alerts and their acknowledgement; webhooks come later and say so.</summary>
internal static class AlertEndpoints
{
    private const int CountMax = 1000;
    private const int NoteLengthMax = 500;
    private const int BodyBytesMax = 16 * 1024;

    /// <summary>Maps the calls.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/alerts", ReadAsync)
            .RequireRateLimiting(RateLimits.ReadPolicy)
            .Describe("警報", "Alerts, newest first (the ministry all; a participant those whose level it may see)")
            .WithDescription("active=true for those whose condition still holds.")
            .TakesQuery("active")
            .Answers(200, 400, 401, 429, 503);
        routes.MapPost("/v1/alerts/{id}/acknowledge", AcknowledgeAsync)
            .RequireRateLimiting(RateLimits.ReadPolicy)
            .Describe("警報を引き受ける", "Acknowledge an alert; a second acknowledgement keeps the first")
            .TakesBody("application/json")
            .Answers(200, 400, 401, 404, 413, 429, 503);
        routes.MapMethods("/v1/alert-subscriptions", ["GET", "POST"], ProblemReasons.NotImplementedYet)
            .RequireRateLimiting(RateLimits.ReadPolicy)
            .Describe("警報の通知先（準備中）", "Webhook subscriptions: not built yet")
            .Answers(501);
    }

    private static async Task<IResult> ReadAsync(HttpContext context, AlertServices services)
    {
        Caller caller = Caller.From(context.User);
        if (caller.Audience == Audience.Public)
            return ProblemReasons.KeyMissing();
        if (QueryCheck.FirstUnknown(context.Request, "active") is { } unknown)
            return ProblemReasons.ParameterInvalid(unknown, "知らない項目です。", "unknown parameter; known: active");
        bool activeOnly = false;
        if (context.Request.Query["active"].ToString() is { Length: > 0 } text && !bool.TryParse(text, out activeOnly))
            return ProblemReasons.ParameterInvalid("active", "true か false を書いてください。", "expected true or false");
        services.Audit.Read(caller, "alerts", null);
        IReadOnlyList<Alert> alerts =
            await services.Store.Alerts.ListAsync(activeOnly, CountMax, context.RequestAborted);
        IEnumerable<Alert> disclosed = alerts.Select(x => services.Desk.Disclose(x, caller)).OfType<Alert>();
        return new BytesResult(AlertJson.ToUtf8(disclosed, services.Options.Demo), "application/json; charset=utf-8");
    }

    private static async Task<IResult> AcknowledgeAsync(HttpContext context, string id, AlertServices services)
    {
        Caller caller = Caller.From(context.User);
        if (caller.Audience == Audience.Public)
            return ProblemReasons.KeyMissing();
        if (context.Request.ContentLength > BodyBytesMax)
            return ProblemReasons.Rejected(413, Model.Rejections.RejectionReason.TooLarge);
        (bool ok, string? note) = await ReadNoteAsync(context);
        if (!ok)
        {
            return ProblemReasons.ParameterInvalid(
                "note", "500文字までの文字列を書いてください。", "expected {\"note\": text of at most 500 characters} or an empty body");
        }

        // Only what the caller may see can be acknowledged; anything else does not exist for it.
        IReadOnlyList<Alert> alerts = await services.Store.Alerts.ListAsync(false, CountMax, context.RequestAborted);
        if (alerts.FirstOrDefault(x => x.Id == id) is not { } found || services.Desk.Disclose(found, caller) is null)
            return ProblemReasons.AlertUnknown();
        Alert? alert = await services.Store.Alerts.AcknowledgeAsync(
            id, caller.Name, note, services.Time.GetUtcNow(), context.RequestAborted);
        if (alert is null || services.Desk.Disclose(alert, caller) is not { } disclosed)
            return ProblemReasons.AlertUnknown();
        services.Desk.NoteAcknowledged(alert);
        return new BytesResult(AlertJson.ToUtf8(disclosed, services.Options.Demo), "application/json; charset=utf-8");
    }

    private static async Task<(bool Ok, string? Note)> ReadNoteAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        byte[] chunk = new byte[4096];
        int read;
        while ((read = await context.Request.Body.ReadAsync(chunk, context.RequestAborted)) > 0)
        {
            body.Write(chunk, 0, read);
            if (body.Length > BodyBytesMax)
                return (false, null);
        }

        if (body.Length == 0)
            return (true, null);
        try
        {
            using JsonDocument json = JsonDocument.Parse(body.ToArray());
            if (json.RootElement.ValueKind != JsonValueKind.Object)
                return (false, null);
            if (!json.RootElement.TryGetProperty("note", out JsonElement note) || note.ValueKind == JsonValueKind.Null)
                return (true, null);
            bool isText = note.ValueKind == JsonValueKind.String && note.GetString()!.Length <= NoteLengthMax;
            return (isText, isText ? note.GetString() : null);
        }
        catch (JsonException)
        {
            return (false, null);
        }
    }
}
