namespace Inventory.Model.Rejections;

/// <summary>A refused line (or file) with its place, field, offending text and reason. Nothing wrong is silent.</summary>
/// <param name="Source">Where in what was sent.</param>
/// <param name="Field">The schema's field, such as <c>quantity</c>; <c>file</c> for the whole delivery.</param>
/// <param name="Value">The offending text as sent, cut at 200 characters; null when it was missing.</param>
/// <param name="Reason">Why.</param>
public readonly record struct Rejection(SourcePosition Source, string Field, string? Value, RejectionReason Reason);

/// <summary>
/// A place in what was sent, in the sender's terms: <c>line</c> (physical, 1-based), <c>row</c> (sheet row, 1-based), <c>segment</c>
/// (EDI, 1-based) or <c>path</c> (JSON pointer or XML path). 0 and null mean "not this kind".
/// </summary>
public readonly record struct SourcePosition(long Line = 0, long Row = 0, long Segment = 0, string? Path = null, string? Column = null);

/// <summary>Something the sender should know that refused nothing.</summary>
/// <param name="Kind">A stable word such as <c>negative</c> or <c>unitMissing</c>.</param>
/// <param name="Count">How often it was met, at least 1.</param>
/// <param name="Source">Where it was first met.</param>
/// <param name="Value">The text first met, cut at 200 characters; null when there is none.</param>
public sealed record Warning(string Kind, long Count, SourcePosition Source = default, string? Value = null);
