using Inventory.Model.Snapshots;

namespace Inventory.Engine.Columns;

/// <summary>
/// The state byte of a cell: the sale state in the low three bits, then what is known. Validity is a bit here, not a
/// bitmap of its own,
/// because ranges move by whole cells when a location grows; the export gathers it into Arrow's bitmap.
/// </summary>
internal static class CellFlags
{
    /// <summary>The quantity column holds base units.</summary>
    public const byte HasQuantity = 8;

    /// <summary>The partition's side table holds a band.</summary>
    public const byte HasBand = 16;

    /// <summary>Some line had neither base quantity nor band: its pack is unknown.</summary>
    public const byte HasUnknown = 32;

    /// <summary>The lines' sum did not fit 64 bits and stands at the nearest end.</summary>
    public const byte IsSaturated = 64;

    private const byte SaleMask = 7;

    /// <summary>The sale state in a state byte.</summary>
    public static SaleState Sale(byte state) => (SaleState)(state & SaleMask);

    /// <summary>False for a cell of something its location does not carry: it leaves every sum and count.</summary>
    public static bool IsCarried(byte state) => Sale(state) != SaleState.NotCarried;

    /// <summary>True for the common cell: carried, its quantity known, no band and no unknown pack.</summary>
    public static bool IsPlain(byte state) =>
        (state & (HasQuantity | HasBand | HasUnknown)) == HasQuantity && IsCarried(state);

    /// <summary>
    /// True when stock in this state counts for days of supply; nothing said counts, for most feeds say nothing.
    /// </summary>
    public static bool IsSellable(byte state) =>
        Sale(state) is SaleState.Unknown or SaleState.Selling or SaleState.Ticketed;

    /// <summary>
    /// Joins the states of two lines of one cell: what either can say is said, and the more open sale state wins.
    /// </summary>
    public static byte Join(byte a, byte b)
    {
        SaleState open = Openness(Sale(a)) >= Openness(Sale(b)) ? Sale(a) : Sale(b);
        return (byte)(((a | b) & ~SaleMask) | (byte)open);
    }

    private static int Openness(SaleState state) => state switch
    {
        SaleState.Selling => 5,
        SaleState.Ticketed => 4,
        SaleState.Paused => 3,
        SaleState.Closed => 2,
        SaleState.Unknown => 1,
        _ => 0,
    };
}
