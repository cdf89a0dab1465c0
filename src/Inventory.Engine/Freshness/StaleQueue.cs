namespace Inventory.Engine.Freshness;

/// <summary>
/// When to look at which location again: at most one entry per location, at or before the time it turns stale. A report
/// that comes in time costs nothing here; the entry is moved on when it falls due.
/// </summary>
internal sealed class StaleQueue
{
    private readonly PriorityQueue<int, long> _due = new();

    /// <summary>Asks to look at a location once the clock is past <paramref name="dueMs"/>.</summary>
    public void Add(int location, long dueMs) => _due.Enqueue(location, dueMs);

    /// <summary>
    /// The next location that is due, in no order that matters: what follows from them adds up the same.
    /// </summary>
    public bool TryTake(long nowMs, out int location) =>
        _due.TryPeek(out location, out long dueMs) && dueMs < nowMs && _due.TryDequeue(out location, out _);
}
