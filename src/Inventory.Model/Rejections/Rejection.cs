namespace Inventory.Model.Rejections;

/// <summary>A refused line (or file) with its place, field, offending text and reason. Nothing wrong is silent.</summary>
/// <param name="Source">Where in what was sent.</param>
/// <param name="Field">The schema's field, such as <c>quantity</c>; <c>file</c> for the whole delivery.</param>
/// <param name="Value">The offending text as sent, cut at 200 characters; null when it was missing.</param>
/// <param name="Reason">Why.</param>
public readonly record struct Rejection(SourcePosition Source, string Field, string? Value, RejectionReason Reason);
