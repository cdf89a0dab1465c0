using System.Collections;
using Inventory.Model.Snapshots;

namespace Inventory.Adapters.Assembling;

/// <summary>The lines of one location as a snapshot shows them: each is made when it is asked for.</summary>
internal sealed class KeptLines(LineStore store, LocationGroup group) : IReadOnlyList<StockLine>
{
    public int Count => group.Count;

    public StockLine this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)group.Count);
            return store.Valid(store.Lines[group.At(index)], group.AsOf);
        }
    }

    public IEnumerator<StockLine> GetEnumerator()
    {
        for (int i = 0; i < group.Count; i++)
            yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
