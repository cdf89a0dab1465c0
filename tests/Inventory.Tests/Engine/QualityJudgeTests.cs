using Inventory.Engine.Quality;
using Inventory.Model.Identifiers;
using Inventory.Model.Registry;
using Inventory.Model.Snapshots;
using Xunit;

namespace Inventory.Tests.Engine;

public sealed class QualityJudgeTests
{
    private static readonly StockRegistry Registry = new(new RegistryFacts
    {
        Version = "test",
        Categories =
        [
            new Category { Id = "masks", NameJa = "マスク", NameEn = "Masks", BaseUnit = "ST", UnitJa = "枚", UnitEn = "sheets" },
        ],
        Participants = [],
        Items = [.. Enumerable.Range(0, 20).Select(Mask)],
        Locations = [],
        Feeds = [],
    });

    private static Item Mask(int number) => new()
    {
        Id = new ItemId(Name(number)),
        Category = "masks",
        NameJa = "マスク",
        NameEn = "Mask",
        Packs = [new PackLevel("ST", 1), new PackLevel("BX", 30), new PackLevel("CS", 1800)],
    };

    private static string Name(int number) => $"shop-01:M-{number}";

    private static LineChange Change(int number, long before, long after) =>
        new("shop-01:1", Name(number), StockStatus.OnHand, before, after);

    [Fact]
    public void Cases_sent_as_pieces_are_a_slip_by_the_pack_although_goods_were_sold_meanwhile()
    {
        LineChange[] changes = [Change(1, 3000, 94), Change(2, 6000, 200), Change(3, 900, 31), Change(4, 1500, 45)];
        Assert.Equal(new UnitSlip(30, false, 4, 4), QualityJudge.FindSlip(changes, Registry));
        LineChange[] back = [.. changes.Select(x => x with { Before = x.After, After = x.Before })];
        Assert.Equal(new UnitSlip(30, true, 4, 4), QualityJudge.FindSlip(back, Registry));
    }

    [Fact]
    public void A_slip_in_part_of_a_delivery_is_seen_and_two_lines_are_not_enough()
    {
        LineChange[] ordinary = [.. Enumerable.Range(4, 6).Select(x => Change(x, 1000, 900))];
        LineChange[] slipped = [Change(1, 100, 3000), Change(2, 200, 6100), Change(3, 50, 1450)];
        Assert.Equal(3, QualityJudge.FindSlip([.. ordinary, .. slipped], Registry)!.Lines);
        Assert.Null(QualityJudge.FindSlip([.. ordinary, .. slipped[..2]], Registry));
    }

    [Fact]
    public void Zero_and_negative_stock_is_no_ratio()
    {
        LineChange[] changes = [Change(1, 0, 3000), Change(2, -5, 100), Change(3, 3000, 0)];
        Assert.Null(QualityJudge.FindSlip(changes, Registry));
        Assert.Empty(QualityJudge.FindJumps(changes, 10));
    }

    [Fact]
    public void A_jump_is_more_than_ten_times_and_not_a_handful()
    {
        LineChange[] changes = [Change(1, 50, 501), Change(2, 50, 500), Change(3, 2, 90), Change(4, 5000, 10)];
        Assert.Equal([Name(4), Name(1)], QualityJudge.FindJumps(changes, 10).Select(x => x.Item));
        Assert.Single(QualityJudge.FindJumps(changes, 1));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_thousand_days_of_ordinary_trade_raise_no_slip(int seed)
    {
        var random = new Random(seed);
        long[] stock = [.. Enumerable.Range(0, 20).Select(_ => (long)random.Next(200, 5000))];
        for (int day = 0; day < 1000; day++)
        {
            var changes = new List<LineChange>();
            for (int i = 0; i < stock.Length; i++)
            {
                long before = stock[i];
                stock[i] -= Math.Min(stock[i], random.Next(0, 1 + (int)(stock[i] / 3)));
                if (stock[i] < 300 && random.Next(3) == 0)
                    stock[i] += 1800 * random.Next(1, 4);
                changes.Add(Change(i, before, stock[i]));
            }

            Assert.True(QualityJudge.FindSlip(changes, Registry) is null, $"seed {seed}, day {day}");
        }
    }
}
