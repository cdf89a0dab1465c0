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
    /// <summary>The one line where a finder is put in; this one finds nothing, and all it is asked about is
    /// refused.</summary>
    public static ColumnFinder Default { get; } = (_, _) =>
        new ProfileSuggestion { Failure = new Rejection(default, "file", null, RejectionReason.MappingUncertain) };
}
