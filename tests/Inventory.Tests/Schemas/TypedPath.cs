using System.Globalization;
using System.Text;
using System.Text.Json;
using Inventory.Adapters;
using Inventory.Adapters.Json;
using Inventory.Model.Identifiers;
using Inventory.Model.Registry;
using Inventory.Model.Rejections;
using Inventory.Model.Snapshots;
using Inventory.Tests.Repository;

namespace Inventory.Tests.Schemas;

/// <summary>The platform's own way of reading one canonical document: adapter and validator, against the demo
/// registry.</summary>
internal static class TypedPath
{
    private static readonly DateTimeOffset Now = DateTimeOffset.Parse("2026-11-22T06:00:00Z", CultureInfo.InvariantCulture);

    private static readonly StockRegistry Demo = LoadDemo();

    private static readonly FeedProfile Canonical =
        new() { Id = "canonical", Participant = new ParticipantId("retailer-01"), Format = "canonical-json" };

    /// <summary>The first reason the document or one of its lines is refused for; null when all of it is
    /// accepted.</summary>
    public static async Task<RejectionReason?> RefusalAsync(string text)
    {
        using var body = new MemoryStream(Encoding.UTF8.GetBytes(text));
        FeedReading reading = await new CanonicalJsonAdapter().ReadAsync(
            body, ProfileOf(text), Demo, new Delivery(Now), CancellationToken.None);
        if (reading.Failure is { } failure)
            return failure.Reason;
        if (reading.Rejections.Count > 0)
            return reading.Rejections[0].Reason;
        if (reading.Run is { } marker)
            return SnapshotValidator.Check(marker, new SnapshotContext(Demo, Now))?.Reason;
        return null;
    }

    /// <summary>The profile of the feed that the document names, where there is one.</summary>
    private static FeedProfile ProfileOf(string text)
    {
        using JsonDocument document = JsonDocument.Parse(text);
        return document.RootElement.ValueKind == JsonValueKind.Object
            && document.RootElement.TryGetProperty("feed", out JsonElement feed) && feed.ValueKind == JsonValueKind.String
            && Demo.Feeds.TryGetValue(feed.GetString()!, out FeedProfile? profile)
            ? profile
            : Canonical;
    }

    private static StockRegistry LoadDemo() =>
        RegistryLoader.Load(Path.Combine(RepositoryFiles.Root, "infra", "registry"), out IReadOnlyList<RegistryError> errors)
        ?? throw new InvalidOperationException(string.Join('\n', errors));
}
