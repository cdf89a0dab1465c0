using Inventory.Model.Identifiers;
using Inventory.Model.Snapshots;

namespace Inventory.Model.Registry;

/// <summary>
/// One participant's configured source: how its file is read. The only thing that varies per participant.
/// Schema: <c>schemas/feed-profile.v1.schema.json</c>; every property is the Pascal form of the schema's field.
/// </summary>
public sealed record FeedProfile
{
    /// <summary>The word of a policy that takes what it is about.</summary>
    public const string Accept = "accept";

    /// <summary>The word of a policy that refuses what it is about.</summary>
    public const string Reject = "reject";

    /// <summary>The word for "this is no stock: pass it over".</summary>
    public const string Ignore = "ignore";

    /// <summary>Stable id, as in <c>/v1/feeds/{id}/snapshots</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The owner: the sender of its snapshots, and the scope of its local codes.</summary>
    public required ParticipantId Participant { get; init; }

    /// <summary>Which adapter reads it: one of <see cref="FeedFormats.All"/>.</summary>
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

    /// <summary><c>profile</c> when this profile names the columns; <c>auto</c> when they are found in each file, which
    /// is refused where that leaves a doubt.</summary>
    public string Mapping { get; init; } = "profile";

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

    /// <summary>Status words of this source and the statuses they stand for; <see cref="Ignore"/> for what is no
    /// stock.</summary>
    public IReadOnlyDictionary<string, string> Statuses { get; init; } = new Dictionary<string, string>();

    /// <summary>Codes or names of locations (<c>*</c> and <c>?</c> allowed) whose goods have a status of their own,
    /// such
    /// as a warehouse of blocked goods.</summary>
    public IReadOnlyDictionary<string, string> LocationStatuses { get; init; } = new Dictionary<string, string>();

    /// <summary><c>accept</c> (with the warning <c>unitMissing</c>) or <c>reject</c>: a quantity without a
    /// unit.</summary>
    public string MissingUnit { get; init; } = Accept;

    /// <summary><c>accept</c> (kept and counted apart) or <c>reject</c>: an item the registry does not know.</summary>
    public string UnknownItem { get; init; } = Accept;

    /// <summary><c>accept</c> (with the warning <c>controlCount</c>) or <c>reject</c>: a control count of the file that
    /// disagrees with what it holds.</summary>
    public string WrongControlCount { get; init; } = Accept;

    /// <summary>Kinds of findings for which a delivery waits until it is confirmed.</summary>
    public IReadOnlyList<string> Quarantine { get; init; } = [];

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

    /// <summary>Where the table lies in a workbook; for the format <c>spreadsheet</c>.</summary>
    public SheetMapping? Sheet { get; init; }

    /// <summary>The records; for the format <c>fixed-width</c>.</summary>
    public FixedWidthLayout? FixedWidth { get; init; }

    /// <summary>Qualifiers and places; for the formats <c>edifact-invrpt</c> and <c>x12-846</c>.</summary>
    public EdiMapping? Edi { get; init; }

    /// <summary>Where the facts lie in a tree; for the formats <c>json</c> and <c>xml</c>.</summary>
    public PathMapping? Paths { get; init; }

    /// <summary>Dispositions; for the format <c>gs1-inventory</c>.</summary>
    public Gs1Mapping? Gs1 { get; init; }

    /// <summary>How movements become levels; for the format <c>epcis</c>.</summary>
    public EpcisMapping? Epcis { get; init; }

    /// <summary>The same feed in other formats: the one that fits the first bytes of a delivery is taken, else this
    /// one.</summary>
    public IReadOnlyList<FeedProfile> Variants { get; init; } = [];
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
