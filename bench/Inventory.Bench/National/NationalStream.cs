namespace Inventory.Bench.National;

/// <summary>The workload made ready in memory, so that a measurement holds nothing but the store's own work.</summary>
internal sealed class NationalStream
{
    /// <summary>Reference answers by scale: the hash of Q2.</summary>
    private static readonly Dictionary<(long Cells, int Updates), ulong> References = new()
    {
        [(1_000_000, 1_000_000)] = 0xd29ee1f720c2dac4,
        [(10_000_000, 10_000_000)] = 0xd59457927e490d88,
    };

    /// <summary>Builds world, initial cells and updates for <paramref name="threads"/> owners of every threads-th block
    /// of 8 locations.</summary>
    public NationalStream(int cells, int updates, int threads)
    {
        World = new NationalWorld(cells / 100, 500, 100);
        UpdateCount = updates;
        Parts = [.. Enumerable.Range(0, threads).Select(_ => Array.Empty<NationalUpdate>())];
        var all = new NationalUpdate[updates];
        Parallel.For(0, 64, chunk =>
        {
            for (long i = (long)updates * chunk / 64; i < (long)updates * (chunk + 1) / 64; i++)
                all[i] = World.Update(i);
        });
        for (int thread = 0; thread < threads; thread++)
        {
            int owner = thread;
            Parts[thread] = threads == 1 ? all : [.. all.Where(update => (update.Location >> 3) % threads == owner)];
        }
    }

    public NationalWorld World { get; }

    public int UpdateCount { get; }

    /// <summary>Updates by owner, each in stream order.</summary>
    public NationalUpdate[][] Parts { get; }

    /// <summary>The owner of a location.</summary>
    public int OwnerOf(int location) => (location >> 3) % Parts.Length;

    /// <summary>The initial cells of one owner, location after location.</summary>
    public IEnumerable<NationalUpdate> InitialOf(int owner)
    {
        for (int location = 0; location < World.Locations; location++)
        {
            if (OwnerOf(location) != owner)
                continue;
            for (int k = 0; k < World.PerLocation; k++)
                yield return World.Initial(location, k);
        }
    }

    /// <summary>True when the answer is the reference's; null when this scale has no reference.</summary>
    public bool? IsReference(ulong hash) =>
        References.TryGetValue((World.Cells, UpdateCount), out ulong reference) ? reference == hash : null;

    public static ulong HashOf(ReadOnlySpan<long> sums)
    {
        ulong hash = 0;
        foreach (long sum in sums)
            hash = NationalWorld.Fold(hash, sum);
        return hash;
    }
}
