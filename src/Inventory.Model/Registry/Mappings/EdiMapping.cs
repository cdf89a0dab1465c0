namespace Inventory.Model.Registry;

/// <summary>
/// What the qualifiers and places of an EDI partner mean. Everything left out is the standard's meaning; a code that
/// neither knows is warned of and never counted.
/// </summary>
public sealed record EdiMapping
{
    /// <summary>The physical total at a place, parts that are committed or damaged included: they are taken
    /// off it.</summary>
    public const string Total = "total";

    /// <summary>Take the places and their parts, and drop the total.</summary>
    public const string Parts = "locations";

    /// <summary>Leave out and say so.</summary>
    public const string Warn = "warn";

    /// <summary>Take what states a level.</summary>
    public const string Levels = "levels";

    /// <summary>The meanings a quantity code can have.</summary>
    public static IReadOnlyList<string> Meanings { get; } =
        ["onHand", Total, "allocated", "inTransit", "onHold", FeedProfile.Ignore];

    /// <summary>Quantity codes (EDIFACT 6063, X12 673) and their <see cref="Meanings"/>. Of several on-hand codes of
    /// one item and place the first listed counts.</summary>
    public IReadOnlyDictionary<string, string> Quantities { get; init; } = new Dictionary<string, string>();

    /// <summary>Which segments say the place, best first: <c>LOC 14</c>, <c>NAD WH</c>, <c>N1 WH</c>,
    /// <c>REF ZZ</c>. Replaces the standard order.</summary>
    public IReadOnlyList<string> Locations { get; init; } = [];

    /// <summary>Qualifiers of the item's own codes (EDIFACT 7143, X12 235), best first; a valid GTIN comes before all.
    /// Replaces the standard order.</summary>
    public IReadOnlyList<string> Items { get; init; } = [];

    /// <summary>Inventory types (EDIFACT 7491, and 4405 of a status of type 7) and their statuses.</summary>
    public IReadOnlyDictionary<string, string> InventoryTypes { get; init; } = new Dictionary<string, string>();

    /// <summary><see cref="Levels"/>, <c>ignore</c> or <c>reject</c>: a movement advice.</summary>
    public string Movements { get; init; } = Levels;

    /// <summary><see cref="Parts"/> or <c>ignore</c>: X12 SCH segments with a place at the report's date.</summary>
    public string Schedules { get; init; } = Parts;

    /// <summary><see cref="Warn"/>, <see cref="Parts"/> or <c>ignore</c>: X12 SDQ segments.</summary>
    public string StoreQuantities { get; init; } = Warn;

    /// <summary>Report kinds (X12 BIA02, EDIFACT 1001) that list only what changed: nothing becomes gone.</summary>
    public IReadOnlyList<string> DeltaReports { get; init; } = [];
}
