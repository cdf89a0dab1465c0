using System.Text;
using Inventory.Engine.Columns;
using Inventory.Model.Levels;
using Inventory.Model.Registry;
using Inventory.Model.Snapshots;

namespace Inventory.Engine.Explain;

/// <summary>
/// Applies the records of one group's locations to an engine of its own, and tells which record set each cell that is
/// left. Goals: which fact wins is decided by the engine alone, here as in live running; only what concerns the group
/// is applied. Non-goals: reading the log, bounding the work (the caller does both). One thread.
/// </summary>
public sealed class FigureTrace : IDisposable
{
    private readonly FigureQuery query;
    private readonly StockRegistry registry;
    private readonly StockEngine engine;
    private readonly Dictionary<string, List<long>> offsets = [];
    private readonly RecordOutcome[] outcome = new RecordOutcome[1];
    private readonly LogRecord[] record = new LogRecord[1];

    /// <summary>A trace of one figure under a registry.</summary>
    public FigureTrace(FigureQuery query, StockRegistry registry)
    {
        this.query = query;
        this.registry = registry;
        engine = new StockEngine(new EngineOptions(), registry);
    }

    /// <summary>Records that were applied.</summary>
    public long Applied { get; private set; }

    /// <summary>Bytes of them.</summary>
    public long AppliedBytes { get; private set; }

    /// <summary>Takes the next records of the log, in order, all of them or those that may concern the group.</summary>
    public void Take(ReadOnlySpan<LogRecord> batch)
    {
        foreach (ref readonly LogRecord next in batch)
            Take(next);
    }

    /// <summary>Moves the clock to the time the figure was shown at.</summary>
    public void Advance(long nowMs) => engine.Advance(nowMs);

    /// <summary>The figure as it comes out.</summary>
    public Level? Figure() => engine.View(Audience.Ministry).Query(query.AsLevel).Levels.SingleOrDefault();

    /// <summary>Cells behind the figure, and the sum of those that count.</summary>
    public (long Cells, long Counted, long Sum) Totals()
    {
        (long cells, long counted) = (0, 0);
        Int128 sum = 0;
        foreach (CellFact cell in engine.CellsOf(query))
        {
            cells++;
            if (!IsCounted(cell))
                continue;
            counted++;
            sum += cell.Quantity!.Value;
        }

        return (cells, counted, Saturation.ToLong(sum));
    }

    /// <summary>
    /// Cells behind the figure, each with the record that set it, which <paramref name="read"/> looks up by offset.
    /// </summary>
    public IReadOnlyList<TracedCell> Cells(int skip, int countMax, Func<long, LogRecord?> read)
    {
        var traced = new List<TracedCell>();
        foreach (CellFact cell in engine.CellsOf(query).Skip(skip).Take(countMax))
            traced.Add(Trace(cell, read));
        return traced;
    }

    /// <inheritdoc/>
    public void Dispose() => engine.Dispose();

    private static bool IsCounted(CellFact cell) => cell.Quantity is not null && cell.SaleState != SaleState.NotCarried;

    private void Take(in LogRecord next)
    {
        var reader = new SnapshotReader(next.Payload.Span);
        if (!reader.ReadHeader())
            return;
        string? location = null;
        if (reader.Kind == RecordKind.Snapshot)
        {
            location = Encoding.UTF8.GetString(reader.Location);
            if (IsElsewhere(location))
            {
                if (!reader.Run.IsEmpty)
                    engine.JoinOnly(next);
                return;
            }
        }

        record[0] = next;
        engine.Apply(record, outcome);
        Applied++;
        AppliedBytes += next.Payload.Length;
        if (location is null || outcome[0].IsMalformed)
            return;
        if (!offsets.TryGetValue(location, out List<long>? known))
            offsets[location] = known = [];
        known.Add(next.Offset);
    }

    /// <summary>
    /// True for a location that the registry puts into another group; unregistered ones may be anywhere.
    /// </summary>
    private bool IsElsewhere(string location) =>
        registry.Locations.TryGetValue(location, out Location? known)
        && ((query.Prefecture is { } prefecture && known.Prefecture != prefecture && prefecture != 0)
            || (query.Tier is { } tier && known.Tier != tier));

    /// <summary>
    /// The newest record of the location that states the cell with the as-of it has: at equal as-of the later offset
    /// won, and with an older as-of nothing does.
    /// </summary>
    private TracedCell Trace(CellFact cell, Func<long, LogRecord?> read)
    {
        List<long> known = offsets[cell.Location];
        long asOfMs = cell.AsOf.ToUnixTimeMilliseconds();
        for (int i = known.Count - 1; i >= 0; i--)
        {
            if (read(known[i]) is not { } found)
                continue;
            var reader = new SnapshotReader(found.Payload.Span);
            if (reader.ReadHeader() && States(ref reader, cell, asOfMs))
            {
                return new TracedCell(
                    cell, IsCounted(cell), known[i], Encoding.UTF8.GetString(reader.SnapshotId),
                    Encoding.UTF8.GetString(reader.Sender));
            }
        }

        return new TracedCell(cell, IsCounted(cell), -1, string.Empty, string.Empty);
    }

    private static bool States(ref SnapshotReader reader, CellFact cell, long asOfMs)
    {
        var line = default(SnapshotLine);
        long newest = long.MinValue;
        byte[] item = Encoding.UTF8.GetBytes(cell.Item);
        while (reader.ReadLine(ref line))
        {
            if (line.Status == cell.Status && line.Item.SequenceEqual(item))
                newest = Math.Max(newest, line.AsOfMs);
        }

        return newest == asOfMs;
    }
}
