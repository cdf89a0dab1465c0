namespace Inventory.Adapters.Suggesting;

/// <summary>Bounds of a suggestion, so that no file can take more than its share of time or memory.</summary>
internal static class SuggestLimits
{
    /// <summary>Bytes of a file that are looked at: thousands of rows of any real export.</summary>
    public const int BytesMax = 1024 * 1024;

    /// <summary>Rows of a file that are looked at, title rows included.</summary>
    public const int RowsMax = 500;

    /// <summary>Data rows that are judged; more change no verdict.</summary>
    public const int DataRowsMax = 200;

    /// <summary>Columns that are judged; the widest real stock export seen has 129.</summary>
    public const int ColumnsMax = 512;

    /// <summary>Rows among which the header is looked for; the longest cover seen has 12.</summary>
    public const int HeaderRowsMax = 40;

    /// <summary>Characters of a cell that are judged; names and codes are far shorter.</summary>
    public const int CellCharsMax = 200;

    /// <summary>Rows kept for the eye.</summary>
    public const int SampleRowsMax = 10;
}
