using System.Diagnostics;
using System.Globalization;

namespace Inventory.Bench.Stages;

/// <summary>One measured figure: median, least and greatest of several runs after a warm-up.</summary>
internal sealed record Measured(string Name, double Median, double Min, double Max, string Unit)
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    /// <summary>Runs <paramref name="run"/> once to warm up and then <paramref name="times"/> times; it returns the
    /// rate of one run.</summary>
    public static Measured Rate(string name, string unit, int times, Func<double> run)
    {
        run();
        double[] rates = new double[times];
        for (int i = 0; i < times; i++)
            rates[i] = run();
        Array.Sort(rates);
        return new Measured(name, rates[times / 2], rates[0], rates[^1], unit);
    }

    /// <summary>Units of work per second of one timed action.</summary>
    public static double PerSecond(double work, Action action)
    {
        long start = Stopwatch.GetTimestamp();
        action();
        return work / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>The best rate of several turns, by processor time, once the code is compiled to its best.</summary>
    public static double Best(int times, double work, Action action)
    {
        long start = Stopwatch.GetTimestamp();
        do
            action();
        while (times > 1 && Stopwatch.GetElapsedTime(start) < WarmUp);
        double best = 0;
        for (int i = 0; i < times; i++)
        {
            GC.Collect();
            int turns = 0;
            TimeSpan before = Environment.CpuUsage.TotalTime;
            TimeSpan used;
            do
            {
                action();
                turns++;
                used = Environment.CpuUsage.TotalTime - before;
            }
            while (used < TimeSpan.FromMilliseconds(100));
            best = Math.Max(best, work * turns / used.TotalSeconds);
        }

        return best;
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Name,-44} | {Median,12:N1} [{Min:N1} - {Max:N1}] {Unit}");
}
