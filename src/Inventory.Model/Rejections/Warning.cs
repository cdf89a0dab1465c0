namespace Inventory.Model.Rejections;

/// <summary>Something the sender should know that refused nothing.</summary>
/// <param name="Kind">A stable word such as <c>negative</c> or <c>unitMissing</c>.</param>
/// <param name="Count">How often it was met, at least 1.</param>
/// <param name="Source">Where it was first met.</param>
/// <param name="Value">The text first met, cut at 200 characters; null when there is none.</param>
public sealed record Warning(string Kind, long Count, SourcePosition Source = default, string? Value = null);
