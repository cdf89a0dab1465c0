using Inventory.Adapters.Tables;
using Inventory.Model.Registry;

namespace Inventory.Adapters.Spreadsheets;

/// <summary>Feeds the rows of one sheet to a table: within the profile's bounds, hidden rows as the profile says,
/// merged cells filled.</summary>
internal sealed class SheetReading(TableReading table, FeedProfile profile, SheetBounds bounds)
{
    private const int RowsBetweenChecks = 1024;

    private readonly bool _skipsHidden = profile.Sheet?.HiddenRows == "skip";

    public FeedReading Read(ISheetRows rows, CancellationToken cancellation)
    {
        var row = new SheetRow(bounds);
        int count = 0;
        while (rows.Read(row) && row.Number <= bounds.LastRow)
        {
            if (++count % RowsBetweenChecks == 0)
                cancellation.ThrowIfCancellationRequested();
            if (!row.IsInside || (row.IsHidden && _skipsHidden))
                continue;
            if (!Take(row, rows.Merges))
                break;
        }

        return table.Finish();
    }

    /// <summary>Takes a row; false when nothing more is wanted. Rows that hold only formats are nothing.</summary>
    private bool Take(SheetRow row, MergedRanges merges)
    {
        bool isHead = table.Rows is null;
        merges.Apply(row, isHead, table.Findings);
        if (row.IsBlank)
            return true;
        if (row.IsHidden && !isHead)
            table.Findings.Warn("hiddenRows", row.At(-1, null));
        return table.Take(row, out _);
    }
}
