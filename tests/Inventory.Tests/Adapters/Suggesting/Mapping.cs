using System.Text;
using System.Text.Json;
using Inventory.Adapters;
using Inventory.Adapters.Suggesting;
using Inventory.Model.Registry;
using Xunit;

namespace Inventory.Tests.Adapters.Suggesting;

/// <summary>What a suggestion makes of a file, in one line, and the way from a suggestion to a reading.</summary>
internal static class Mapping
{
    /// <summary>The columns of the fields by index, such as <c>asOf=3 item=0 quantity=2</c>, in the order of their
    /// names.</summary>
    public static string Of(ProfileSuggestion suggestion)
    {
        var parts = new SortedSet<string>(StringComparer.Ordinal);
        foreach (IGrouping<string, ColumnSuggestion> field in suggestion.Columns
            .Where(x => x.Field is not (null or "plan" or "locationName")).GroupBy(x => x.Field!))
            parts.Add($"{field.Key}={string.Join('+', field.Select(x => x.Index))}");
        // A place's name matters only where no code stands beside it.
        if (!suggestion.Columns.Any(x => x.Field == "location")
            && suggestion.Columns.FirstOrDefault(x => x.Field == "locationName") is { } name)
            parts.Add($"locationName={name.Index}");
        return string.Join(' ', parts);
    }

    /// <summary>Writes a profile, loads it again, and reads the file by what was loaded.</summary>
    public static async Task<FeedReading> LoopAsync(
        FeedProfile profile, byte[] file, string? fileName = null, DateTimeOffset? received = null)
    {
        FeedProfile loaded = Reload(profile);
        Assert.True(AdapterCatalog.TryFind(loaded, out IStockAdapter? adapter));
        using var body = new MemoryStream(file);
        return await adapter.ReadAsync(
            body, loaded, TestFeed.Registry(loaded), new Delivery(received ?? TestFeed.ReceivedAt, fileName), CancellationToken.None);
    }

    public static FeedProfile Reload(FeedProfile profile)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
            FeedProfileJson.Write(json, profile);
        var errors = new List<RegistryError>();
        FeedProfile? loaded = RegistryLoader.LoadFeed(stream.ToArray(), "suggested.json", errors);
        Assert.True(loaded is not null, string.Join("; ", errors) + Encoding.UTF8.GetString(stream.ToArray()));
        return loaded;
    }

    public static Task<ProfileSuggestion> SuggestAsync(byte[] file, string? fileName = null, string? location = null)
    {
        using var body = new MemoryStream(file);
        return FileSuggester.SuggestAsync(
            body,
            new SuggestionHints
            {
                FileName = fileName,
                Participant = TestFeed.Shop,
                Location = location,
                DeliveredAt = TestFeed.ReceivedAt,
            },
            CancellationToken.None);
    }
}
