using Inventory.Engine.Explain;
using Inventory.Model.Snapshots;

namespace Inventory.Engine;

/// <summary>What a trace of one figure needs beyond applying: a record's place in a run, and a group's cells.</summary>
public sealed partial class StockEngine
{
    /// <summary>
    /// Takes of a record only that its location is in a run: enough for what a closed run makes gone elsewhere.
    /// </summary>
    internal void JoinOnly(in LogRecord record)
    {
        NextOffset = record.Offset + 1;
        Receive(Math.Clamp(record.ReceivedAtMs, 0, Columns.LineBuffer.TimeMsMax));
        var reader = new SnapshotReader(record.Payload.Span);
        if (!reader.ReadHeader() || reader.Kind != RecordKind.Snapshot || reader.Feed.IsEmpty || reader.Run.IsEmpty)
            return;
        int feed = FeedOf(reader.Feed);
        _runs[feed].Join(reader.Run, LocationOf(reader, feed));
    }

    /// <summary>The live cells of a group and status, in the order of their locations' first reports.</summary>
    internal IEnumerable<CellFact> CellsOf(FigureQuery query)
    {
        int category = _registry.CategoryOf(query.Category);
        for (int i = 0; i < _locations.Count && category >= 0; i++)
        {
            if (!IsIn(i, query))
                continue;
            for (int at = 0; at < StateOf(i).Range.Count; at++)
            {
                int key = KeyAt(i, at);
                if ((key & 3) == (int)query.Status && _items.Category(key >> 2) == category)
                    yield return FactAt(i, at);
            }
        }
    }

    private bool IsIn(int location, FigureQuery query)
    {
        Levels.LocationFacts facts = StateOf(location).Facts;
        return (query.Prefecture ?? facts.Prefecture) == facts.Prefecture
            && ((int?)query.Tier ?? facts.Tier) == facts.Tier;
    }

    private int KeyAt(int location, int at) =>
        _partitions[_places[location].Partition].Cells.Keys(StateOf(location).Range)[at];
}
