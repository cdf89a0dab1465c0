using System.Text;
using Inventory.Engine;
using Inventory.Engine.Partial;
using Inventory.Model.Registry;
using Inventory.Model.Snapshots;

namespace Inventory.Simulation;

/// <summary>One partition: its log, its topic, the process that owns it, and the one that believes it still does.</summary>
internal sealed class PartitionOwner : IDisposable
{
    private static readonly EngineOptions Options = new() { RecentIdsMax = 100_000, JudgesAlerts = false };
    private readonly List<LogRecord> _log = [];
    private StockEngine _engine;
    private StockEngine? _zombie;
    private long _zombieEpoch;
    private byte[]? _checkpoint;
    private bool _isOverwritten;
    private bool _isReplaced;

    public PartitionOwner(int partition, StockRegistry registry)
    {
        Partition = partition;
        _engine = new StockEngine(Options, registry);
        Claim();
    }

    public int Partition { get; }

    public long Epoch { get; private set; }

    /// <summary>The topic, never compacted.</summary>
    public List<PartialMessage> Written { get; } = [];

    /// <summary>How many of them the follower got.</summary>
    public int Delivered { get; set; }

    public void Append(byte[] payload, long nowMs) => _log.Add(new LogRecord(_log.Count, nowMs, payload));

    /// <summary>A record is sent again by a producer that got no answer.</summary>
    public void Repeat(int back, long nowMs)
    {
        if (_log.Count > 0)
            Append(_log[Math.Max(0, _log.Count - 1 - back)].Payload.ToArray(), nowMs);
    }

    public void Publish(long nowMs)
    {
        Apply(_engine, nowMs);
        var messages = new List<PartialMessage>();
        // What a zombie wrote over is written again.
        _engine.CollectPartials(_isOverwritten, Epoch, messages);
        _isOverwritten = false;
        Written.AddRange(messages);
        Written.Add(_engine.WriteTick());
        if (nowMs % 7 == 0)
            _checkpoint = Bytes(_engine);
    }

    /// <summary>Another process goes on from the last checkpoint, or from the beginning.</summary>
    public void TakeOver(StockRegistry registry, bool isLost, long nowMs)
    {
        _zombie?.Dispose();
        (_zombie, _zombieEpoch) = (_engine, Epoch);
        _engine = _checkpoint is null || (isLost && !_isReplaced)
            ? new StockEngine(Options, registry)
            : StockEngine.Load(new MemoryStream(_checkpoint), Options, registry);
        Claim();
        Publish(nowMs);
    }

    /// <summary>The former owner wakes up and publishes once more under its own epoch.</summary>
    public void WriteAsZombie(long nowMs)
    {
        if (_zombie is null)
            return;
        Apply(_zombie, nowMs);
        var messages = new List<PartialMessage>();
        _zombie.CollectPartials(true, _zombieEpoch, messages);
        Written.AddRange(messages);
        Written.Add(_zombie.WriteTick());
        _isOverwritten = true;
    }

    public void Replace(StockRegistry registry)
    {
        _zombie?.Dispose();
        _zombie = null;
        _engine.Replace(registry);
        // Falls stay with the places they were counted at: a replay from before would count them by today's registry.
        _checkpoint = Bytes(_engine);
        _isReplaced = true;
    }

    /// <summary>All messages, or only the newest of each key in their order.</summary>
    public IEnumerable<PartialMessage> Topic(bool compacted)
    {
        if (!compacted)
            return Written;
        var last = new Dictionary<string, int>();
        for (int i = 0; i < Written.Count; i++)
            last[Written[i].Key] = i;
        return last.Values.Order().Select(i => Written[i]);
    }

    public void Dispose()
    {
        _engine.Dispose();
        _zombie?.Dispose();
    }

    private void Claim()
    {
        Epoch++;
        string json = $$"""{"kind":"claim","epoch":{{Epoch}},"instance":"core-{{Epoch % 3}}","url":"http://10.0.0.{{Epoch % 3}}:5080"}""";
        Written.Add(new PartialMessage("claim", Encoding.UTF8.GetBytes(json)));
    }

    private void Apply(StockEngine engine, long nowMs)
    {
        LogRecord[] batch = [.. _log.Skip((int)engine.NextOffset)];
        engine.Apply(batch, new RecordOutcome[batch.Length]);
        engine.Advance(nowMs);
    }

    private static byte[] Bytes(StockEngine engine)
    {
        var stream = new MemoryStream();
        engine.Save(stream);
        return stream.ToArray();
    }
}
