using Inventory.Cli.Latency;
using Xunit;

namespace Inventory.Tests.Cli;

public sealed class LatencyHistogramTests
{
    [Fact]
    public void Every_value_lies_in_its_bucket_and_buckets_are_narrow()
    {
        foreach (long value in Values())
        {
            int index = LatencyHistogram.IndexOf(value);
            long upper = LatencyHistogram.UpperOf(index);
            Assert.InRange(value, 0, upper);
            Assert.True(index == 0 || LatencyHistogram.UpperOf(index - 1) < value);
            Assert.True(upper - value <= value / 64.0);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2020)]
    public void Percentiles_agree_with_a_sorted_list(int seed)
    {
        var random = new Random(seed);
        var histogram = new LatencyHistogram();
        long[] values = [.. Enumerable.Range(0, 5000).Select(_ => (long)Math.Exp(random.NextDouble() * 16))];
        foreach (long value in values)
            histogram.RecordUs(value);
        Array.Sort(values);
        foreach (double percent in (double[])[1, 25, 50, 90, 99, 99.9, 100])
        {
            long exact = values[(int)Math.Ceiling(values.Length * percent / 100) - 1];
            Assert.InRange(histogram.PercentileUs(percent), exact, exact + (exact / 64.0) + 1);
        }

        Assert.Equal(values[0], histogram.MinUs);
        Assert.Equal(values[^1], histogram.MaxUs);
        Assert.Equal(values.Average(), histogram.MeanUs, 6);
        Assert.Equal(values.Length, histogram.Octaves().Sum(x => x.Count));
    }

    [Fact]
    public void Adding_two_is_recording_all()
    {
        (LatencyHistogram a, LatencyHistogram b, LatencyHistogram both) = (new(), new(), new());
        foreach (long value in Values())
        {
            (value % 2 == 0 ? a : b).RecordUs(value);
            both.RecordUs(value);
        }

        a.Add(b);
        a.Add(new LatencyHistogram());
        Assert.Equal((both.Count, both.MinUs, both.MaxUs), (a.Count, a.MinUs, a.MaxUs));
        Assert.All(Enumerable.Range(1, 100), p => Assert.Equal(both.PercentileUs(p), a.PercentileUs(p)));
    }

    [Fact]
    public void Nothing_recorded_is_zero_and_below_zero_counts_as_zero()
    {
        var histogram = new LatencyHistogram();
        Assert.Equal(0, histogram.PercentileUs(99));
        Assert.Empty(histogram.Octaves());
        histogram.Record(TimeSpan.FromSeconds(-1));
        Assert.Equal((1, 0), (histogram.Count, histogram.MaxUs));
    }

    /// <summary>Around each power of two up to ten hours.</summary>
    private static IEnumerable<long> Values() =>
        Enumerable.Range(0, 36).SelectMany(bit => (long[])[(1L << bit) - 1, 1L << bit, (1L << bit) + 1,
            (1L << bit) * 3 / 2]);
}
