namespace Inventory.Engine;

/// <summary>Counts for metrics and for what is kept apart.</summary>
/// <param name="Cells">Live cells.</param>
/// <param name="Locations">Locations that ever reported.</param>
/// <param name="UnknownItems">Live cells whose item the registry does not know.</param>
/// <param name="UnknownPacks">Live cells of known items whose pack it does not know.</param>
/// <param name="Negative">Live cells below zero.</param>
public readonly record struct EngineCounts(
    long Cells, long Locations, long UnknownItems, long UnknownPacks, long Negative);
