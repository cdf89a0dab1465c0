using Inventory.Model.Registry;
using Inventory.Model.Rejections;

namespace Inventory.Adapters.Suggesting;

/// <summary>A proposed feed profile for a file nobody has described yet, with the reasons for it.</summary>
public sealed record ProfileSuggestion
{
    /// <summary>The proposed profile; null when the file cannot be read as a table at all. What could not be known is
    /// left out of it and named in <see cref="Blanks"/>.</summary>
    public FeedProfile? Profile { get; init; }

    /// <summary>Why there is no profile; null when there is one.</summary>
    public Rejection? Failure { get; init; }

    /// <summary>0 to 1: how sure all of it is; below <see cref="SureFrom"/> a person must look.</summary>
    public double Confidence { get; init; }

    /// <summary>From here on a suggestion may be used without a person.</summary>
    public const double SureFrom = 0.8;

    /// <summary>Row of the header as the sender's program counts it, 1-based; 0 when there is none.</summary>
    public long HeaderRow { get; init; }

    /// <summary>Each column of the file, in its order.</summary>
    public IReadOnlyList<ColumnSuggestion> Columns { get; init; } = [];

    /// <summary>What the file does not tell and a person must.</summary>
    public IReadOnlyList<SuggestionBlank> Blanks { get; init; } = [];

    /// <summary>The first rows after the header, as texts, for the eye.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Sample { get; init; } = [];
}

/// <summary>What a column seems to hold.</summary>
/// <param name="Index">Its position, 0-based.</param>
/// <param name="Name">Its name as written (rows of a header joined by a blank); empty when it has none.</param>
/// <param name="Field">The profile's field (<c>item, quantity, location, locationName, asOf, unit, status,
/// saleState, lot,
/// expiry, owner, otherQuantity</c>); <c>plan</c> for what looks like stock and is a plan, an order or an arrival; null
/// for what is not needed.</param>
/// <param name="Confidence">0 to 1.</param>
/// <param name="Evidence">Why, in words.</param>
public sealed record ColumnSuggestion(
    int Index, string Name, string? Field, double Confidence, IReadOnlyList<LocalizedText> Evidence);

/// <summary>Something the file does not tell.</summary>
/// <param name="Field">The profile's field.</param>
/// <param name="Question">What to ask the person.</param>
public sealed record SuggestionBlank(string Field, LocalizedText Question);
