namespace Inventory.Adapters.Spreadsheets;

/// <summary>A sheet's name, and whether the sender sees it.</summary>
internal readonly record struct SheetName(string Name, bool IsHidden);

/// <summary>The sheets of a workbook, whatever its file format.</summary>
internal interface IWorkbook : IDisposable
{
    IReadOnlyList<SheetName> Sheets { get; }

    /// <summary>Opens a sheet from its first row; one at a time.</summary>
    ISheetRows Open(int sheet);
}

/// <summary>The rows of one sheet, forward.</summary>
internal interface ISheetRows : IDisposable
{
    MergedRanges Merges { get; }

    /// <summary>Reads the next row that is stored; false at the end.</summary>
    bool Read(SheetRow row);
}
