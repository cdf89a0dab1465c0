namespace Inventory.Model.Units;

/// <summary>How a quantity and unit as sent became base units, or why not.</summary>
public enum Resolution
{
    /// <summary>Exact.</summary>
    Resolved = 0,

    /// <summary>The item is not in the registry: kept, counted apart, never summed.</summary>
    UnknownItem = 1,

    /// <summary>The item has no such pack: kept, counted apart, never summed.</summary>
    UnknownPack = 2,

    /// <summary>Not a whole number of base units: the line is refused.</summary>
    Fractional = 3,

    /// <summary>Beyond the exact 64-bit range: the line is refused.</summary>
    OutOfRange = 4,
}
