namespace Inventory.Engine.Columns;

/// <summary>
/// The beginnings of the cell columns. A range of a location always lies within them (<see cref="CellColumns"/>), so
/// the hot loop checks a position against its range and not against the columns a second time.
/// </summary>
internal readonly unsafe struct CellPointers(int* keys, long* quantities, long* asOfs, byte* states)
{
    /// <summary>See <see cref="CellColumns.Keys"/>.</summary>
    public readonly int* Keys = keys;

    /// <summary>See <see cref="CellColumns.Quantities"/>.</summary>
    public readonly long* Quantities = quantities;

    /// <summary>See <see cref="CellColumns.AsOfs"/>.</summary>
    public readonly long* AsOfs = asOfs;

    /// <summary>See <see cref="CellColumns.States"/>.</summary>
    public readonly byte* States = states;
}
