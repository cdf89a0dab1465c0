using Inventory.Model.Rejections;

namespace Inventory.Model.Snapshots;

/// <summary>The first thing wrong in a header or line: a rejection without its place.</summary>
internal sealed record Fault(string Field, string? Value, RejectionReason Reason);
