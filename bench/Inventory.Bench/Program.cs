using Inventory.Bench.National;

namespace Inventory.Bench;

internal static class Program
{
    private static int Main()
    {
        var stream = new NationalStream(1_000_000, 1_000_000, 2);
        var shards = stream.Parts.Select(_ => new ShardedDictionary(stream.World)).ToArray();
        Parallel.For(0, 2, i =>
        {
            shards[i].Apply(stream.InitialOf(i).ToArray());
        });
        long before = shards.Sum(s => s.Accepted);
        Parallel.For(0, 2, i => shards[i].Apply(stream.Parts[i]));
        var sums = new long[NationalWorld.Groups];
        foreach (var s in shards)
            s.AddSumsTo(sums);
        Console.WriteLine($"{shards.Sum(s => s.Accepted) - before} {NationalStream.HashOf(sums):x16} {stream.IsReference(shards.Sum(s => s.Accepted) - before, NationalStream.HashOf(sums))}");
        return 0;
    }
}
