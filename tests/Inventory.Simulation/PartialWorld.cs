using System.Buffers;
using System.Text;
using Inventory.Engine;
using Inventory.Engine.Partial;
using Inventory.Model.Identifiers;
using Inventory.Model.Registry;
using Inventory.Model.Snapshots;

namespace Inventory.Simulation;

/// <summary>
/// One seeded world told twice: to a single engine, and split by location over partitions whose owners publish at
/// random times, die, are followed by others, and write on after that.
/// </summary>
internal sealed class PartialWorld : IDisposable
{
    private readonly World _world;
    private readonly Dictionary<string, HashSet<string>> _runs = [];
    private readonly List<LogRecord> _single = [];
    private StockRegistry _registry = World.Registry(0);
    private string? _openRun;
    private int _closed = -1;
    private long _offset;

    public PartialWorld(int seed)
    {
        _world = new World(seed);
        int count = 1 + _world.Next(12);
        Owners = [.. Enumerable.Range(0, count).Select(i => new PartitionOwner(i, _registry))];
        Single = new StockEngine(new EngineOptions(), _registry);
        Merge = new LevelMerge(_registry, count) { JudgesAlerts = true };
    }

    public StockEngine Single { get; }

    public LevelMerge Merge { get; private set; }

    public PartitionOwner[] Owners { get; }

    public StockRegistry Registry => _registry;

    public int Next(int max) => _world.Next(max);

    /// <summary>One more record reaches the log of the single engine and that of its partition.</summary>
    public void Step()
    {
        _world.Pass();
        if (_openRun is not null && Next(25) == 0)
            CloseRun();
        else if (_world.NextRecord() is StockSnapshot snapshot)
            Tell(snapshot);
        PartitionOwner any = Owners[Next(Owners.Length)];
        if (Next(4) == 0)
            any.Repeat(Next(1000), _world.NowMs);
        if (Next(3) == 0)
            Publish(any);
        if (Next(60) == 0)
            TakeOver(any);
        if (Next(150) == 0)
            Replace();
    }

    /// <summary>Everything that was told is applied, published and merged at one time.</summary>
    public void Meet()
    {
        Single.Apply(_single.ToArray(), new RecordOutcome[_single.Count]);
        _single.Clear();
        Single.Advance(_world.NowMs);
        foreach (PartitionOwner owner in Owners)
            owner.Publish(_world.NowMs);
        Deliver(all: true);
        Merge.Advance(_world.NowMs);
    }

    /// <summary>A process that starts now and reads the topics as they were kept.</summary>
    public LevelMerge Newcomer(bool compacted)
    {
        var merge = new LevelMerge(_registry, Owners.Length);
        foreach (PartitionOwner owner in Owners)
        {
            foreach (PartialMessage message in owner.Topic(compacted))
                Demand(merge.Apply(owner.Partition, message.Key, message.Utf8.Span));
        }

        merge.Advance(_world.NowMs);
        return merge;
    }

    public void Dispose()
    {
        Single.Dispose();
        foreach (PartitionOwner owner in Owners)
            owner.Dispose();
    }

    public static void Demand(bool condition)
    {
        if (!condition)
            throw new InvalidOperationException("A message of an engine was refused.");
    }

    private void Tell(StockSnapshot snapshot)
    {
        byte[] bytes = _world.Encode(snapshot, out bool isBroken);
        if (snapshot.Run is { } run && !isBroken)
        {
            _openRun = run;
            if (!_runs.TryGetValue(run, out HashSet<string>? members))
                _runs[run] = members = [];
            members.Add(snapshot.Location.Value);
        }

        _single.Add(new LogRecord(_offset++, _world.NowMs, bytes));
        Owners[PartitionOf(snapshot.Location.Value)].Append(bytes, _world.NowMs);
    }

    // A gateway tells each partition how many of the run's locations are its own. A run is closed once, after the one
    // before it; with one location too many everywhere it stays open everywhere.
    private void CloseRun()
    {
        int number = int.Parse(_openRun![2..]);
        if (number <= _closed)
            return;
        bool isWhole = Next(5) > 0;
        if (isWhole)
            _closed = number;
        string id = $"m-{_offset}";
        HashSet<string> members = _runs[_openRun];
        _single.Add(new LogRecord(_offset++, _world.NowMs, Marker(id, members.Count + (isWhole ? 0 : 1))));
        foreach (PartitionOwner owner in Owners)
        {
            int own = members.Count(x => PartitionOf(x) == owner.Partition);
            owner.Append(Marker(id, own + (isWhole ? 0 : 1)), _world.NowMs);
        }
    }

    private byte[] Marker(string id, int locations)
    {
        var output = new ArrayBufferWriter<byte>();
        using var writer = new CanonicalWriter(output);
        writer.Write(
            new RunMarker
            {
                SnapshotId = id, Sender = new ParticipantId("shop-0"), Feed = "runs", Run = _openRun!,
                AsOf = DateTimeOffset.FromUnixTimeMilliseconds(_world.NowMs / 30_000 * 30_000), Locations = locations,
            },
            output);
        return output.WrittenSpan.ToArray();
    }

    private void Publish(PartitionOwner owner)
    {
        owner.Publish(_world.NowMs - Next(50_000));
        if (Next(2) == 0)
            Deliver(all: false);
        if (Next(40) == 0)
            Reread(owner);
    }

    private void TakeOver(PartitionOwner owner)
    {
        owner.TakeOver(_registry, Next(3) == 0, _world.NowMs);
        if (Next(2) == 0)
            owner.WriteAsZombie(_world.NowMs);
    }

    private void Replace()
    {
        Meet();
        _registry = World.Registry(Next(4));
        Single.Replace(_registry);
        Merge.Replace(_registry);
        foreach (PartitionOwner owner in Owners)
            owner.Replace(_registry);
    }

    // The follower's reader loses its place and begins again.
    private void Reread(PartitionOwner owner)
    {
        Merge.Reset(owner.Partition);
        owner.Delivered = 0;
    }

    // The partitions' messages come mixed, each partition's in order, some of them twice.
    private void Deliver(bool all)
    {
        var waiting = Owners.Where(x => x.Delivered < x.Written.Count).ToList();
        while (waiting.Count > 0 && (all || Next(30) > 0))
        {
            PartitionOwner owner = waiting[Next(waiting.Count)];
            PartialMessage message = owner.Written[owner.Delivered++];
            for (int times = Next(10) == 0 ? 2 : 1; times > 0; times--)
                Demand(Merge.Apply(owner.Partition, message.Key, message.Utf8.Span));
            if (Next(20) == 0)
            {
                PartialMessage old = owner.Written[Next(owner.Delivered)];
                Demand(Merge.Apply(owner.Partition, old.Key, old.Utf8.Span));
            }

            if (owner.Delivered == owner.Written.Count)
                waiting.Remove(owner);
        }
    }

    private int PartitionOf(string location) => (int)(Encoding.UTF8.GetBytes(location).Sum(x => (uint)x) % Owners.Length);
}
