using Inventory.Engine;
using Inventory.Engine.Columns;
using Inventory.Model.Identifiers;
using Inventory.Model.Levels;
using Inventory.Model.Registry;
using Inventory.Model.Snapshots;

namespace Inventory.Bench.National;

/// <summary>The hot core under the national workload: lines already numbered, as behind the parser.</summary>
internal sealed class NationalEngine : IDisposable
{
    private static readonly ParticipantId Sender = new("nation");
    private readonly StockEngine _engine;
    private readonly (int Partition, int Local)[] _places;
    private readonly int[] _keys;

    public NationalEngine(NationalWorld world, int partitions)
    {
        _engine = new StockEngine(new EngineOptions { Partitions = partitions }, RegistryOf(world));
        _keys = [.. Enumerable.Range(0, world.Items).Select(item => _engine.KeyOf(ItemName(item), StockStatus.OnHand))];
        _places =
        [
            .. Enumerable.Range(0, world.Locations).Select(place => _engine.PlaceOf(PlaceName(place), Sender.Value)),
        ];
    }

    /// <summary>The partition that owns a location: the engine's own choice.</summary>
    public int OwnerOf(int location) => _places[location].Partition;

    public ParsedLine Line(in NationalUpdate update) =>
        new(_places[update.Location].Local, _keys[update.Item], update.Quantity, update.AsOfMs);

    /// <summary>Applies lines of one partition; another thread may do the same for another partition.</summary>
    public void Apply(int partition, ReadOnlySpan<ParsedLine> lines) =>
        _engine.ApplyParsed(partition, lines, NationalWorld.StartMs);

    /// <summary>Q2 through the front door: the levels as the ministry may see them.</summary>
    public long[] Sums()
    {
        var sums = new long[NationalWorld.Groups];
        LevelSet levels = _engine.View(Audience.Ministry).Query(new LevelQuery { ByPrefecture = true, ByTier = true });
        foreach (Level level in levels.Levels)
        {
            int category = int.Parse(level.Category!.AsSpan(1));
            int prefecture = int.Parse(level.Prefecture!);
            if (prefecture == 0 || !WireNames.TryParse(level.Tier, out Tier tier))
                continue;
            int group = (((category * NationalWorld.Prefectures) + prefecture - 1) * NationalWorld.Tiers) + (int)tier;
            sums[group] = level.Quantity ?? 0;
        }

        return sums;
    }

    public void Dispose() => _engine.Dispose();

    private static string ItemName(int item) => $"nation:i{item}";

    private static string PlaceName(int location) => $"nation:l{location}";

    private static StockRegistry RegistryOf(NationalWorld world) => new(new RegistryFacts
    {
        Categories =
        [
            .. Enumerable.Range(0, NationalWorld.Categories).Select(category => new Category
            {
                Id = $"c{category}", NameJa = "種", NameEn = "kind", BaseUnit = "EA", UnitJa = "個", UnitEn = "pieces",
            }),
        ],
        Items =
        [
            .. Enumerable.Range(0, world.Items).Select(item => new Item
            {
                Id = new ItemId(ItemName(item)), Category = $"c{world.Category[item]}", NameJa = "品", NameEn = "item",
                Packs = [new PackLevel("EA", 1)],
            }),
        ],
        Locations =
        [
            .. Enumerable.Range(0, world.Locations).Select(location => new Location
            {
                Id = new LocationId(PlaceName(location)), NameJa = "店", NameEn = "place", Participant = Sender,
                Tier = (Tier)world.Tier[location], Prefecture = world.Prefecture[location] + 1, IntervalMinutes = 60,
            }),
        ],
        Participants = [new Participant { Id = Sender, NameJa = "国", NameEn = "nation" }],
    });
}
