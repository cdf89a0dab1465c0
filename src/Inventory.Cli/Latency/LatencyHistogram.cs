using System.Numerics;

namespace Inventory.Cli.Latency;

/// <summary>
/// Counts of latencies in log-linear buckets: 64 to each power of two, so a percentile is exact up to 1.6 % from a
/// microsecond to days, in fixed memory. Callers measure from the <em>intended</em> start, so that a stalled server
/// cannot hide the requests it delayed. Thread safe.
/// </summary>
internal sealed class LatencyHistogram
{
    private const int SubBits = 6;
    private const int SubCount = 1 << SubBits;

    /// <summary>Values of 63 bits need this many buckets.</summary>
    private const int BucketCount = (64 - SubBits) * SubCount;

    private readonly long[] _counts = new long[BucketCount];
    private readonly Lock _lock = new();
    private long _sumUs;

    /// <summary>How many were recorded.</summary>
    public long Count { get; private set; }

    /// <summary>The greatest, exact; 0 when nothing was recorded.</summary>
    public long MaxUs { get; private set; }

    /// <summary>The smallest, exact; 0 when nothing was recorded.</summary>
    public long MinUs { get; private set; }

    /// <summary>The mean, exact; 0 when nothing was recorded.</summary>
    public double MeanUs
    {
        get
        {
            lock (_lock)
                return Count == 0 ? 0 : _sumUs / (double)Count;
        }
    }

    /// <summary>Records one latency; below zero counts as zero.</summary>
    public void Record(TimeSpan latency) => RecordUs((long)latency.TotalMicroseconds);

    /// <summary>Records one latency in microseconds; below zero counts as zero.</summary>
    public void RecordUs(long us)
    {
        us = Math.Max(0, us);
        lock (_lock)
        {
            _counts[IndexOf(us)]++;
            MinUs = Count == 0 ? us : Math.Min(MinUs, us);
            MaxUs = Math.Max(MaxUs, us);
            _sumUs += us;
            Count++;
        }
    }

    /// <summary>The latency that <paramref name="percent"/> of all did not exceed, in microseconds; 0 when nothing
    /// was recorded.</summary>
    public long PercentileUs(double percent)
    {
        lock (_lock)
        {
            long rank = Math.Max(1, (long)Math.Ceiling(Count * percent / 100));
            long seen = 0;
            for (int i = 0; i < BucketCount; i++)
            {
                seen += _counts[i];
                if (seen >= rank)
                    return Math.Clamp(UpperOf(i), MinUs, MaxUs);
            }

            return MaxUs;
        }
    }

    /// <summary>Adds another histogram's counts.</summary>
    public void Add(LatencyHistogram other)
    {
        long[] counts;
        long sumUs, count, minUs, maxUs;
        lock (other._lock)
        {
            counts = [.. other._counts];
            (sumUs, count, minUs, maxUs) = (other._sumUs, other.Count, other.MinUs, other.MaxUs);
        }

        if (count == 0)
            return;
        lock (_lock)
        {
            for (int i = 0; i < BucketCount; i++)
                _counts[i] += counts[i];
            MinUs = Count == 0 ? minUs : Math.Min(MinUs, minUs);
            MaxUs = Math.Max(MaxUs, maxUs);
            _sumUs += sumUs;
            Count += count;
        }
    }

    /// <summary>Counts by power of two of microseconds, for a picture: upper end and count, without empty
    /// ends.</summary>
    public IReadOnlyList<(long UpToUs, long Count)> Octaves()
    {
        var octaves = new List<(long, long)>();
        lock (_lock)
        {
            for (int i = 0; i < BucketCount; i += SubCount)
            {
                long count = _counts.AsSpan(i, SubCount).ToArray().Sum();
                if (count > 0 || (octaves.Count > 0 && UpperOf(i) <= MaxUs))
                    octaves.Add((UpperOf(i + SubCount - 1), count));
            }
        }

        return octaves;
    }

    /// <summary>Values below 64 have a bucket each; above, the six bits behind the leading one choose it.</summary>
    internal static int IndexOf(long us)
    {
        if (us < SubCount)
            return (int)us;
        int shift = BitOperations.Log2((ulong)us) - SubBits;
        return ((shift + 1) * SubCount) + (int)(us >> shift) - SubCount;
    }

    /// <summary>The greatest value of a bucket.</summary>
    internal static long UpperOf(int index)
    {
        if (index < SubCount)
            return index;
        int shift = (index / SubCount) - 1;
        long lowest = (long)(SubCount + (index % SubCount)) << shift;
        return lowest + ((1L << shift) - 1);
    }
}
