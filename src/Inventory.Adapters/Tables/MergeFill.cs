namespace Inventory.Adapters.Tables;

/// <summary>Where a cell's text comes from when a merged range put it there.</summary>
internal enum MergeFill
{
    /// <summary>It is the cell's own.</summary>
    None = 0,

    /// <summary>From a range that began in a row above.</summary>
    Below = 1,

    /// <summary>From a range that began in a column before.</summary>
    Across = 2,
}
