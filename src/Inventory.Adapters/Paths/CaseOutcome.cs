using Inventory.Model.Snapshots;

namespace Inventory.Adapters.Paths;

/// <summary>What the cases of a record say of it.</summary>
/// <param name="Decided">The case that decides it: ignore, unknown or error; null when its quantities count.</param>
/// <param name="Status">The status that a case gives its quantities; null when none does.</param>
internal readonly record struct CaseOutcome(CasePlan? Decided, StockStatus? Status);
