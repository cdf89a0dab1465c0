namespace Inventory.Server.Core;

/// <summary>
/// How many lines of each recent record were superseded, so that a receipt can tell it. The core's thread writes,
/// pushes read. A range
/// that has left the ring is unknown, not zero.
/// </summary>
internal sealed class OutcomeRing
{
    /// <summary>A national run of 10,000 places fits several times; 4 bytes each.</summary>
    public const int Capacity = 1 << 17;

    private readonly int[] _superseded = new int[Capacity];
    private readonly List<(long Offset, TaskCompletionSource Done)> _waiters = [];
    private readonly Lock _gate = new();
    private long _first = -1;
    private long _next = -1;

    /// <summary>
    /// Notes outcomes of consecutive records from <paramref name="firstOffset"/> on, and wakes who waited for them.
    /// </summary>
    public void Note(long firstOffset, ReadOnlySpan<Engine.RecordOutcome> outcomes)
    {
        List<TaskCompletionSource>? done = null;
        lock (_gate)
        {
            if (_first < 0 || firstOffset != _next)
                _first = firstOffset;
            for (int i = 0; i < outcomes.Length; i++)
                _superseded[(int)((firstOffset + i) % Capacity)] = outcomes[i].Superseded;
            _next = firstOffset + outcomes.Length;
            _first = Math.Max(_first, _next - Capacity);
            for (int i = _waiters.Count - 1; i >= 0; i--)
            {
                if (_waiters[i].Offset >= _next)
                    continue;
                (done ??= []).Add(_waiters[i].Done);
                _waiters.RemoveAt(i);
            }
        }

        foreach (TaskCompletionSource waiter in done ?? [])
            waiter.SetResult();
    }

    /// <summary>
    /// Superseded lines of a closed range; null when the core did not get there in time or the range left the ring.
    /// </summary>
    public async Task<long?> SumAsync(long first, long last, TimeSpan timeout)
    {
        var waiter = (Offset: last, Done: new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        lock (_gate)
        {
            if (last < _next)
                return Sum(first, last);
            _waiters.Add(waiter);
        }

        try
        {
            await waiter.Done.Task.WaitAsync(timeout);
        }
        catch (TimeoutException)
        {
            lock (_gate)
                _waiters.Remove(waiter);
            return null;
        }

        lock (_gate)
            return Sum(first, last);
    }

    private long? Sum(long first, long last)
    {
        if (first < _first)
            return null;
        long sum = 0;
        for (long offset = first; offset <= last; offset++)
            sum += _superseded[(int)(offset % Capacity)];
        return sum;
    }
}
