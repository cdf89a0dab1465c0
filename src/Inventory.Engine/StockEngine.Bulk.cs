using System.Text;
using Inventory.Engine.Columns;
using Inventory.Model.Snapshots;

namespace Inventory.Engine;

/// <summary>
/// The way in behind the parser, for measuring the apply step by itself: lines that are already numbered go straight to
/// a partition, with the meaning of partial snapshots outside any feed.
/// </summary>
public sealed partial class StockEngine
{
    /// <summary>How many partitions there are.</summary>
    internal int PartitionCount => _partitions.Length;

    /// <summary>Numbers a cell's item and status.</summary>
    internal int KeyOf(string item, StockStatus status) =>
        (_items.GetOrAdd(Encoding.UTF8.GetBytes(item)) << 2) | (int)status;

    /// <summary>Numbers a location, which counts as having reported from then on.</summary>
    internal (int Partition, int Local) PlaceOf(string location, string sender)
    {
        byte[] id = Encoding.UTF8.GetBytes(location);
        int index = _locations.Find(id);
        if (index < 0)
            index = AddLocation(id, _senders.GetOrAdd(Encoding.UTF8.GetBytes(sender)), -1);
        return (_places[index].Partition, _places[index].Local);
    }

    /// <summary>
    /// Applies lines of one partition in order. Different partitions share nothing that this writes, so each may have a
    /// thread of its own.
    /// </summary>
    internal ApplyCount ApplyParsed(int partition, ReadOnlySpan<ParsedLine> lines, long receivedMs)
    {
        Partition to = _partitions[partition];
        to.ReceivedMs = Math.Max(to.ReceivedMs, receivedMs);
        return to.ApplyParsed(lines);
    }
}
