namespace Inventory.Adapters.Suggesting;

/// <summary>How well the cells of a column fit a role, 0 to 1, whatever its name says.</summary>
internal static class ColumnFit
{
    public static double Of(ColumnRole role, ColumnFacts cells) => role switch
    {
        ColumnRole.Quantity or ColumnRole.OtherQuantity => Quantity(cells),
        ColumnRole.Plan => cells.Filled == 0 ? 0.5 : cells.Dates > 0.9 && cells.Numbers < 0.9 ? 0.6 : 1,
        ColumnRole.ItemCode => ItemCode(cells),
        ColumnRole.Gtin => cells.FilledShare == 0 ? 0 : cells.GtinLengths >= 0.8 ? 1 : cells.GtinLengths >= 0.5 ? 0.6 : 0.2,
        ColumnRole.ItemName => cells.Numbers > 0.8 ? 0.2 : 1,
        ColumnRole.Location => Place(cells),
        ColumnRole.LocationName => cells.Numbers > 0.5 || cells.FilledShare < 0.5 ? 0.1 : cells.FilledShare,
        ColumnRole.AsOf => cells.Dates < 0.9 ? 0 : cells.FilledShare < 0.9 ? 0.4 : 1,
        ColumnRole.Unit => cells.Numbers > 0.5 || cells.Filled == 0 || cells.Length > 10 ? 0 : Math.Max(0.8, cells.Units),
        ColumnRole.Status or ColumnRole.SaleState => cells.Filled == 0 || cells.Distinct > 20 ? 0.1 : 1,
        ColumnRole.Lot => cells.Filled == 0 ? 0.3 : cells.Decimals > 0.2 ? 0.3 : 1,
        ColumnRole.Expiry => cells.Filled == 0 ? 0.3 : cells.Dates >= 0.9 ? 1 : 0,
        ColumnRole.Owner => cells.Filled == 0 ? 0.2 : 1,
        _ => 1,
    };

    /// <summary>What a column without a telling name may be, by its cells alone; always well below certainty.</summary>
    public static double Unspoken(ColumnRole role, ColumnFacts cells, bool hasHeader)
    {
        if (cells.Filled == 0)
            return 0;
        double ceiling = hasHeader ? 0.6 : 0.75;
        return role switch
        {
            ColumnRole.Gtin when cells.Gtins >= 0.9 && cells.FilledShare >= 0.5 => ceiling + 0.15,
            ColumnRole.ItemCode when cells.Gtins < 0.9 && cells.Dates < 0.5 => cells.Numbers > 0.9 && cells.ZeroLed == 0
                ? (cells.LongDigits > 0.9 && cells.DistinctShare > 0.9 ? 0.5 : 0.1)
                : cells.DistinctShare > 0.5 && cells.Ideographs < 0.5 ? ceiling : 0.3,
            ColumnRole.Quantity => hasHeader ? 0.4 : 0.6,
            ColumnRole.Unit when cells.Units >= 0.95 && cells.Numbers < 0.1 => ceiling,
            ColumnRole.ItemName when cells.Ideographs > 0.5 && cells.Units < 0.5 => 0.5,
            _ => 0,
        };
    }

    private static double Quantity(ColumnFacts cells)
    {
        if (cells.Filled == 0)
            return 0.3;
        double fit = cells.Numbers >= 0.95 ? 1 : cells.Numbers >= 0.8 ? 0.85 : cells.Numbers >= 0.5 ? 0.5 : 0;
        if (cells.ZeroLed > 0.2)
            fit *= 0.2;
        if (cells.Gtins > 0.6 || (cells.Dates > 0.9 && cells.LongDigits > 0.9))
            fit *= 0.1;
        else if (cells.LongDigits > 0.9 && cells.DistinctShare > 0.9 && cells.Rows > 4)
            fit *= 0.5;
        return cells.Greatest > 1_000_000_000 ? fit * 0.3 : fit;
    }

    private static double ItemCode(ColumnFacts cells)
    {
        if (cells.Filled == 0 || cells.Decimals > 0.1 || cells.Negatives > 0.02 || cells.Dates > 0.9 && cells.LongDigits < 0.9)
            return 0;
        double fit = cells.FilledShare >= 0.95 ? 1 : cells.FilledShare * 0.8;
        if (cells.Length > 40)
            fit *= 0.5;
        if (cells.Ideographs > 0.8 && cells.Length > 8)
            fit *= 0.7;
        return cells.Distinct == 1 && cells.Rows > 5 ? fit * 0.7 : fit;
    }

    private static double Place(ColumnFacts cells)
    {
        if (cells.Filled == 0 || cells.Decimals > 0.1 || cells.Negatives > 0 || cells.Dates > 0.9)
            return 0;
        return cells.FilledShare >= 0.95 ? 1 : cells.FilledShare * 0.7;
    }
}
