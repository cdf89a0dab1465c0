using Inventory.Model.Registry;

namespace Inventory.Adapters.Spreadsheets;

/// <summary>Where the table lies in its sheet. Rows count from 1, columns from 0; the ends are inside.</summary>
internal readonly record struct SheetBounds(int FirstRow, int LastRow, int FirstColumn, int LastColumn)
{
    public static SheetBounds Of(FeedProfile profile) => Of(profile.Sheet ?? new SheetMapping(), profile.SkipLines);

    public static SheetBounds Of(SheetMapping mapping, int skipLines)
    {
        return new SheetBounds(
            Math.Max(mapping.FirstRow, skipLines + 1),
            mapping.LastRow ?? SpreadsheetLimits.RowsMax,
            ColumnLetters.TryRead(mapping.FirstColumn, out int first) ? first : 0,
            ColumnLetters.TryRead(mapping.LastColumn, out int last) ? last : SpreadsheetLimits.ColumnsMax - 1);
    }
}
