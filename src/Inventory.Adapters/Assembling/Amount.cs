using Inventory.Model.Snapshots;

namespace Inventory.Adapters.Assembling;

/// <summary>How much a line states.</summary>
/// <param name="IsWhole">True for a whole number that fits a long, as nearly all are: <paramref name="Whole"/>.</param>
/// <param name="Whole">That number.</param>
/// <param name="Number">Any other number; null when none is stated.</param>
/// <param name="Band">A range instead of a number.</param>
internal readonly record struct Amount(bool IsWhole, long Whole, decimal? Number = null, QuantityBand? Band = null)
{
    /// <summary>A number as it was read: only one without decimals, in whose text nothing is lost, is whole.</summary>
    public static Amount Of(decimal number) =>
        number.Scale == 0 && number is >= long.MinValue and <= long.MaxValue
        && !(number == 0 && decimal.IsNegative(number))
            ? new Amount(true, (long)number)
            : new Amount(false, 0, number);
}
