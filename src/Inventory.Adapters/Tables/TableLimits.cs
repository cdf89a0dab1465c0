namespace Inventory.Adapters.Tables;

/// <summary>Bounds of any table, so that no file can take more than its share.</summary>
internal static class TableLimits
{
    /// <summary>The widest real stock export seen has 129 columns.</summary>
    public const int ColumnsMax = 4096;

    /// <summary>A chain of 1,000 shops with 2,000 items each in one file.</summary>
    public const int RowsMax = 2_000_000;

    /// <summary>Rows among which the header is looked for: titles, addresses and notes above a table are
    /// fewer.</summary>
    public const int HeaderRowsMax = 50;

    /// <summary>Rows from which columns are found by their content.</summary>
    public const int SampleRowsMax = 60;

    /// <summary>Longer cells are no names of columns; the longest real one seen has 20 characters.</summary>
    public const int NameCharsMax = 256;

    /// <summary>Characters of a title row that are looked at.</summary>
    public const int TitleCharsMax = 2_000;
}
