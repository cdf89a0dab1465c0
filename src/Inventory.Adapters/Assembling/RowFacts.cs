using Inventory.Model.Snapshots;

namespace Inventory.Adapters.Assembling;

/// <summary>What all quantities of one row share, and most rows of a file.</summary>
internal sealed class RowFacts
{
    /// <summary>What the row's word for the status says, or its place.</summary>
    public StockStatus Status { get; init; }

    /// <summary>True when the row has such a word: it wins over what the format knows of the status.</summary>
    public bool HasStatusWord { get; init; }

    public SaleState SaleState { get; init; }

    /// <summary>When it was counted.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>Where <see cref="AsOf"/> came from.</summary>
    public required AsOfSource AsOfSource { get; init; }

    /// <summary>Lot, expiry and owner; null when the row states none of them.</summary>
    public LineRest? Rest { get; init; }

    /// <summary>True when the row's status word says that it is no stock.</summary>
    public bool IsIgnored { get; init; }

    /// <summary>Index of the as-of where lines are kept; -1 before the first line.</summary>
    public int AsOfIndex { get; set; } = -1;

    /// <summary>Index of <see cref="Rest"/> there; -1 before the first line.</summary>
    public int RestIndex { get; set; } = -1;
}
