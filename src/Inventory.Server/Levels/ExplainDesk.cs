using System.Runtime.InteropServices;
using Inventory.Engine.Explain;
using Inventory.Model.Levels;
using Inventory.Model.Snapshots;
using Inventory.Server.Registry;
using Inventory.Storage;
using Inventory.Storage.Log;

namespace Inventory.Server.Levels;

/// <summary>A figure explained.</summary>
/// <param name="FromOffset">The first record of the log that was looked at.</param>
/// <param name="Moment">What the ministry was shown at the time.</param>
/// <param name="Figure">The figure as the log gives it.</param>
/// <param name="Cells">How many cells stand behind it.</param>
/// <param name="Counted">How many of them are in the sum.</param>
/// <param name="Sum">The sum.</param>
/// <param name="Page">The cells of the page, each with its receipt.</param>
internal sealed record Explanation(
    long FromOffset, ShownMoment Moment, Level? Figure, long Cells, long Counted, long Sum,
    IReadOnlyList<(TracedCell Cell, string? Receipt)> Page);

/// <summary>The work was more than is done at once.</summary>
internal sealed class ExplainTooLargeException(string limit) : Exception(limit);

/// <summary>
/// Explains figures from the log: reads the records up to the offset that stood behind what was shown, applies those
/// of the group, and finds who set each cell. One at a time, for it takes a processor and memory.
/// </summary>
internal sealed class ExplainDesk(SqliteStore store, ReceiptFinder receipts, RegistryHolder registry) : IDisposable
{
    private const int BatchCountMax = 4096;
    private const int BatchBytesMax = 8 << 20;
    private readonly SemaphoreSlim turn = new(1);

    /// <summary>Explains a figure at the moment it was shown; null when another one is being explained.</summary>
    /// <exception cref="ExplainTooLargeException">It is more than is done at once.</exception>
    /// <exception cref="StorageException">The log cannot be read.</exception>
    public async Task<Explanation?> ExplainAsync(
        FigureQuery query, ShownMoment moment, (int Skip, int Take) page, CancellationToken cancellation)
    {
        if (!await turn.WaitAsync(TimeSpan.FromSeconds(5), cancellation))
            return null;
        try
        {
            return await Task.Run(() => Explain(query, moment, page, cancellation), cancellation);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => turn.Dispose();

    private Explanation Explain(
        FigureQuery query, ShownMoment moment, (int Skip, int Take) page, CancellationToken cancellation)
    {
        long end = moment.Frame.NextOffset;
        long start = Math.Max(0, end - ExplainLimits.RecordsMax);
        using var trace = new FigureTrace(query, registry.Current);
        var batch = new List<LogRecord>();
        for (long offset = start; offset < end;)
        {
            cancellation.ThrowIfCancellationRequested();
            batch.Clear();
            if (store.Log.Read(offset, batch, (int)Math.Min(BatchCountMax, end - offset), BatchBytesMax) == 0)
                throw new StorageException($"the log ends before offset {end}");
            trace.Take(CollectionsMarshal.AsSpan(batch));
            offset = batch[^1].Offset + 1;
            if (trace.AppliedBytes > ExplainLimits.AppliedBytesMax)
                throw new ExplainTooLargeException($"{ExplainLimits.AppliedBytesMax >> 20} MB");
        }

        trace.Advance(moment.Frame.ComputedAtMs);
        (long cells, long counted, long sum) = trace.Totals();
        var reader = new RecordReader(store.Log);
        IReadOnlyList<TracedCell> traced = trace.Cells(page.Skip, page.Take, reader.Read);
        var known = new Dictionary<long, string?>();
        var withReceipts = new List<(TracedCell Cell, string? Receipt)>();
        foreach (TracedCell cell in traced)
        {
            if (!known.TryGetValue(cell.Offset, out string? receipt))
                known[cell.Offset] = receipt = cell.Offset < 0 ? null : receipts.Find(cell.Offset);
            withReceipts.Add((cell, receipt));
        }

        return new Explanation(start, moment, trace.Figure(), cells, counted, sum, withReceipts);
    }

    /// <summary>Reads single records, the last one kept: the cells of a location mostly come from one.</summary>
    private sealed class RecordReader(ISnapshotLog log)
    {
        private readonly List<LogRecord> one = [];
        private int lookUps;

        public LogRecord? Read(long offset)
        {
            if (one.Count == 1 && one[0].Offset == offset)
                return one[0];
            if (++lookUps > ExplainLimits.LookUpsMax)
                throw new ExplainTooLargeException($"{ExplainLimits.LookUpsMax} look-ups for a page");
            one.Clear();
            return log.Read(offset, one, 1, BatchBytesMax) == 0 ? null : one[0];
        }
    }
}
