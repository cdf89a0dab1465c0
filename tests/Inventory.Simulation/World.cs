using System.Buffers;
using Inventory.Model.Identifiers;
using Inventory.Model.Registry;
using Inventory.Model.Snapshots;

namespace Inventory.Simulation;

/// <summary>
/// A seeded world of reporters with all their faults: late, twice, out of order, broken, renamed by a new registry.
/// </summary>
internal sealed class World(int seed)
{
    public const long StartMs = 1_764_000_000_000;
    private static readonly string[] Items = ["masks:a", "masks:b", "masks:c", "rice:a", "rice:b", "new:a", "odd:a"];
    private static readonly string[] Places = [.. Enumerable.Range(0, 14).Select(i => $"shop-{i % 6}:{i}")];
    private readonly Random _random = new(seed);
    private readonly Dictionary<string, HashSet<string>> _runMembers = [];
    private int _run;
    private int _ids;

    public long NowMs { get; private set; } = StartMs;

    public int Next(int max) => _random.Next(max);

    public void Pass() => NowMs += _random.Next(6) == 0 ? _random.Next(4 * 3_600_000) : _random.Next(120_000);

    /// <summary>A snapshot or a run marker.</summary>
    public object NextRecord()
    {
        if (_run > 0 && _random.Next(25) == 0)
            return NextMarker();
        bool isRun = _random.Next(3) == 0;
        string location = Places[_random.Next(Places.Length)];
        if (isRun && (_run == 0 || _random.Next(30) == 0))
            _run++;
        string? run = isRun ? $"r-{Math.Max(1, _run - _random.Next(2))}" : null;
        if (run is not null)
        {
            if (!_runMembers.TryGetValue(run, out HashSet<string>? members))
                _runMembers[run] = members = [];
            members.Add(location);
        }

        long asOfMs = NextAsOf();
        return new StockSnapshot
        {
            SnapshotId = $"s-{_ids++}",
            Sender = Id(location[..6]),
            Location = new LocationId(location),
            Feed = isRun ? "runs" : _random.Next(2) == 0 ? "plain" : null,
            Run = run,
            AsOf = Time(asOfMs),
            Scope = _random.Next(2) == 0 ? SnapshotScope.Full : SnapshotScope.Partial,
            Lines = [.. Enumerable.Range(0, _random.Next(7)).Select(_ => NextLine(asOfMs))],
        };
    }

    /// <summary>The canonical bytes, sometimes broken; <paramref name="isBroken"/> says so.</summary>
    public byte[] Encode(object record, out bool isBroken)
    {
        var output = new ArrayBufferWriter<byte>();
        using var writer = new CanonicalWriter(output);
        if (record is StockSnapshot snapshot)
            writer.Write(snapshot, output);
        else
            writer.Write((RunMarker)record, output);
        isBroken = _random.Next(20) == 0;
        // Cut before the end of the lines: the reader has then seen some of them.
        return isBroken ? output.WrittenSpan[..(output.WrittenCount - 3 - _random.Next(40))].ToArray() : output.WrittenSpan.ToArray();
    }

    /// <summary>One of a few registries that differ in what they know.</summary>
    public static StockRegistry Registry(int variant) => new(new RegistryFacts
    {
        Version = $"v{variant}",
        Categories = variant == 2 ? [Category("rice"), Category("masks")] : [Category("masks"), Category("rice")],
        Items =
        [
            Item("masks:a", "masks"), Item("masks:b", "masks"), Item("masks:c", "masks"), Item("rice:a", "rice"),
            Item("rice:b", "rice"), .. variant > 0 ? [Item("new:a", "rice")] : Array.Empty<Item>(),
        ],
        Participants =
        [
            .. Enumerable.Range(0, 6).Select(i => new Participant
            {
                Id = Id($"shop-{i}"), NameJa = "店", NameEn = "Shop", UltimateParent = i == 5 ? Id("shop-4") : null,
            }),
        ],
        Locations = [.. Enumerable.Range(0, 10 + variant).Select(i => Location(i, variant)), Location(40, variant)],
        Feeds =
        [
            Feed("runs", Tier.Retailer, 60), Feed("plain", Tier.Wholesaler, 30 + (variant * 60)),
        ],
        AlertRules =
        [
            new AlertRule { Id = "out", Measure = AlertMeasure.ShareOut, PerPrefecture = true, Enter = 0.3, Clear = 0.2, HoldSeconds = 300 },
            new AlertRule { Id = "cov", Measure = AlertMeasure.Coverage, Enter = 0.5, Clear = 0.7 },
            .. variant == 1 ? Array.Empty<AlertRule>()
                : [new AlertRule { Id = "days", Measure = AlertMeasure.DaysOfSupply, Enter = 5, Clear = 6, CoverageMin = 0.3 }],
        ],
    });

    private RunMarker NextMarker()
    {
        string run = $"r-{Math.Max(1, _run - _random.Next(2))}";
        int members = _runMembers.TryGetValue(run, out HashSet<string>? seen) ? seen.Count : 0;
        return new RunMarker
        {
            SnapshotId = $"m-{_ids++}", Sender = Id("shop-0"), Feed = "runs", Run = run, AsOf = Time(NextAsOf()),
            Locations = members + (_random.Next(5) == 0 ? 1 : 0),
        };
    }

    private StockLine NextLine(long asOfMs)
    {
        int kind = _random.Next(10);
        return new StockLine
        {
            Item = new ItemId(Items[_random.Next(Items.Length)]),
            Status = _random.Next(4) == 0 ? (StockStatus)_random.Next(4) : StockStatus.OnHand,
            Quantity = kind == 0 ? null : 1,
            Unit = kind == 1 ? "CS" : "EA",
            BaseQuantity = kind is 0 or 1 ? null
                : kind == 2 ? (_random.Next(3) == 0 ? long.MaxValue - _random.Next(3) : -_random.Next(50))
                : _random.Next(8) == 0 ? 0 : _random.Next(1000),
            Band = kind == 0 ? new QuantityBand(_random.Next(2) * 30, _random.Next(3) == 0 ? null : _random.Next(2) * 99) : null,
            SaleState = (SaleState)_random.Next(6),
            AsOf = _random.Next(5) == 0 ? Time(asOfMs - _random.Next(7_200_000)) : null,
        };
    }

    // A coarse grid, so that equal as-ofs are common; sometimes much too late.
    private long NextAsOf() => (NowMs - (_random.Next(8) == 0 ? _random.Next(20_000_000) : _random.Next(300_000))) / 30_000 * 30_000;

    private static Location Location(int i, int variant) => new()
    {
        Id = new LocationId($"shop-{i % 6}:{i}"), NameJa = "店", NameEn = "Shop", Participant = Id($"shop-{i % 6}"),
        Tier = (Tier)(i % 3), Prefecture = (i + variant) % 4, IntervalMinutes = 20 + (i * 10),
        Categories = i % 3 == 0 ? ["masks"] : [],
    };

    private static FeedProfile Feed(string id, Tier tier, int minutes) => new()
    {
        Id = id, Participant = Id("shop-0"), Format = "delimited", UnknownLocationTier = tier, IntervalMinutes = minutes,
    };

    private static Category Category(string id) =>
        new() { Id = id, NameJa = id, NameEn = id, BaseUnit = "EA", UnitJa = "個", UnitEn = "pieces" };

    private static Item Item(string id, string category) =>
        new() { Id = new ItemId(id), Category = category, NameJa = id, NameEn = id, Packs = [new PackLevel("EA", 1)] };

    private static DateTimeOffset Time(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms);

    private static ParticipantId Id(string value) => new(value);
}
