using Inventory.Model.Identifiers;
using Inventory.Model.Snapshots;

namespace Inventory.Tests.Model.Snapshots;

/// <summary>Makes snapshots with every field present and absent, and extreme values, from a seed.</summary>
internal sealed class RandomSnapshots(int seed)
{
    private static readonly string[] Codes = ["A-1", "髙島屋", "𠮷野 1", "①㈱", "<&'+/>", "\u2028x\uE000y", "é̂", new('店', 64)];
    private static readonly decimal[] Quantities =
        [0, 1, -1, 0.5m, -47.8m, 1.10m, 79228162514264337593543950335m, 0.0000000000000000000000000001m,
            9007199254740993m];

    private readonly Random _random = new(seed);

    public StockSnapshot Next(int lines) => new()
    {
        SnapshotId = "s-" + _random.NextInt64(),
        Sender = new ParticipantId("retailer-01"),
        Location = Chance() ? new LocationId("9520000000011") : LocationId.Local(new ParticipantId("retailer-01"), Pick(Codes)),
        Feed = Chance() ? "demo-csv" : null,
        Run = Chance() ? "r-" + _random.Next() : null,
        AsOf = Time(),
        AsOfSource = (AsOfSource)_random.Next(5),
        Scope = (SnapshotScope)_random.Next(2),
        Lines = [.. Enumerable.Range(0, lines).Select(_ => Line())],
    };

    private StockLine Line()
    {
        bool isBand = Chance();
        return new StockLine
        {
            Item = Chance() ? new ItemId("09521000010017") : ItemId.Local(new ParticipantId("maker-01"), Pick(Codes)),
            Status = (StockStatus)_random.Next(4),
            Quantity = isBand ? null : Pick(Quantities),
            Unit = Chance() ? Pick(["EA", "ケース", "甲", "𠮷"]) : null,
            BaseQuantity = isBand
                ? null : Pick<long?>([null, 0, -1, long.MaxValue, long.MinValue, _random.NextInt64()]),
            Band = isBand ? new QuantityBand(_random.Next(100), Chance() ? _random.Next(100, 200) : null) : null,
            SaleState = (SaleState)_random.Next(6),
            Owner = Chance() ? new ParticipantId("p:owner123") : null,
            Lot = Chance() ? Pick(["L1", "\"quoted\"", "back\\slash", "日本"]) : null,
            Expiry = Chance() ? new DateOnly(2026, 1, 1).AddDays(_random.Next(4000)) : null,
            AsOf = Chance() ? Time() : null,
        };
    }

    private DateTimeOffset Time() => DateTimeOffset.FromUnixTimeMilliseconds(_random.NextInt64(0, 4_000_000_000_000))
        .ToOffset(TimeSpan.FromMinutes(_random.Next(-56, 57) * 15));

    private bool Chance() => _random.Next(2) == 0;

    private T Pick<T>(T[] from) => from[_random.Next(from.Length)];
}
