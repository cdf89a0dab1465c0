using System.Diagnostics;
using Inventory.Bench.Stages;
using Inventory.Engine.Columns;

namespace Inventory.Bench.National;

/// <summary>
/// The engine beside its plain rival on the same stream in the same run: the first quarter warms up, the other three
/// are measured. Every run ends with the hash of all sums; a faster version that computes something else is caught.
/// </summary>
internal sealed class NationalRun(int cells, int updates, TextWriter output)
{
    private const int Segments = 4;

    /// <summary>Runs both with 1 and 2 threads; false when a hash is not the reference's.</summary>
    public bool Run()
    {
        bool right = true;
        foreach (int threads in new[] { 1, 2 })
        {
            var stream = new NationalStream(cells, updates, threads);
            (double rival, ulong rivalHash) = RunRival(stream, threads);
            (double engine, ulong engineHash) = RunEngine(stream, threads);
            right &= rivalHash == engineHash && stream.IsReference(engineHash) != false;
            output.WriteLine(FormattableString.Invariant(
                $"national {cells / 1e6:F0}M cells, {threads} thread(s) | engine ÷ sharded Dictionary | {engine / rival:F2} x"));
        }

        output.WriteLine(right ? "hashes equal the reference" : "HASHES DIFFER");
        return right;
    }

    private (double Rate, ulong Hash) RunRival(NationalStream stream, int threads)
    {
        ShardedDictionary[] shards = [.. stream.Parts.Select(_ => new ShardedDictionary(stream.World))];
        Each(threads, owner => shards[owner].Apply(stream.InitialOf(owner).ToArray()));
        var rates = new List<double>();
        for (int segment = 0; segment < Segments; segment++)
            rates.Add(Timed(threads, owner => shards[owner].Apply(Segment(stream.Parts[owner], segment))));
        var sums = new long[NationalWorld.Groups];
        foreach (ShardedDictionary shard in shards)
            shard.AddSumsTo(sums);
        return Report($"sharded Dictionary, {threads} thread(s)", rates, NationalStream.HashOf(sums));
    }

    private (double Rate, ulong Hash) RunEngine(NationalStream stream, int threads)
    {
        using var engine = new NationalEngine(stream.World, threads);
        var initial = new List<ParsedLine>[threads];
        var lines = new List<ParsedLine>[threads];
        for (int owner = 0; owner < threads; owner++)
            (initial[owner], lines[owner]) = ([], []);
        for (int part = 0; part < threads; part++)
        {
            foreach (NationalUpdate update in stream.InitialOf(part))
                initial[engine.OwnerOf(update.Location)].Add(engine.Line(update));
            foreach (NationalUpdate update in stream.Parts[part])
                lines[engine.OwnerOf(update.Location)].Add(engine.Line(update));
        }

        ParsedLine[][] parts = [.. lines.Select(list => list.ToArray())];
        Each(threads, owner => engine.Apply(owner, initial[owner].ToArray()));
        var rates = new List<double>();
        for (int segment = 0; segment < Segments; segment++)
            rates.Add(Timed(threads, owner => engine.Apply(owner, Segment(parts[owner], segment))));
        return Report($"engine, {threads} thread(s)", rates, NationalStream.HashOf(engine.Sums()));
    }

    private double Timed(int threads, Action<int> action) =>
        Measured.PerSecond((double)updates / Segments, () => Each(threads, action));

    private (double Rate, ulong Hash) Report(string name, List<double> rates, ulong hash)
    {
        double[] measured = [.. rates.Skip(1).Order()];
        output.WriteLine(new Measured(
            $"national {cells / 1e6:F0}M: {name}", measured[1] / 1e6, measured[0] / 1e6, measured[2] / 1e6, $"M/s  Q2 {hash:x16}"));
        return (measured[1], hash);
    }

    private static Span<T> Segment<T>(T[] part, int segment)
    {
        int from = (int)((long)part.Length * segment / Segments);
        int to = (int)((long)part.Length * (segment + 1) / Segments);
        return part.AsSpan(from, to - from);
    }

    private static void Each(int threads, Action<int> action)
    {
        if (threads == 1)
            action(0);
        else
            Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, action);
    }
}
