namespace Inventory.Server.Backbone;

/// <summary>What this process's core did; its thread counts, probes read. All zero without the role.</summary>
internal sealed class CoreTally
{
    private long _applied;
    private long _superseded;
    private long _malformed;
    private long _duplicates;
    private long _gaps;
    private long _fenced;
    private volatile string? _failure;
    private volatile IReadOnlyList<int> _held = [];

    /// <summary>Records applied since the start.</summary>
    public long Applied => Volatile.Read(ref _applied);

    /// <summary>Lines superseded since the start.</summary>
    public long Superseded => Volatile.Read(ref _superseded);

    /// <summary>Records that could not be read since the start.</summary>
    public long Malformed => Volatile.Read(ref _malformed);

    /// <summary>Records that came a second time and changed nothing.</summary>
    public long Duplicates => Volatile.Read(ref _duplicates);

    /// <summary>Times that records were gone before they were read.</summary>
    public long Gaps => Volatile.Read(ref _gaps);

    /// <summary>Times that another core's claim ended the publication of a partition.</summary>
    public long Fenced => Volatile.Read(ref _fenced);

    /// <summary>Why the core stopped for good; null while it runs.</summary>
    public string? Failure
    {
        get => _failure;
        set => _failure = value;
    }

    /// <summary>The partitions it holds.</summary>
    public IReadOnlyList<int> Held
    {
        get => _held;
        set => _held = value;
    }

    /// <summary>Counts a batch.</summary>
    public void CountApplied(long records, long superseded, long malformed, long duplicates)
    {
        Interlocked.Add(ref _applied, records);
        Interlocked.Add(ref _superseded, superseded);
        Interlocked.Add(ref _malformed, malformed);
        Interlocked.Add(ref _duplicates, duplicates);
    }

    /// <summary>Counts a gap.</summary>
    public void CountGap() => Interlocked.Increment(ref _gaps);

    /// <summary>Counts a fence.</summary>
    public void CountFenced() => Interlocked.Increment(ref _fenced);
}
