using Inventory.Model.Rejections;

namespace Inventory.Adapters.Mapping;

/// <summary>What a cell with a code means.</summary>
/// <param name="Id">The canonical id; default when refused.</param>
/// <param name="Reason">Why it is refused; None when it is not.</param>
/// <param name="Warning">A kind of warning; null when there is none.</param>
internal readonly record struct CodeReading<T>(T Id, RejectionReason Reason, string? Warning = null);
