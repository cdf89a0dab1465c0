using Inventory.Storage;

namespace Inventory.Server.Auth;

/// <summary>Records what the ministry reads, for it may see everything, and who changed how data comes in.</summary>
internal sealed class AuditDesk(SqliteStore store, TimeProvider time)
{
    private const int TargetLengthMax = 500;

    /// <summary>Records one read; only the ministry's are.</summary>
    public void Read(Caller caller, string action, string? target)
    {
        if (caller.IsMinistry)
            Change(caller, action, target);
    }

    /// <summary>Records one change, whoever makes it.</summary>
    public void Change(Caller caller, string action, string? target)
    {
        string text = target ?? string.Empty;
        store.Audit.Record(
            time.GetUtcNow(), caller.Name, action, text.Length <= TargetLengthMax ? text : text[..TargetLengthMax]);
    }
}
