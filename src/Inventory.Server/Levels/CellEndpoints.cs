using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Inventory.Engine;
using Inventory.Model.Identifiers;
using Inventory.Model.Levels;
using Inventory.Server.Auth;
using Inventory.Server.Http;
using Inventory.Server.Ingest;
using Inventory.Server.Problems;

namespace Inventory.Server.Levels;

/// <summary>Cells: the ministry sees all, a participant its own, nobody else any.</summary>
internal static class CellEndpoints
{
    // A page is small enough that the core is not held up, and large enough that a national export takes few turns.
    private const int PageCells = 10_000;
    private const string Ndjson = "application/x-ndjson";

    /// <summary>Maps the calls.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/cells", ReadAllAsync)
            .RequireRateLimiting(RateLimits.ReadPolicy)
            .Describe("セル（経済産業省はすべて、参加企業は自社）", "Cells: the ministry all, a participant its own; NDJSON")
            .WithDescription("Read page by page between two batches of the core: a cell that changes meanwhile "
                + "appears as it was when its page was read.")
            .Answers(200, 401, 406, 429, 503);
        routes.MapGet("/v1/locations/{location}/cells", ReadLocationAsync)
            .RequireRateLimiting(RateLimits.ReadPolicy)
            .Describe("ひとつの場所のセル", "One location's cells (the ministry, or its owner)")
            .Answers(200, 401, 403, 404, 429, 503);
    }

    private static async Task<IResult> ReadAllAsync(HttpContext context, LevelServices services)
    {
        Caller caller = Caller.From(context.User);
        if (caller.Audience == Audience.Public)
            return ProblemReasons.KeyMissing();
        string? type = Accepted.Choose(context.Request, Ndjson, "application/json");
        if (type is null)
            return ProblemReasons.NotAcceptable(Ndjson);
        services.Audit.Read(caller, "cells", null);
        // The first page before the answer starts, so that a core that cannot answer is a 503 and not a cut text.
        await using IAsyncEnumerator<IReadOnlyList<CellFact>> pages = services.Cells
            .PagesAsync(caller.IsMinistry ? null : caller.Participant, PageCells).GetAsyncEnumerator();
        bool hasPage = await pages.MoveNextAsync();
        await StreamAsync(context, services, hasPage ? pages : null);
        return Results.Empty;
    }

    private static async Task StreamAsync(
        HttpContext context, LevelServices services, IAsyncEnumerator<IReadOnlyList<CellFact>>? pages)
    {
        context.Response.ContentType = Ndjson;
        context.Response.Headers.CacheControl = "no-store";
        var buffer = new ArrayBufferWriter<byte>();
        var options =
            new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
        for (bool hasPage = pages is not null; hasPage; hasPage = await pages!.MoveNextAsync())
        {
            foreach (CellFact cell in pages!.Current)
            {
                using (var json = new Utf8JsonWriter(buffer, options))
                    CellWriter.Write(json, cell, services.IsSimulated);
                buffer.Write("\n"u8);
            }

            await context.Response.Body.WriteAsync(buffer.WrittenMemory, context.RequestAborted);
            buffer.ResetWrittenCount();
        }
    }

    private static async Task<IResult> ReadLocationAsync(HttpContext context, string location, LevelServices services)
    {
        Caller caller = Caller.From(context.User);
        if (caller.Audience == Audience.Public)
            return ProblemReasons.KeyMissing();
        if (!LocationId.TryParse(location, out LocationId id))
            return caller.IsMinistry ? ProblemReasons.LocationUnknown() : ProblemReasons.Forbidden();
        // Whether another participant's place exists is not told: both are forbidden.
        ParticipantId? owner = OwnershipCheck.Owner(id, services.Registry.Current);
        if (!caller.IsMinistry && owner != caller.Participant)
            return ProblemReasons.Forbidden();
        services.Audit.Read(caller, "locationCells", id.Value);
        IReadOnlyList<CellFact> cells = await services.Cells.LocationAsync(id);
        if (cells.Count == 0 && !services.Registry.Current.Locations.ContainsKey(id.Value))
            return ProblemReasons.LocationUnknown();
        return JsonAnswer.Of(json =>
        {
            json.WriteStartObject();
            json.WriteString("location"u8, id.Value);
            if (services.IsSimulated)
                json.WriteBoolean("simulated"u8, true);
            json.WriteStartArray("cells"u8);
            foreach (CellFact cell in cells)
                CellWriter.Write(json, cell, isSimulated: false);
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }
}
