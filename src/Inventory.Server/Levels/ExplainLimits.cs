namespace Inventory.Server.Levels;

/// <summary>Bounds of explaining a figure, with what happens beyond them.</summary>
internal static class ExplainLimits
{
    /// <summary>
    /// Newest records of the log that are looked at: more than a day of a nation that reports by the hour. What was set
    /// earlier is not found; the answer names the first offset looked at, and whether the sum is what was shown.
    /// </summary>
    public const long RecordsMax = 3_000_000;

    /// <summary>
    /// Bytes of records that concern the group: what the scratch engine may have to hold. Beyond: refused.
    /// </summary>
    public const long AppliedBytesMax = 512L << 20;

    /// <summary>Cells on a page when none is asked.</summary>
    public const int PageDefault = 200;

    /// <summary>Cells on a page: each one may take a look into the log.</summary>
    public const int PageMax = 1_000;

    /// <summary>
    /// Records looked up again for one page, to find which of them set a cell. Beyond: refused.
    /// </summary>
    public const int LookUpsMax = 20_000;
}
