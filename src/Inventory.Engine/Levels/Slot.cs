namespace Inventory.Engine.Levels;

/// <summary>How a location stands in a category and status.</summary>
internal enum Standing
{
    /// <summary>Nothing carried, or not known whether something is there.</summary>
    Open = 0,

    /// <summary>Something is surely there.</summary>
    Stocked = 1,

    /// <summary>Surely nothing is there.</summary>
    Out = 2,
}

/// <summary>
/// The cells of one (location, category, status), added up. Sums are 128 bits wide, so that adding and taking away
/// again is exact
/// whatever was sent.
/// </summary>
internal struct Slot
{
    /// <summary>Category index x 4 + status.</summary>
    public int Key;

    /// <summary>Live cells.</summary>
    public int Cells;

    /// <summary>Those that the location carries.</summary>
    public int Carried;

    /// <summary>Carried ones of which it is not known whether something is there.</summary>
    public int Vague;

    /// <summary>Carried ones whose band says that something is there.</summary>
    public int BandStocked;

    /// <summary>Index of the (entity, group, status) leaf it counts for.</summary>
    public int Leaf;

    /// <summary>Its place in the list of its figure (<see cref="AsOfTable"/>).</summary>
    public int Place;

    /// <summary>True when an end of the as-of range may have left and must be looked up again.</summary>
    public bool IsAsOfDirty;

    /// <summary>Sum of the carried known quantities.</summary>
    public Int128 Quantity;

    /// <summary>Oldest as-of of a carried cell; nothing is older while dirty.</summary>
    public long OldestMs;

    /// <summary>Newest as-of of a carried cell; nothing is newer while dirty.</summary>
    public long NewestMs;

    /// <summary>Whether the location counts as stocked or out.</summary>
    public readonly Standing Standing =>
        Carried == 0 ? Standing.Open
        : Quantity > 0 || BandStocked > 0 ? Standing.Stocked
        : Vague > 0 ? Standing.Open
        : Standing.Out;
}
