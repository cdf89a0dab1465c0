using System.Buffers;
using System.Net.Http.Headers;
using Inventory.Adapters.Simulated;
using Inventory.Cli.Push;
using Inventory.Model.Snapshots;

namespace Inventory.Cli.Simulate;

/// <summary>
/// Pushes a nation's reports at a rate that does not wait for answers (open loop): a batch is due every tenth of a
/// second whatever became of the one before, and its latency counts from when it was due, so a server that stalls looks
/// as bad as it is.
/// </summary>
internal sealed class NationPump(HttpClient client, Nation nation, int linesPerSecond) : IDisposable
{
    /// <summary>A batch each tenth of a second: 1,000 lines at 10,000 lines/s.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);

    /// <summary>Batches under way at once; when as many wait for an answer, the next ones start late and count as
    /// late.</summary>
    private const int InFlightMax = 64;

    private readonly SemaphoreSlim _slots = new(InFlightMax);

    /// <summary>What became of it so far.</summary>
    public PumpCounts Counts { get; } = new();

    /// <summary>Lines per second that are asked for.</summary>
    public int LinesPerSecond => linesPerSecond;

    /// <inheritdoc/>
    public void Dispose() => _slots.Dispose();

    /// <summary>Pumps until stopped, then waits for the answers under way.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        TimeProvider clock = TimeProvider.System;
        long start = clock.GetTimestamp();
        long sent = 0;
        try
        {
            for (long tick = 1; ; tick++)
            {
                TimeSpan due = Tick * tick;
                TimeSpan early = due - clock.GetElapsedTime(start);
                if (early > TimeSpan.Zero)
                    await Task.Delay(early, stop);
                // Slow rates send a report when its lines are due; a report is never cut.
                long owed = (long)(due.TotalSeconds * linesPerSecond) - sent;
                if (owed <= 0)
                    continue;
                (byte[] body, int lines) = Batch(owed, clock.GetUtcNow());
                sent += lines;
                await _slots.WaitAsync(stop);
                _ = SendAsync(body, lines, () => clock.GetElapsedTime(start) - due);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            for (int i = 0; i < InFlightMax; i++)
                await _slots.WaitAsync(CancellationToken.None);
            _slots.Release(InFlightMax);
        }
    }

    /// <summary>Reports until at least so many lines are in, as NDJSON.</summary>
    private (byte[] Body, int Lines) Batch(long linesMin, DateTimeOffset now)
    {
        var output = new ArrayBufferWriter<byte>(64 * 1024);
        using var writer = new CanonicalWriter(output);
        int lines = 0;
        while (lines < linesMin)
        {
            StockSnapshot snapshot = nation.Next(now);
            writer.Write(snapshot, output);
            output.Write("\n"u8);
            lines += snapshot.Lines.Count;
        }

        return (output.WrittenSpan.ToArray(), lines);
    }

    private async Task SendAsync(byte[] body, int lines, Func<TimeSpan> sinceDue)
    {
        try
        {
            Counts.AddSent(lines);
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            using var content = new ByteArrayContent(body);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
            using HttpResponseMessage response = await client.PostAsync("v1/snapshots", content, limit.Token);
            string text = await response.Content.ReadAsStringAsync(limit.Token);
            Answer answer = Answer.Parse((int)response.StatusCode, text);
            if (answer.IsAccepted)
                Counts.AddReceipt(answer.Accepted, answer.Rejected, sinceDue());
            else
                Counts.AddFailure($"HTTP {answer.Status} {answer.Reason}");
        }
        catch (Exception x) when (x is HttpRequestException or IOException or OperationCanceledException)
        {
            Counts.AddFailure(x.Message);
        }
        finally
        {
            _slots.Release();
        }
    }
}
