using Inventory.Model.Identifiers;
using Inventory.Model.Snapshots;

namespace Inventory.Adapters.Assembling;

/// <summary>What is known of all lines of one kind without looking at each.</summary>
internal enum KindState
{
    /// <summary>Each line must be looked at by the validator.</summary>
    Odd = 0,

    /// <summary>Valid, and a whole number of its unit is <see cref="LineKind.Factor"/> times as many base units.</summary>
    Resolved = 1,

    /// <summary>Valid; the registry does not know the item.</summary>
    UnknownItem = 2,

    /// <summary>Valid; the registry knows the item and not the unit.</summary>
    UnknownPack = 3,
}

/// <summary>What lines of one item in one unit and status share: found once, so that a line is only a number more. Two
/// kinds may be equal; nothing depends on their being one.</summary>
internal sealed class LineKind(ItemId item, string? unit, StockStatus status, SaleState saleState, int template)
{
    public ItemId Item => item;

    public string? Unit => unit;

    public StockStatus Status => status;

    public SaleState SaleState => saleState;

    /// <summary>How the places of its lines are told: an index of <see cref="SourceTemplates"/>.</summary>
    public int Template => template;

    /// <summary>Its index in the store.</summary>
    public int Index { get; init; }

    /// <summary>What the validator says of all its lines.</summary>
    public KindState State { get; set; }

    /// <summary>Base units in one of <see cref="Unit"/>; counts only when <see cref="KindState.Resolved"/>.</summary>
    public long Factor { get; set; }

    /// <summary>The next kind of the same item.</summary>
    public LineKind? Next { get; init; }

    /// <summary>Its bytes in the content's hash; null before it was hashed first, empty until it is again.</summary>
    public byte[]? Bytes { get; set; }

    public bool Is(string? otherUnit, StockStatus otherStatus, SaleState otherState, int otherTemplate) =>
        status == otherStatus && saleState == otherState && template == otherTemplate
        && string.Equals(unit, otherUnit, StringComparison.Ordinal);
}
