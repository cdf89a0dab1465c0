using Inventory.Engine.Checkpoint;
using Inventory.Engine.Columns;
using Inventory.Engine.Levels;
using Inventory.Engine.Runs;
using Inventory.Model.Registry;

namespace Inventory.Engine;

/// <summary>
/// Saving and loading. Equal states give equal bytes, whatever the number of partitions: locations stand in the order
/// of their first report, cells by key, falls merged. Sums are not saved but counted again, so a newer registry needs
/// no other path.
/// </summary>
public sealed partial class StockEngine
{
    private const long Magic = 0x31_5441_5453_564E49;
    private const int StateVersion = 2;

    // The first version did not remember the ids of records.
    private const int StateVersionMin = 1;

    /// <summary>Writes the whole state.</summary>
    public void Save(Stream stream)
    {
        var to = new StateWriter(stream);
        to.Write(Magic);
        to.Write((long)StateVersion);
        to.Write(_registry.Registry.Version);
        to.Write(NowMs);
        to.Write(_receivedMs);
        to.Write(NextOffset);
        to.Write(CurrentSequence());
        PartState.Write(to, _items.Ids);
        PartState.Write(to, _senders);
        PartState.Write(to, _feeds);
        to.Write((long)_locations.Count);
        for (int i = 0; i < _locations.Count; i++)
            SaveLocation(to, i);
        foreach (FeedRuns runs in _runs)
            PartState.Write(to, runs);
        OutflowState.Write(to, _registry, _partitions, _receivedMs);
        PartState.Write(to, _alerts);
        PartState.Write(to, _recent);
        to.Finish();
    }

    /// <summary>
    /// Reads a state; the registry may be newer than the one it was saved under (then levels are recounted).
    /// </summary>
    /// <exception cref="InvalidDataException">The stream is not a valid state.</exception>
    public static StockEngine Load(Stream stream, EngineOptions options, StockRegistry registry)
    {
        var engine = new StockEngine(options, registry);
        try
        {
            engine.Restore(new StateReader(stream));
            return engine;
        }
        catch
        {
            engine.Dispose();
            throw;
        }
    }

    private void SaveLocation(StateWriter to, int index)
    {
        ref readonly LocationState location = ref StateOf(index);
        to.Write(_locations.Bytes(index));
        to.Write((long)location.Sender);
        to.Write((long)location.Feed);
        to.Write(location.NewestAsOfMs);
        to.Write(location.CompleteAsOfMs);
        PartState.WriteCells(to, _partitions[_places[index].Partition], _places[index].Local);
    }

    private void Restore(StateReader from)
    {
        StateReader.Demand(from.Long() == Magic, "a saved state");
        int version = from.Int(StateVersionMin, StateVersion);
        bool isSameRegistry = from.RequiredText() == _registry.Registry.Version;
        NowMs = from.Long();
        _receivedMs = from.Long();
        NextOffset = from.Long();
        long sequence = from.Long();
        StateReader.Demand(NowMs is >= 0 and <= LineBuffer.TimeMsMax && NextOffset >= 0, "a clock and an offset");
        StateReader.Demand(_receivedMs is >= 0 and <= LineBuffer.TimeMsMax, "a clock");
        foreach (Partition partition in _partitions)
            partition.Advance(NowMs);
        PartState.ReadKeys(from, x => _items.GetOrAdd(x));
        int senders = PartState.ReadKeys(from, x => _senders.GetOrAdd(x));
        int feeds = PartState.ReadKeys(from, x => _feeds.GetOrAdd(x));
        int locations = from.Int(0, int.MaxValue);
        for (int i = 0; i < locations; i++)
            RestoreLocation(from, senders, feeds);
        for (int i = 0; i < feeds; i++)
            _runs.Add(PartState.ReadRuns(from, locations));
        OutflowState.Read(from, _registry, _partitions[0].Outflow, _receivedMs);
        PartState.Read(from, _alerts);
        if (version > StateVersionMin)
            PartState.Read(from, _recent);
        from.Finish();
        _sequence = 0;
        _sequence = sequence - CurrentSequence() + (isSameRegistry ? 0 : 1);
        if (!isSameRegistry)
            _alerts.Keep(_registry.Registry, NowMs);
    }

    private void RestoreLocation(StateReader from, int senders, int feeds)
    {
        byte[] id = from.Bytes();
        StateReader.Demand(_locations.Find(id) < 0, "a location only once");
        int index = AddLocation(id, from.Int(0, senders - 1), from.Int(-1, feeds - 1));
        Place place = _places[index];
        long newestMs = from.Long();
        StateReader.Demand(LineBuffer.IsTime(newestMs), "a time");
        _partitions[place.Partition].Restore(place.Local, newestMs, from.Long());
        PartState.ReadCells(from, _partitions[place.Partition], place.Local, _items.Ids.Count);
    }
}
