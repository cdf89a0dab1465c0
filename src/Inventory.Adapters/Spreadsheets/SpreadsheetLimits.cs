namespace Inventory.Adapters.Spreadsheets;

/// <summary>Bounds of a workbook, so that a small file cannot become a large one inside the process.</summary>
internal static class SpreadsheetLimits
{
    /// <summary>Bytes of a body that cannot seek and is therefore kept in memory: what the server takes at
    /// most.</summary>
    public const int BodyBytesMax = 50_000_000;

    /// <summary>Parts in the archive; a workbook of 200 sheets with drawings has about 1,000.</summary>
    public const int EntriesMax = 4096;

    /// <summary>Bytes of the archive's directory.</summary>
    public const int DirectoryBytesMax = 1024 * 1024;

    /// <summary>Inflated bytes per packed byte of a part; sheets of equal rows reach 30.</summary>
    public const int RatioMax = 100;

    /// <summary>Inflated bytes of a part up to which its ratio does not matter.</summary>
    public const int RatioFreeBytes = 8 * 1024 * 1024;

    /// <summary>Inflated bytes of one part; a full sheet of 1,048,576 rows and 20 columns has about 700 MB.</summary>
    public const long PartBytesMax = 1L << 30;

    /// <summary>Bytes of one XML tag, and of the window a part is read through.</summary>
    public const int TagBytesMax = 64 * 1024;

    /// <summary>Nested elements; a sheet needs 8.</summary>
    public const int DepthMax = 64;

    /// <summary>Excel's own limit is 32,767.</summary>
    public const int CellCharsMax = 64 * 1024;

    /// <summary>Characters of all cells of one row.</summary>
    public const int RowCharsMax = 1024 * 1024;

    /// <summary>Excel's own limit.</summary>
    public const int ColumnsMax = 16_384;

    /// <summary>Excel's own limit.</summary>
    public const int RowsMax = 1_048_576;

    /// <summary>Entries of the table of shared strings.</summary>
    public const int SharedStringsMax = 1_048_576;

    /// <summary>Characters of all shared strings: 28 MB of memory.</summary>
    public const int SharedCharsMax = 14 * 1024 * 1024;

    /// <summary>Cell formats and number formats; Excel's own limit of formats is 64,000.</summary>
    public const int StylesMax = 65_536;

    /// <summary>Characters of a number format; Excel's own limit is 255.</summary>
    public const int NumberFormatCharsMax = 1024;

    /// <summary>Sheets that are looked at.</summary>
    public const int SheetsMax = 256;

    /// <summary>Merged ranges of a sheet that are kept; the later ones stay as they are.</summary>
    public const int MergesMax = 65_536;
}
