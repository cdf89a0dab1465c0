namespace Inventory.Adapters.FixedWidth;

/// <summary>Bounds of a file of records.</summary>
internal static class FixedWidthLimits
{
    /// <summary>Records of one delivery: a nation's shops times a few dozen items.</summary>
    public const long RecordsMax = 5_000_000;

    /// <summary>A line may hold what lies beyond the layout, up to this.</summary>
    public const int LineBytesMax = 256 * 1024;

    /// <summary>First bytes by which a file of another kind is told.</summary>
    public const int HeadBytes = 512;
}
