using Inventory.Adapters.Suggesting;
using Inventory.Model.Registry;

namespace Inventory.Adapters.Tables;

/// <summary>Finds the columns of a table nobody has described, from its first rows.</summary>
/// <param name="rows">The first rows, titles and header among them; blank ones left out.</param>
/// <param name="profile">What is known beforehand.</param>
/// <param name="delivery">What came with the file.</param>
internal delegate ProfileSuggestion ColumnFinder(
    IReadOnlyList<BufferedRow> rows, FeedProfile profile, Delivery delivery);

/// <summary>The finder in use: the one that proposes profiles to people.</summary>
internal static class ColumnFinders
{
    /// <summary>Finds columns as <c>suggest</c> does; what the profile states is not asked for.</summary>
    public static ProfileSuggestion Default(IReadOnlyList<BufferedRow> rows, FeedProfile profile, Delivery delivery) =>
        TableSuggester.Suggest([.. rows.Select(x => x.Cells)], new SuggestionHints
        {
            FileName = delivery.FileName,
            DeliveredAt = delivery.ReceivedAt,
            Participant = profile.Participant,
            FeedId = profile.Id,
            Format = profile.Format,
            Lines = [.. rows.Select(x => x.Number)],
            Location = profile.Constants.GetValueOrDefault("location"),
            Unit = profile.Constants.GetValueOrDefault("unit"),
            Scope = profile.Scope,
            TimeZone = profile.TimeZone,
        });
}
