namespace Inventory.Server.Levels;

/// <summary>Bounds of explaining a figure; beyond them it is refused with the bound's name.</summary>
internal static class ExplainLimits
{
    /// <summary>Records of the log that are looked at: some 20 seconds, one at a time.</summary>
    public const long RecordsMax = 3_000_000;

    /// <summary>Bytes of records that concern the group: what the scratch engine may have to hold.</summary>
    public const long AppliedBytesMax = 512L << 20;

    /// <summary>Cells on a page when none is asked.</summary>
    public const int PageDefault = 200;

    /// <summary>Cells on a page: each one may take a look into the log.</summary>
    public const int PageMax = 1_000;

    /// <summary>Records looked up again for one page, to find which of them set a cell.</summary>
    public const int LookUpsMax = 20_000;
}
