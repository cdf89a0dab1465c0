using System.Runtime.InteropServices;

namespace Inventory.Bench.National;

/// <summary>
/// The plain rival that most would write: a dictionary per thread with the rule and the live sums, a lock taken for
/// 1,024 updates at a time.
/// </summary>
internal sealed class ShardedDictionary(NationalWorld world)
{
    private const int LockedUpdates = 1024;
    private readonly Dictionary<long, (int Quantity, long AsOfMs)> _cells = [];
    private readonly long[] _sums = new long[NationalWorld.Groups];
    private readonly Lock _gate = new();

    public long Accepted { get; private set; }

    public void Apply(ReadOnlySpan<NationalUpdate> updates)
    {
        while (!updates.IsEmpty)
        {
            ReadOnlySpan<NationalUpdate> part = updates[..Math.Min(LockedUpdates, updates.Length)];
            updates = updates[part.Length..];
            lock (_gate)
            {
                foreach (ref readonly NationalUpdate update in part)
                    Apply(update);
            }
        }
    }

    public void AddSumsTo(Span<long> sums)
    {
        lock (_gate)
        {
            for (int i = 0; i < sums.Length; i++)
                sums[i] += _sums[i];
        }
    }

    private void Apply(in NationalUpdate update)
    {
        long key = ((long)update.Location * world.Items) + update.Item;
        ref (int Quantity, long AsOfMs) cell = ref CollectionsMarshal.GetValueRefOrAddDefault(_cells, key, out _);
        if (update.AsOfMs <= cell.AsOfMs)
            return;
        _sums[world.Group(update.Location, update.Item)] += update.Quantity - cell.Quantity;
        cell = (update.Quantity, update.AsOfMs);
        Accepted++;
    }
}
