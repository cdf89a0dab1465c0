using Inventory.Model.Identifiers;
using Inventory.Model.Levels;
using Inventory.Server.Auth;
using Inventory.Server.Core;
using Inventory.Server.Http;
using Inventory.Server.Ingest;
using Inventory.Server.Problems;
using Inventory.Server.Registry;

namespace Inventory.Server.Backbone;

/// <summary>
/// What gateways ask of the core that holds a partition, with the key of whoever asked them. Not part of the public
/// contract; guarded like it: the ministry all, a participant its own, nobody else any.
/// </summary>
internal static class PartitionEndpoints
{
    /// <summary>The path before the partition's number.</summary>
    public const string Root = "/internal/partitions";

    private const int LocationsMax = 1_000;
    private const int CountMax = 20_000;

    /// <summary>Maps the calls.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Root + "/{partition:int}/cells", ReadPageAsync)
            .RequireRateLimiting(RateLimits.ReadPolicy).ExcludeFromDescription();
        routes.MapPost(Root + "/{partition:int}/cells", ReadLocationsAsync)
            .RequireRateLimiting(RateLimits.ReadPolicy).ExcludeFromDescription();
        routes.MapPost(Root + "/{partition:int}/count", CountLocationsAsync)
            .RequireRateLimiting(RateLimits.ReadPolicy).ExcludeFromDescription();
    }

    private static async Task<IResult> ReadPageAsync(
        HttpContext context, int partition, KafkaCore core, int skip = 0, int count = 1, string? participant = null)
    {
        var caller = Caller.From(context.User);
        if (caller.Audience == Audience.Public)
            return ProblemReasons.KeyMissing();
        ParticipantId? owner = participant is null ? null : new ParticipantId(participant);
        if (!caller.IsMinistry && (owner is null || owner != caller.Participant))
            return ProblemReasons.Forbidden();
        if (skip < 0 || count is < 1 or > CountMax)
            return ProblemReasons.ParameterInvalid("count", "範囲外です。", "out of range");
        return Results.Json(await core.RunAsync(partition, engine => engine.Cells(owner, skip, count)));
    }

    private static async Task<IResult> ReadLocationsAsync(
        HttpContext context, int partition, string[] locations, KafkaCore core, RegistryHolder registry) =>
        Refuse(context, locations, registry) is { } refused ? refused : Results.Json(
            await core.RunAsync(partition, engine => PartitionCells.Of(engine, locations)));

    private static async Task<IResult> CountLocationsAsync(
        HttpContext context, int partition, string[] locations, KafkaCore core, RegistryHolder registry) =>
        Refuse(context, locations, registry) is { } refused ? refused : Results.Json(
            await core.RunAsync(partition, engine => PartitionCells.Count(engine, locations)));

    private static Problem? Refuse(HttpContext context, string[] locations, RegistryHolder registry)
    {
        var caller = Caller.From(context.User);
        if (caller.Audience == Audience.Public)
            return ProblemReasons.KeyMissing();
        if (locations.Length > LocationsMax)
            return ProblemReasons.ParameterInvalid("locations", "多すぎます。", "too many");
        bool isAllowed = caller.IsMinistry || locations.All(x => LocationId.TryParse(x, out LocationId id)
            && OwnershipCheck.Owner(id, registry.Current) == caller.Participant);
        return isAllowed ? null : ProblemReasons.Forbidden();
    }
}
