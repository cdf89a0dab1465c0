namespace Inventory.Cli.Simulate;

/// <summary>Runs the pump and tells every few seconds how it goes.</summary>
internal sealed class SimulateRun(Terminal terminal, NationPump pump, TimeSpan? duration)
{
    private static readonly TimeSpan TellEvery = TimeSpan.FromSeconds(5);

    /// <summary>Runs until the time is over or the user stops it.</summary>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        terminal.Say(
            $"模擬データを毎秒 {pump.LinesPerSecond:N0} 行で送ります。Ctrl-C で止まります。",
            $"Sending simulated data at {pump.LinesPerSecond:N0} lines/s. Ctrl-C stops.");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (duration is { } length)
            stop.CancelAfter(length);
        long start = TimeProvider.System.GetTimestamp();
        Task pumping = pump.RunAsync(stop.Token);
        using (var timer = new PeriodicTimer(TellEvery))
        {
            long before = 0;
            Task<bool> tick = timer.WaitForNextTickAsync(CancellationToken.None).AsTask();
            while (await Task.WhenAny(pumping, tick) != pumping)
            {
                long accepted = pump.Counts.Accepted;
                Tell((accepted - before) / TellEvery.TotalSeconds);
                before = accepted;
                tick = timer.WaitForNextTickAsync(CancellationToken.None).AsTask();
            }
        }

        await pumping;
        Tell(pump.Counts.Accepted / Math.Max(0.001, TimeProvider.System.GetElapsedTime(start).TotalSeconds));
        return pump.Counts.Failures > 0 ? ExitCodes.Unreachable
            : pump.Counts.Rejected > 0 ? ExitCodes.SomeRefused
            : ExitCodes.AllAccepted;
    }

    private void Tell(double linesPerSecond)
    {
        PumpCounts counts = pump.Counts;
        string p50 = $"{counts.Latency.PercentileUs(50) / 1000.0:0.0}";
        string p99 = $"{counts.Latency.PercentileUs(99) / 1000.0:0.0}";
        string failed = counts.Failures == 0 ? string.Empty : $" ({counts.LastFailure})";
        terminal.Say(
            $"毎秒 {linesPerSecond:N0} 行 受付 {counts.Receipts:N0} 拒否 {counts.Rejected:N0} 行 失敗 {counts.Failures:N0}{failed} "
            + $"遅延 p50 {p50} ms p99 {p99} ms",
            $"{linesPerSecond:N0} lines/s, {counts.Receipts:N0} receipts, {counts.Rejected:N0} refused, "
            + $"{counts.Failures:N0} failed{failed}, "
            + $"latency p50 {p50} ms p99 {p99} ms");
    }
}
