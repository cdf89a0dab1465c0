using Inventory.Model.Receipts;

namespace Inventory.Storage.Log;

/// <summary>What is to be appended.</summary>
/// <param name="Entries">
/// The records in order; may be empty (a delivery that was refused whole still gets its receipt).
/// </param>
/// <param name="Draft">
/// The receipt as if every entry were new. The log sets <c>ReceivedAt</c>, <c>Offsets</c> and, where it is empty or
/// taken, <c>Id</c>, and moves the lines of duplicates and reused ids.
/// </param>
public sealed record AppendRequest(IReadOnlyList<LogEntry> Entries, Receipt Draft);
