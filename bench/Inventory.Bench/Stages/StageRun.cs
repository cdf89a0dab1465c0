using System.Buffers;
using Inventory.Adapters;
using Inventory.Engine;
using Inventory.Model.Levels;
using Inventory.Model.Receipts;
using Inventory.Model.Registry;
using Inventory.Model.Snapshots;
using Inventory.Storage;
using Inventory.Storage.Log;

namespace Inventory.Bench.Stages;

/// <summary>
/// Each stage of the walk measured by itself on the same simulated nation: parse, validate, write, append, read and
/// apply, view. Goals: to see which stage bounds the walk, in one run. Non-goals: absolute figures; they hold only
/// beside each other.
/// </summary>
internal sealed class StageRun(StageInput input, int times, TextWriter output)
{
    private readonly StockSnapshot[] _valid = input.Valid();

    public async Task RunAsync()
    {
        output.WriteLine($"{input.Raw.Length} snapshots, {input.Lines} lines");
        await ParseDelimitedAsync();
        await new SpreadsheetStage(input, times, output).RunAsync();
        await ParseCanonicalAsync();
        Print(Measured.Rate("validate (registry, packs, times)", "lines/s", times, () =>
            Measured.PerSecond(input.Lines, () => input.Valid())));
        Print(Measured.Rate("write canonical JSON", "lines/s", times, () =>
            Measured.PerSecond(input.Lines, () => StageInput.Records(_valid, 0))));
        ReadCanonical();
        await AppendAsync();
        Apply();
        View();
    }

    private async Task ParseDelimitedAsync()
    {
        const int Rows = 50_000;
        byte[] file = input.DelimitedFile(Rows);
        FeedProfile profile = input.Registry.Feeds["demo-csv"];
        if (!AdapterCatalog.TryFind(profile, out IStockAdapter? adapter))
            throw new InvalidOperationException("There is no delimited adapter.");
        FeedReading last = new();
        await PrintAsync("parse, map and validate CSV", Rows, async () =>
            last = await adapter.ReadAsync(
                new MemoryStream(file), profile, input.Registry, new Delivery(input.Now, "bench.csv"), CancellationToken.None));
        Require(last.Accepted == Rows, $"the CSV gave {last.Accepted} of {Rows} lines: {last.Failure}");
    }

    private async Task ParseCanonicalAsync()
    {
        byte[] file = input.CanonicalFile();
        FeedProfile profile = new() { Id = "canonical", Participant = StageInput.DemoRetailer, Format = "canonical-json" };
        if (!AdapterCatalog.TryFind(profile, out IStockAdapter? adapter))
            throw new InvalidOperationException("There is no canonical adapter.");
        FeedReading last = new();
        await PrintAsync("parse and validate canonical NDJSON", input.Lines, async () =>
            last = await adapter.ReadAsync(
                new MemoryStream(file), profile, input.Registry, new Delivery(input.Now), CancellationToken.None));
        Require(last.Accepted == input.Lines, $"the NDJSON gave {last.Accepted} of {input.Lines} lines: {last.Failure}");
    }

    private void ReadCanonical()
    {
        LogRecord[] records = StageInput.Records(_valid, 0);
        long lines = 0;
        Print(Measured.Rate("read canonical JSON (engine's reader)", "lines/s", times, () =>
            Measured.PerSecond(input.Lines, () => lines = Count(records))));
        Require(lines == input.Lines, $"the reader saw {lines} of {input.Lines} lines");
    }

    private static long Count(LogRecord[] records)
    {
        long lines = 0;
        foreach (LogRecord record in records)
        {
            var reader = new SnapshotReader(record.Payload.Span);
            var line = default(SnapshotLine);
            reader.ReadHeader();
            while (reader.ReadLine(ref line))
                lines++;
        }

        return lines;
    }

    private async Task AppendAsync()
    {
        string folder = Directory.CreateTempSubdirectory("inventory-bench-").FullName;
        try
        {
            await using SqliteStore store = SqliteStore.Open(folder, TimeProvider.System);
            LogRecord[] records = StageInput.Records(_valid, 0);
            int run = 0;
            // A push of 64 snapshots, eight pushes waiting at a time: what a busy gateway sees.
            await PrintAsync("append durably (64 a push, 8 waiting)", input.Lines, async () =>
            {
                int id = run++;
                var waiting = new List<Task>();
                for (int i = 0; i < records.Length; i += 64)
                {
                    waiting.Add(store.Log.AppendAsync(Push(records, i, id), CancellationToken.None).AsTask());
                    if (waiting.Count == 8)
                    {
                        await Task.WhenAll(waiting);
                        waiting.Clear();
                    }
                }

                await Task.WhenAll(waiting);
            });
            Require(store.Log.NextOffset == (long)run * records.Length, "the log lost a record");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private AppendRequest Push(LogRecord[] records, int from, int run)
    {
        var entries = new List<LogEntry>(64);
        for (int i = from; i < Math.Min(from + 64, records.Length); i++)
        {
            StockSnapshot snapshot = _valid[i];
            entries.Add(new LogEntry(
                snapshot.Sender.Value, $"{snapshot.SnapshotId}-{run}", (ulong)i, snapshot.Lines.Count, records[i].Payload));
        }

        return new AppendRequest(entries, new Receipt
        {
            Id = string.Empty,
            Snapshots = entries.Count,
            Lines = new ReceiptLines { Accepted = entries.Sum(entry => entry.Lines) },
        });
    }

    private void Apply()
    {
        LogRecord[] records = StageInput.Records(_valid, 0);
        var outcomes = new RecordOutcome[records.Length];
        Print(Measured.Rate("read and apply (log records to live levels)", "lines/s", times, () =>
        {
            using var engine = new StockEngine(new EngineOptions(), input.Registry);
            return Measured.PerSecond(input.Lines, () => engine.Apply(records, outcomes));
        }));
        Require(outcomes.Sum(outcome => outcome.Applied) > 0 && !outcomes.Any(outcome => outcome.IsMalformed), "the engine refused lines");
    }

    private void View()
    {
        using var engine = new StockEngine(new EngineOptions(), input.Registry);
        LogRecord[] records = StageInput.Records(_valid, 0);
        int next = records.Length / 2;
        engine.Apply(records.AsSpan(0, next), new RecordOutcome[next]);
        engine.Advance(input.Now.ToUnixTimeMilliseconds());
        var outcome = new RecordOutcome[1];
        int steps = next / (times + 1);
        // Each view follows a change: an unchanged engine gives the view that it has.
        Print(Measured.Rate("apply one snapshot, then view, 8 national levels", "times/s", times, () =>
            Measured.PerSecond(steps, () => Repeat(steps, () =>
            {
                engine.Apply(records.AsSpan(next++, 1), outcome);
                return engine.View(Audience.Ministry).Query(new LevelQuery());
            }))));
        DisclosedView view = engine.View(Audience.Ministry);
        Print(Measured.Rate("query: 8 national levels", "queries/s", times, () =>
            Measured.PerSecond(1000, () => Repeat(1000, () => view.Query(new LevelQuery())))));
        var all = new LevelQuery { ByPrefecture = true, ByTier = true };
        Print(Measured.Rate("query: category x prefecture x tier", "queries/s", times, () =>
            Measured.PerSecond(100, () => Repeat(100, () => view.Query(all)))));
    }

    private static void Repeat(int count, Func<object> action)
    {
        for (int i = 0; i < count; i++)
            GC.KeepAlive(action());
    }

    private async Task PrintAsync(string name, double work, Func<Task> action)
    {
        await action();
        double[] rates = new double[times];
        for (int i = 0; i < times; i++)
        {
            long start = System.Diagnostics.Stopwatch.GetTimestamp();
            await action();
            rates[i] = work / System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalSeconds;
        }

        Array.Sort(rates);
        Print(new Measured(name, rates[times / 2], rates[0], rates[^1], "lines/s"));
    }

    private void Print(Measured measured) => output.WriteLine(measured);

    private static void Require(bool condition, string message)
    {
        if (!condition)
            throw new InvalidOperationException(message);
    }
}
