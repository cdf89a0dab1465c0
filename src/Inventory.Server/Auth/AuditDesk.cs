using Inventory.Storage;

namespace Inventory.Server.Auth;

/// <summary>Records what the ministry reads: it may see everything, so every look is on record.</summary>
internal sealed class AuditDesk(SqliteStore store, TimeProvider time)
{
    private const int TargetLengthMax = 500;

    /// <summary>Records one read; only the ministry's are.</summary>
    public void Read(Caller caller, string action, string? target)
    {
        if (!caller.IsMinistry)
            return;
        string text = target ?? string.Empty;
        store.Audit.Record(
            time.GetUtcNow(), caller.Name, action, text.Length <= TargetLengthMax ? text : text[..TargetLengthMax]);
    }
}
