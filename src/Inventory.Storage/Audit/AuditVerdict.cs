namespace Inventory.Storage.Audit;

/// <summary>What recomputing the chain found.</summary>
/// <param name="Count">Entries found right, from the first one on.</param>
/// <param name="FirstWrong">Sequence number of the first wrong entry; null when all are right.</param>
/// <param name="LastHash">
/// The last hash computed, in hex; written down elsewhere it proves that no end was cut off.
/// </param>
public readonly record struct AuditVerdict(long Count, long? FirstWrong, string LastHash);
