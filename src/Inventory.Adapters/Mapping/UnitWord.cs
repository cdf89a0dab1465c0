namespace Inventory.Adapters.Mapping;

/// <summary>What a unit word stands for.</summary>
/// <param name="Code">The unit's code; the word as sent when no table knows it.</param>
/// <param name="Warning">What is odd about the word; null when nothing is.</param>
internal readonly record struct UnitWord(string Code, string? Warning);
