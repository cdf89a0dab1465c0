using Inventory.Cli.Latency;

namespace Inventory.Cli.Simulate;

/// <summary>What became of the pushes so far. Thread safe.</summary>
internal sealed class PumpCounts
{
    private long _sent;
    private long _accepted;
    private long _rejected;
    private long _receipts;
    private long _failures;
    private string? _lastFailure;

    /// <summary>Lines handed to the server.</summary>
    public long Sent => Interlocked.Read(ref _sent);

    /// <summary>Lines that a receipt calls accepted.</summary>
    public long Accepted => Interlocked.Read(ref _accepted);

    /// <summary>Lines that a receipt calls refused.</summary>
    public long Rejected => Interlocked.Read(ref _rejected);

    /// <summary>Pushes with a receipt.</summary>
    public long Receipts => Interlocked.Read(ref _receipts);

    /// <summary>Pushes without one.</summary>
    public long Failures => Interlocked.Read(ref _failures);

    /// <summary>Why the last push failed; null when none did.</summary>
    public string? LastFailure => Volatile.Read(ref _lastFailure);

    /// <summary>From the intended start of a push to its receipt.</summary>
    public LatencyHistogram Latency { get; } = new();

    /// <summary>Counts lines on their way.</summary>
    public void AddSent(long lines) => Interlocked.Add(ref _sent, lines);

    /// <summary>Counts a receipt.</summary>
    public void AddReceipt(long accepted, long rejected, TimeSpan latency)
    {
        Interlocked.Add(ref _accepted, accepted);
        Interlocked.Add(ref _rejected, rejected);
        Interlocked.Increment(ref _receipts);
        Latency.Record(latency);
    }

    /// <summary>Counts a push without a receipt.</summary>
    public void AddFailure(string reason)
    {
        Interlocked.Increment(ref _failures);
        Volatile.Write(ref _lastFailure, reason);
    }
}
