using System.Text.Json;
using Inventory.Adapters;
using Inventory.Model.Levels;
using Inventory.Model.Receipts;
using Inventory.Model.Registry;
using Inventory.Model.Rejections;
using Inventory.Model.Snapshots;
using Inventory.Server.Auth;
using Inventory.Server.Http;
using Inventory.Server.Ingest;
using Inventory.Server.Problems;
using Inventory.Storage;
using Inventory.Storage.Files;

namespace Inventory.Server.Held;

/// <summary>The calls on deliveries that wait for a person.</summary>
internal static class HeldEndpoints
{
    /// <summary>Maps the calls.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/held", List)
            .RequireRateLimiting(RateLimits.ReadPolicy)
            .Describe("確認を待つ送付", "Deliveries that wait for a confirmation (the ministry all; a participant its own)")
            .Answers(200, 401, 429);
        routes.MapPost("/v1/held/{id}/confirm", ConfirmAsync)
            .RequireRateLimiting(RateLimits.PushPolicy)
            .Describe("確認して送る", "Confirm a held delivery: it is sent on and answered with its receipt; saying it again gives the same")
            .Answers(200, 400, 401, 404, 413, 415, 422, 429, 503);
        routes.MapDelete("/v1/held/{id}", Drop)
            .RequireRateLimiting(RateLimits.PushPolicy)
            .Describe("確認を待つ送付を捨てる", "Drop a held delivery; the former values stand")
            .Answers(204, 401, 404, 429);
    }

    /// <summary>Writes the member <c>held</c> of an answer.</summary>
    public static void WriteMember(Utf8JsonWriter json, HeldDelivery held)
    {
        json.WriteStartObject("held"u8);
        json.WriteString("id"u8, held.Id);
        json.WriteString("until"u8, CanonicalTime.Format(held.Until));
        json.WriteEndObject();
    }

    private static IResult List(HttpContext context, HeldServices services)
    {
        Caller caller = Caller.From(context.User);
        if (caller.Audience == Audience.Public)
            return ProblemReasons.KeyMissing();
        services.Audit.Read(caller, "held", null);
        return JsonAnswer.Of(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("held"u8);
            foreach (HeldDelivery held in services.Held.List(caller))
                Write(json, held);
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private static async Task<IResult> ConfirmAsync(HttpContext context, string id, HeldServices services)
    {
        Caller caller = Caller.From(context.User);
        if (caller.Audience == Audience.Public)
            return ProblemReasons.KeyMissing();
        if (services.Held.Find(caller, id) is null)
            return Unknown();
        if (!services.Gate.TryEnter())
            return ProblemReasons.Busy();
        try
        {
            // One at a time: two clerks who press at once both get the one receipt.
            await services.Confirming.WaitAsync(context.RequestAborted);
            try
            {
                return await ConfirmAloneAsync(caller, id, services, context.RequestAborted);
            }
            finally
            {
                services.Confirming.Release();
            }
        }
        finally
        {
            services.Gate.Leave();
        }
    }

    private static async Task<IResult> ConfirmAloneAsync(
        Caller caller, string id, HeldServices services, CancellationToken cancellation)
    {
        if (services.Held.Find(caller, id) is not { } held)
            return Unknown();
        if (held.Receipt is { } receiptId)
        {
            Receipt? receipt = await services.Log.FindReceiptAsync(receiptId, cancellation);
            return receipt is null ? Unknown() : new ReceiptResult(receipt);
        }

        bool hasFeed = services.Registry.Current.Feeds.TryGetValue(held.Feed, out FeedProfile? profile)
            && profile.Participant.Value == held.Participant;
        if (!hasFeed)
            return ProblemReasons.FeedUnknown(held.Feed);
        var request = new DeliveryRequest
        {
            Profile = profile!,
            HasFeed = true,
            Caller = caller,
            Delivery = new Delivery(held.ReceivedAt, held.FileName, held.AsOf),
            IsConfirmed = true,
        };
        services.Audit.Change(caller, "confirmHeld", $"{held.Feed} {held.Id}");
        await using Stream body = services.Held.Open(held);
        DeliveryAnswer answer = await services.Ingestor.IngestAsync(request, body, cancellation);
        if (answer.IsTaken)
            services.Held.Confirmed(held, answer.Receipt.Id);
        return answer.ToResult();
    }

    private static IResult Drop(HttpContext context, string id, HeldServices services)
    {
        Caller caller = Caller.From(context.User);
        if (caller.Audience == Audience.Public)
            return ProblemReasons.KeyMissing();
        if (!services.Held.Drop(caller, id))
            return Unknown();
        services.Audit.Change(caller, "dropHeld", id);
        return Results.NoContent();
    }

    private static Problem Unknown() => new(404, "heldUnknown", new LocalizedText(
        "この番号で確認を待っている送付はありません（期限は24時間です）。もう一度送ってください。",
        "No delivery waits under this id (they are kept for 24 hours); send it again."));

    private static void Write(Utf8JsonWriter json, HeldDelivery held)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, held.Id);
        json.WriteString("feed"u8, held.Feed);
        json.WriteString("participant"u8, held.Participant);
        json.WriteString("reason"u8, held.Reason);
        if (held.FileName is not null)
            json.WriteString("fileName"u8, held.FileName);
        json.WriteNumber("bytes"u8, held.Bytes);
        json.WriteString("receivedAt"u8, CanonicalTime.Format(held.ReceivedAt));
        json.WriteString("until"u8, CanonicalTime.Format(held.Until));
        json.WriteEndObject();
    }
}
