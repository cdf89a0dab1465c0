namespace Inventory.Model.Rejections;

/// <summary>
/// A place in what was sent, in the sender's terms: <c>line</c> (physical, 1-based), <c>row</c> (sheet row, 1-based), <c>segment</c>
/// (EDI, 1-based) or <c>path</c> (JSON pointer or XML path). 0 and null mean "not this kind".
/// </summary>
public readonly record struct SourcePosition(long Line = 0, long Row = 0, long Segment = 0, string? Path = null, string? Column = null);
