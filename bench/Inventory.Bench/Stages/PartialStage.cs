using System.Diagnostics;
using System.Globalization;
using Inventory.Engine;
using Inventory.Engine.Partial;
using Inventory.Model.Levels;
using Inventory.Model.Snapshots;

namespace Inventory.Bench.Stages;

/// <summary>
/// What partial levels cost: a nation split over partitions, told whole once and then in ticks, each after some
/// snapshots; collected and written by the owners, read and merged by one follower. Bytes and time for each changed
/// message. Non-goals: the broker.
/// </summary>
internal sealed class PartialStage(StageInput input, int times, TextWriter output)
{
    private const int Partitions = 12;
    private const int Ticks = 20;
    private readonly StockSnapshot[] _valid = input.Valid();

    public void Run()
    {
        var rounds = new List<Round>();
        for (int i = 0; i <= times; i++)
            rounds.Add(Measure());
        // The first round warms up.
        rounds.RemoveAt(0);
        Print("full tick: collect and write", rounds, x => x.FullCollect.TotalMicroseconds / x.FullMessages, "us/message");
        Print("full tick: read and merge", rounds, x => x.FullMerge.TotalMicroseconds / x.FullMessages, "us/message");
        Print("full tick: size", rounds, x => (double)x.FullBytes / x.FullMessages, "bytes/message");
        Print("tick: collect and write", rounds, x => x.Collect.TotalMicroseconds / x.Messages, "us/message");
        Print("tick: read and merge", rounds, x => x.Merge.TotalMicroseconds / x.Messages, "us/message");
        Print("tick: size", rounds, x => (double)x.Bytes / x.Messages, "bytes/message");
        Print("idle tick: collect and write", rounds, x => x.Idle.TotalMicroseconds / Ticks / Partitions, "us/partition");
        Print("three views of the merged levels", rounds, x => x.Views.TotalMicroseconds, "us");
        output.WriteLine(
            $"{rounds[0].FullMessages} messages in a full tick of {Partitions} partitions, "
            + $"{rounds[0].Messages} in {Ticks} ticks, result {rounds[0].Quantity}");
        if (rounds.Any(x => x.Quantity != rounds[0].Quantity) || rounds[0].Quantity != SingleQuantity())
            throw new InvalidOperationException("The merged levels are not those of one engine.");
    }

    private Round Measure()
    {
        var options = new EngineOptions { JudgesAlerts = false };
        StockEngine[] engines =
            [.. Enumerable.Range(0, Partitions).Select(_ => new StockEngine(options, input.Registry))];
        var merge = new LevelMerge(input.Registry, Partitions);
        LogRecord[][] records =
        [
            .. Enumerable.Range(0, Partitions).Select(p =>
                StageInput.Records([.. _valid.Where(x => x.Location.Value.Sum(c => c) % Partitions == p)], 0)),
        ];
        var round = new Round();
        // Half of the nation stands before the first tick, the rest comes in equal parts.
        for (int tick = 0; tick <= Ticks; tick++)
        {
            for (int p = 0; p < Partitions; p++)
            {
                int end = records[p].Length * (Ticks + tick) / (2 * Ticks);
                LogRecord[] batch = records[p][(int)engines[p].NextOffset..end];
                engines[p].Apply(batch, new RecordOutcome[batch.Length]);
                Tell(engines[p], merge, p, tick == 0, round);
            }
        }

        foreach (StockEngine engine in engines)
        {
            for (int i = 0; i < Ticks; i++)
                round.Idle += Timed(() => Collect(engine));
        }

        round.Views = Timed(() =>
        {
            foreach (Audience audience in Enum.GetValues<Audience>())
                _ = merge.View(audience).Query(new LevelQuery { ByPrefecture = true, ByTier = true });
        });
        round.Quantity = QuantityOf(merge.View(Audience.Ministry));
        foreach (StockEngine engine in engines)
            engine.Dispose();
        return round;
    }

    private static void Tell(StockEngine engine, LevelMerge merge, int partition, bool isFull, Round round)
    {
        List<PartialMessage> messages = [];
        TimeSpan collect = Timed(() => messages = Collect(engine));
        TimeSpan merged = Timed(() =>
        {
            foreach (PartialMessage message in messages)
            {
                if (!merge.Apply(partition, message.Key, message.Utf8.Span))
                    throw new InvalidOperationException($"{message.Key} was refused.");
            }
        });
        long bytes = messages.Sum(x => (long)x.Utf8.Length);
        if (isFull)
        {
            (round.FullCollect, round.FullMerge) = (round.FullCollect + collect, round.FullMerge + merged);
            (round.FullMessages, round.FullBytes) = (round.FullMessages + messages.Count, round.FullBytes + bytes);
        }
        else
        {
            (round.Collect, round.Merge) = (round.Collect + collect, round.Merge + merged);
            (round.Messages, round.Bytes) = (round.Messages + messages.Count, round.Bytes + bytes);
        }
    }

    private static List<PartialMessage> Collect(StockEngine engine)
    {
        var messages = new List<PartialMessage>();
        engine.CollectPartials(false, 1, messages);
        messages.Add(engine.WriteTick());
        return messages;
    }

    private long SingleQuantity()
    {
        LogRecord[] records = StageInput.Records(_valid, 0);
        using var engine = new StockEngine(new EngineOptions(), input.Registry);
        engine.Apply(records, new RecordOutcome[records.Length]);
        return QuantityOf(engine.View(Audience.Ministry));
    }

    private static long QuantityOf(DisclosedView view) => view.Query(new LevelQuery()).Levels.Sum(x => x.Quantity ?? 0);

    private static TimeSpan Timed(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start);
    }

    private void Print(string name, List<Round> rounds, Func<Round, double> figure, string unit)
    {
        double[] figures = [.. rounds.Select(figure).Order()];
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{"partial levels, " + name,-52} | {figures[figures.Length / 2],12:N1} [{figures[0]:N1} - {figures[^1]:N1}] {unit}"));
    }

    private sealed class Round
    {
        public TimeSpan FullCollect { get; set; }

        public TimeSpan FullMerge { get; set; }

        public long FullMessages { get; set; }

        public long FullBytes { get; set; }

        public TimeSpan Collect { get; set; }

        public TimeSpan Merge { get; set; }

        public long Messages { get; set; }

        public long Bytes { get; set; }

        public TimeSpan Idle { get; set; }

        public TimeSpan Views { get; set; }

        public long Quantity { get; set; }
    }
}
