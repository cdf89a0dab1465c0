namespace Inventory.Adapters.Simulated;

/// <summary>
/// What one person uses of a category in a day, in base units, and what a panic does to it. Orders of magnitude from
/// published Japanese figures (masks: 450 million a month; toilet paper: one roll per person and week), enough for
/// plausible days of supply.
/// </summary>
internal static class Demand
{
    /// <summary>Use of a category that is not in the table: about one consumer pack per person and month.</summary>
    private const double OtherPacksPerDay = 0.03;

    /// <summary>Base units per person and day.</summary>
    /// <param name="category">The category's id.</param>
    /// <param name="consumerPack">Base units in the item's consumer pack, for categories that are not in the
    /// table.</param>
    public static double PerPersonAndDay(string category, long consumerPack) => category switch
    {
        "masks" => 0.12,
        "toilet-paper" => 0.14,
        "tissue" => 0.04,
        "hand-sanitizer" => 0.6,
        "thermometers" => 0.0004,
        "infant-formula" => 0.6,
        "bottled-water" => 90,
        "rice" => 70,
        _ => OtherPacksPerDay * consumerPack,
    };

    /// <summary>True when the panic of 2020 was about this category.</summary>
    public static bool IsPanicked(string category) => category is "masks" or "toilet-paper";
}
