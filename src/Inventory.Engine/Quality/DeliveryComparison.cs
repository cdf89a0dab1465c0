using System.Runtime.InteropServices;
using Inventory.Model.Identifiers;
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
        return Gather((location, item, status) =>
            engine.TryQuantity(location, item, status, out long quantity) ? quantity : null);
    }

    /// <summary>The same with quantities that were asked for before: those of <see cref="Sample"/>.</summary>
    public DeliveryComparison Gather(Func<LocationId, string, StockStatus, long?> known)
    {
        foreach (StockSnapshot snapshot in Sample())
        {
            if (_changes.Count >= LinesMax)
                break;
            Gather(known, snapshot);
        }

        return this;
    }

    /// <summary>The snapshots that are looked at, evenly spread over the delivery.</summary>
    public IEnumerable<StockSnapshot> Sample()
    {
        long lines = snapshots.Sum(x => (long)x.Lines.Count);
        int step = (int)Math.Max(1, lines / LinesMax);
        for (int i = 0; i < snapshots.Count; i += step)
            yield return snapshots[i];
    }

    private void Gather(Func<LocationId, string, StockStatus, long?> known, StockSnapshot snapshot)
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
            if (known(snapshot.Location, item, status) is { } before)
                _changes.Add(new LineChange(snapshot.Location.Value, item, status, before, after));
        }
    }
}
