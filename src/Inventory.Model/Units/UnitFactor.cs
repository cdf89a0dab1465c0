namespace Inventory.Model.Units;

/// <summary>How many base units one unit of an item is, as an exact ratio.</summary>
/// <param name="Unit">The unit as sent.</param>
/// <param name="Numerator">Base units in <paramref name="Denominator"/> such units.</param>
/// <param name="Denominator">1 or more; 0 where the item has no such unit.</param>
internal readonly record struct UnitFactor(string? Unit, long Numerator, long Denominator)
{
    /// <summary>True when the item is counted in this unit.</summary>
    public bool IsKnown => Denominator != 0;

    /// <summary>A unit that the item does not have.</summary>
    public static UnitFactor Unknown(string? unit) => new(unit, 0, 0);
}
