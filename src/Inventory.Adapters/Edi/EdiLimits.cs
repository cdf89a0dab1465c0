namespace Inventory.Adapters.Edi;

/// <summary>Bounds of an interchange, so that no file can take more than its share.</summary>
internal static class EdiLimits
{
    /// <summary>The longest segment in bytes. The standards allow far less; free text of real files stays below
    /// 4 KB.</summary>
    public const int SegmentBytesMax = 64 * 1024;

    /// <summary>Where the separators must be found: an interchange header is about 110 bytes, padded ones
    /// more.</summary>
    public const int HeaderBytesMax = 1024;

    /// <summary>Stock lines of one delivery: a chain of 1,000 shops with 2,000 items each.</summary>
    public const int LinesMax = 2_000_000;

    /// <summary>Quantities of one item: the largest group in the directories repeats 9,999 times.</summary>
    public const int QuantitiesMax = 10_000;

    /// <summary>Characters kept of one element; a longer code, number or name is no valid one anyway.</summary>
    public const int TextMax = 200;

    /// <summary>Distinct places remembered for grouping; the memory starts anew beyond them.</summary>
    public const int PlacesMax = 100_000;
}
