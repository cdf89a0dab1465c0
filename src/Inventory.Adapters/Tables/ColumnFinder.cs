using Inventory.Adapters.Suggesting;
using Inventory.Model.Registry;
using Inventory.Model.Rejections;

namespace Inventory.Adapters.Tables;

/// <summary>Finds the columns of a table nobody has described, from its first rows.</summary>
/// <param name="rows">The first rows, titles and header among them; blank ones left out.</param>
/// <param name="profile">What is known beforehand.</param>
internal delegate ProfileSuggestion ColumnFinder(IReadOnlyList<BufferedRow> rows, FeedProfile profile);

/// <summary>The finder in use.</summary>
internal static class ColumnFinders
{
    /// <summary>The one line where a finder is put in.</summary>
    public static ColumnFinder Default { get; } = Nothing;

    /// <summary>False while nothing finds columns, and all that asks for it is refused.</summary>
    public static bool IsThere => Default != Nothing;

    private static ProfileSuggestion Nothing(IReadOnlyList<BufferedRow> rows, FeedProfile profile) =>
        new() { Failure = new Rejection(default, "file", null, RejectionReason.MappingUncertain) };
}
