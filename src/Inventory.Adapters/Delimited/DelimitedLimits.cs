namespace Inventory.Adapters.Delimited;

/// <summary>Bounds of a delimited file. Each is far above what real files hold and far below what would hurt the
/// process.</summary>
internal static class DelimitedLimits
{
    /// <summary>A longer field is an unclosed quote or no stock file.</summary>
    public const int FieldCharsMax = 64 * 1024;

    /// <summary>1 MiB of characters: a row of the widest export with long names is below 10,000.</summary>
    public const int RowCharsMax = 1024 * 1024;
}
