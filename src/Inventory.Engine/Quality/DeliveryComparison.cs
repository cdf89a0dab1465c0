using System.Runtime.InteropServices;
using Inventory.Model.Snapshots;

namespace Inventory.Engine.Quality;

/// <summary>
/// The lines of a delivery beside what is known, gathered before the delivery is applied. Of a large delivery evenly
/// spread locations are taken: what it looks for shows in all of them or is about one.
/// </summary>
public sealed class DeliveryComparison(IReadOnlyList<StockSnapshot> snapshots)
{
    /// <summary>Lines looked up for one delivery; 5,000 take the engine about a millisecond.</summary>
    public const int LinesMax = 5_000;

    private readonly List<LineChange> _changes = [];
    private readonly Dictionary<(string Item, StockStatus Status), long> _sums = [];

    /// <summary>The cells that were known with a quantity, and have one in the delivery.</summary>
    public IReadOnlyList<LineChange> Changes => _changes;

    /// <summary>Runs on the engine's thread.</summary>
    public DeliveryComparison Gather(StockEngine engine)
    {
        long lines = snapshots.Sum(x => (long)x.Lines.Count);
        int step = (int)Math.Max(1, lines / LinesMax);
        for (int i = 0; i < snapshots.Count && _changes.Count < LinesMax; i += step)
            Gather(engine, snapshots[i]);
        return this;
    }

    private void Gather(StockEngine engine, StockSnapshot snapshot)
    {
        // Lots and owners of one item are one cell.
        _sums.Clear();
        int taken = 0;
        foreach (StockLine line in snapshot.Lines)
        {
            if (line.BaseQuantity is not { } quantity || taken++ >= LinesMax)
                continue;
            ref long sum = ref CollectionsMarshal.GetValueRefOrAddDefault(_sums, (line.Item.Value, line.Status), out _);
            sum += quantity;
        }

        foreach (((string item, StockStatus status), long after) in _sums)
        {
            if (engine.TryQuantity(snapshot.Location, item, status, out long before))
                _changes.Add(new LineChange(snapshot.Location.Value, item, status, before, after));
        }
    }
}
