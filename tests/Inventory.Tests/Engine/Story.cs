using System.Buffers;
using Inventory.Engine;
using Inventory.Model.Identifiers;
using Inventory.Model.Levels;
using Inventory.Model.Registry;
using Inventory.Model.Snapshots;

namespace Inventory.Tests.Engine;

/// <summary>Tells an engine what happened, in minutes after a fixed start.</summary>
internal sealed class Story : IDisposable
{
    public const long StartMs = 1_764_000_000_000;
    private readonly List<LogRecord> _log = [];
    private readonly CanonicalWriter _writer;
    private readonly ArrayBufferWriter<byte> _output = new();

    public Story(StockRegistry? registry = null, int partitions = 1, EngineOptions? options = null)
    {
        _writer = new CanonicalWriter(_output);
        Engine = new StockEngine(options ?? new EngineOptions { Partitions = partitions }, registry ?? Registry());
        Engine.Advance(StartMs);
    }

    public StockEngine Engine { get; }

    public IReadOnlyList<LogRecord> Log => _log;

    public long LogOffsetStart { get; init; }

    public static StockRegistry Registry(params Location[] locations) => With(new RegistryFacts { Locations = locations });

    public static StockRegistry With(RegistryFacts facts) => new(facts with
    {
        Version = facts.Version.Length > 0 ? facts.Version : "v1",
        Categories =
        [
            new Category { Id = "masks", NameJa = "マスク", NameEn = "Masks", BaseUnit = "ST", UnitJa = "枚", UnitEn = "sheets" },
            new Category { Id = "rice", NameJa = "米", NameEn = "Rice", BaseUnit = "GRM", UnitJa = "g", UnitEn = "g" },
        ],
        Items = facts.Items.Count > 0 ? facts.Items : [Item("p1:mask", "masks"), Item("p1:kid", "masks"), Item("p1:rice", "rice")],
        Feeds =
        [
            new FeedProfile
            {
                Id = "tw", Participant = new ParticipantId("tw"), Format = "delimited", CompleteRun = true,
                UnknownLocation = "accept", UnknownLocationTier = Tier.Retailer, IntervalMinutes = 60,
            },
        ],
    });

    public static Item Item(string id, string category) =>
        new() { Id = new ItemId(id), Category = category, NameJa = id, NameEn = id, Packs = [new PackLevel("EA", 1)] };

    public static Location Shop(string participant, int number, int prefecture = 13, Tier tier = Tier.Retailer) => new()
    {
        Id = new LocationId($"{participant}:{number}"), NameJa = "店", NameEn = "Shop", Participant = new ParticipantId(participant),
        Tier = tier, Prefecture = prefecture, IntervalMinutes = 60,
    };

    public static StockLine Line(string item, long? quantity, StockStatus status = StockStatus.OnHand) =>
        new() { Item = new ItemId(item), Quantity = quantity, Unit = "EA", BaseQuantity = quantity, Status = status };

    public RecordOutcome Full(string location, double minute, params StockLine[] lines) =>
        Tell(Snapshot(location, minute, SnapshotScope.Full, lines));

    public RecordOutcome Partial(string location, double minute, params StockLine[] lines) =>
        Tell(Snapshot(location, minute, SnapshotScope.Partial, lines));

    public RecordOutcome InRun(string run, string location, double minute, params StockLine[] lines) =>
        Tell(Snapshot(location, minute, SnapshotScope.Full, lines) with { Feed = "tw", Run = run });

    public RecordOutcome CloseRun(string run, double minute, int locations)
    {
        _writer.Write(
            new RunMarker
            {
                SnapshotId = $"m-{run}", Sender = new ParticipantId("tw"), Feed = "tw", Run = run, AsOf = At(minute), Locations = locations,
            },
            _output);
        return Apply(Take());
    }

    public static StockSnapshot Snapshot(string location, double minute, SnapshotScope scope, params StockLine[] lines) => new()
    {
        SnapshotId = "s", Sender = new ParticipantId(location[..location.IndexOf(':')]), Location = new LocationId(location),
        AsOf = At(minute), Scope = scope, Lines = lines,
    };

    public RecordOutcome Tell(StockSnapshot snapshot) => Apply(Encode(snapshot));

    public byte[] Encode(StockSnapshot snapshot)
    {
        _writer.Write(snapshot, _output);
        return Take();
    }

    public RecordOutcome Apply(byte[] payload)
    {
        var record = new LogRecord(LogOffsetStart + _log.Count, Engine.NowMs, payload);
        _log.Add(record);
        var outcome = new RecordOutcome[1];
        Engine.Apply([record], outcome);
        return outcome[0];
    }

    public void Advance(double minute) => Engine.Advance(StartMs + (long)(minute * 60_000));

    public static DateTimeOffset At(double minute) => DateTimeOffset.FromUnixTimeMilliseconds(StartMs + (long)(minute * 60_000));

    public Level Level(LevelQuery? query = null, Audience audience = Audience.Ministry) =>
        Engine.View(audience).Query(query ?? new LevelQuery { Category = "masks" }).Levels.Single();

    public byte[] Saved()
    {
        var stream = new MemoryStream();
        Engine.Save(stream);
        return stream.ToArray();
    }

    public void Dispose()
    {
        _writer.Dispose();
        Engine.Dispose();
    }

    private byte[] Take()
    {
        byte[] bytes = _output.WrittenSpan.ToArray();
        _output.ResetWrittenCount();
        return bytes;
    }
}
