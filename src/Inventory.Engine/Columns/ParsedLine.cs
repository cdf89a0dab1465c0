namespace Inventory.Engine.Columns;

/// <summary>One line that is already read and numbered: what is left is which fact wins and the sums.</summary>
/// <param name="Local">The location's index in its partition.</param>
/// <param name="Key">Item index x 4 + status.</param>
/// <param name="Quantity">Base units.</param>
/// <param name="AsOfMs">When it was counted.</param>
internal readonly record struct ParsedLine(int Local, int Key, long Quantity, long AsOfMs);
