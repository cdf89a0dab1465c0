using Inventory.Model.Identifiers;
using Inventory.Model.Snapshots;

namespace Inventory.Model.Registry;

/// <summary>
/// One participant's configured source: how its file is read. The only thing that varies per participant.
/// Schema: <c>schemas/feed-profile.v1.schema.json</c>; every property is the Pascal form of the schema's field.
/// </summary>
public sealed record FeedProfile
{
    /// <summary>Stable id, as in <c>/v1/feeds/{id}/snapshots</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The owner: the sender of its snapshots, and the scope of its local codes.</summary>
    public required ParticipantId Participant { get; init; }

    /// <summary>Which adapter reads it: <c>delimited</c> or <c>canonical-json</c>.</summary>
    public required string Format { get; init; }

    /// <summary>Japanese name; null when there is none.</summary>
    public string? NameJa { get; init; }

    /// <summary>English name; null when there is none.</summary>
    public string? NameEn { get; init; }

    /// <summary><c>auto</c>, <c>utf-8</c>, <c>utf-16</c>, <c>cp932</c> or <c>euc-jp</c>.</summary>
    public string Encoding { get; init; } = "auto";

    /// <summary><c>auto</c> or one character.</summary>
    public string Delimiter { get; init; } = "auto";

    /// <summary>The quote character.</summary>
    public string Quote { get; init; } = "\"";

    /// <summary>False when the file has no header; columns are then named <c>1</c>, <c>2</c>, … by position.</summary>
    public bool Header { get; init; } = true;

    /// <summary>Lines before the header that are no data.</summary>
    public int SkipLines { get; init; }

    /// <summary>Offset for times without one, such as <c>+09:00</c>.</summary>
    public string TimeZone { get; init; } = "+09:00";

    /// <summary>Whether an unlisted item of a listed location is gone.</summary>
    public SnapshotScope Scope { get; init; } = SnapshotScope.Full;

    /// <summary>True when each file is complete for all locations of the feed: a run.</summary>
    public bool CompleteRun { get; init; }

    /// <summary>Column names by field (<c>item, location, locationName, asOf, unit, status, saleState, lot, expiry,
    /// owner, quantity</c>), each with alternatives.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Columns { get; init; } =
        new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Quantity columns that become one line each; used instead of the single <c>quantity</c>
    /// column.</summary>
    public IReadOnlyList<QuantityColumn> Quantities { get; init; } = [];

    /// <summary>Values for fields that no column carries, such as <c>location</c> or <c>unit</c>.</summary>
    public IReadOnlyDictionary<string, string> Constants { get; init; } = new Dictionary<string, string>();

    /// <summary>Order in which an as-of is looked for: <c>line, header, fileName, delivery</c>.</summary>
    public IReadOnlyList<string> AsOfOrder { get; init; } = ["line", "header", "fileName", "delivery"];

    /// <summary><c>counted</c>, or <c>fileMade</c> when the file carries one time for all rows.</summary>
    public string AsOfMeaning { get; init; } = "counted";

    /// <summary>Unit words of this source and the UN/ECE codes they stand for, beside the built-in Japanese
    /// words.</summary>
    public IReadOnlyDictionary<string, string> Units { get; init; } = new Dictionary<string, string>();

    /// <summary><c>reject</c> or <c>accept</c>: what happens to a location the registry does not know.</summary>
    public string UnknownLocation { get; init; } = "reject";

    /// <summary>The tier of accepted unregistered locations.</summary>
    public Tier UnknownLocationTier { get; init; } = Tier.Retailer;

    /// <summary>Minutes between expected reports of accepted unregistered locations.</summary>
    public int IntervalMinutes { get; init; } = 1440;

    /// <summary>The sale state when the file says nothing.</summary>
    public SaleState SaleState { get; init; }

    /// <summary>Words of this source for sale states and the states they stand for.</summary>
    public IReadOnlyDictionary<string, string> SaleStates { get; init; } = new Dictionary<string, string>();

    /// <summary>True when a delivery with fewer than half of the last one's lines waits for a confirmation.</summary>
    public bool ShrinkGuard { get; init; } = true;
}

/// <summary>A quantity column that becomes a line of its own.</summary>
public sealed record QuantityColumn
{
    /// <summary>The column's name, with alternatives.</summary>
    public required IReadOnlyList<string> Column { get; init; }

    /// <summary>The item (GTIN or the participant's local code); null when the row's item column says it.</summary>
    public string? Item { get; init; }

    /// <summary>The status of this column's quantities.</summary>
    public StockStatus Status { get; init; }

    /// <summary>The unit of this column's quantities; null when the row's unit column or the constant says
    /// it.</summary>
    public string? Unit { get; init; }
}
