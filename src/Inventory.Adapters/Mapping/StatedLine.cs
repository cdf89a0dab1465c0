using Inventory.Model.Rejections;
using Inventory.Model.Snapshots;

namespace Inventory.Adapters.Mapping;

/// <summary>
/// One stated level as a source format says it: texts as sent, and what the format itself has already decided (the
/// status a qualifier stands for). Empty means "the source does not say".
/// </summary>
internal ref struct StatedLine
{
    /// <summary>Where it stands in the source.</summary>
    public SourcePosition Source;

    /// <summary>The place of one field, where the format knows more than <see cref="Source"/> tells (a column); null
    /// when it does not.</summary>
    public Func<string, SourcePosition>? PlaceOf;

    /// <summary>The place of the quantity; counts only when <see cref="HasQuantityPlace"/>.</summary>
    public SourcePosition QuantityPlace;

    /// <summary>True when the format tells the place of the quantity beforehand, for it is asked for of every
    /// line.</summary>
    public bool HasQuantityPlace;

    /// <summary>The location's code (a GLN or the partner's own).</summary>
    public ReadOnlySpan<char> Location;

    /// <summary>A second code of the same place: taken when <see cref="Location"/> is an invalid GLN or
    /// empty.</summary>
    public ReadOnlySpan<char> LocalLocation;

    /// <summary>The location's name, where no code is given.</summary>
    public ReadOnlySpan<char> LocationName;

    /// <summary>What the source calls a GTIN.</summary>
    public ReadOnlySpan<char> Gtin;

    /// <summary>The partner's own code of the item: taken when <see cref="Gtin"/> is invalid or empty.</summary>
    public ReadOnlySpan<char> LocalItem;

    /// <summary>True when the source promises that <see cref="LocalItem"/> holds trade item numbers only (a column
    /// named JAN): then a lost leading zero is given back.</summary>
    public bool ItemPromisesGtin;

    /// <summary>A second code of the same item: taken when <see cref="LocalItem"/> is a spoiled or mistyped
    /// number.</summary>
    public ReadOnlySpan<char> SecondItem;

    /// <summary>A number of the source's own that is never a GTIN, whatever its digits; wins over
    /// <see cref="LocalItem"/>.</summary>
    public ReadOnlySpan<char> OwnItem;

    /// <summary>The quantity as written; numbers in Japanese forms, blanks mean unknown.</summary>
    public ReadOnlySpan<char> Quantity;

    /// <summary>The quantity where the format has already decoded it (packed decimals, sums); wins over
    /// <see cref="Quantity"/>.</summary>
    public decimal? Number;

    /// <summary>A range instead of a quantity.</summary>
    public QuantityBand? Band;

    /// <summary>The unit's code or word.</summary>
    public ReadOnlySpan<char> Unit;

    /// <summary>The status that the format's qualifier stands for.</summary>
    public StockStatus Status;

    /// <summary>A status word of the source; when it is not empty it wins over <see cref="Status"/>.</summary>
    public ReadOnlySpan<char> StatusWord;

    /// <summary>A sale state word of the source.</summary>
    public ReadOnlySpan<char> SaleState;

    /// <summary>Lot or batch.</summary>
    public ReadOnlySpan<char> Lot;

    /// <summary>Expiry or best-before date, in any of the date forms.</summary>
    public ReadOnlySpan<char> Expiry;

    /// <summary>The owner's participant id.</summary>
    public ReadOnlySpan<char> Owner;

    /// <summary>The line's as-of, in any of the date forms.</summary>
    public ReadOnlySpan<char> AsOf;

    /// <summary>The as-of where the format has already decoded it; wins over <see cref="AsOf"/>.</summary>
    public DateTimeOffset? AsOfTime;

    /// <summary>Where <see cref="AsOfTime"/> came from.</summary>
    public AsOfSource AsOfSource;

    /// <summary>What the format itself found wrong with the line, in its own words: the line is refused for it, and its
    /// place is known to have said something. None when nothing is.</summary>
    public RejectionReason Fault;

    /// <summary>The field of <see cref="Fault"/>, as the format names it.</summary>
    public string? FaultField;

    /// <summary>What stood in that field.</summary>
    public ReadOnlySpan<char> FaultValue;

    /// <summary>Where the quantity stands.</summary>
    public readonly SourcePosition AtQuantity() => HasQuantityPlace ? QuantityPlace : At("quantity");

    /// <summary>Where a field stands.</summary>
    public readonly SourcePosition At(string field) => PlaceOf is null ? Source : PlaceOf(field);
}
