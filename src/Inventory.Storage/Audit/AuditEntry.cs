namespace Inventory.Storage.Audit;

/// <summary>One audited read.</summary>
/// <param name="At">When.</param>
/// <param name="Who">The role or participant, never a person's name.</param>
/// <param name="Action">What was done, such as <c>levels</c>.</param>
/// <param name="Target">To what.</param>
internal readonly record struct AuditEntry(DateTimeOffset At, string Who, string Action, string Target);
