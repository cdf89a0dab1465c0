using Inventory.Adapters;
using Inventory.Model.Registry;
using Inventory.Model.Rejections;
using Inventory.Model.Snapshots;
using Xunit;

namespace Inventory.Tests.Adapters.Paths;

/// <summary>What a profile can say of a tree, one feature at a time.</summary>
public sealed class PathMappingTests
{
    [Fact]
    public async Task Facts_behind_and_around_the_records_reach_them()
    {
        FeedProfile profile = PathFeed.Profile("""
            "paths":{"asOf":"/made","records":[{"path":"/orders/*/stocks/*","fields":{"item":"../../sku","location":"place","unit":"/unit"},
            "quantities":[{"path":"n"}]}]}
            """);
        FeedReading reading = await PathFeed.ReadAsync("""
            {"orders":[{"stocks":[{"n":1,"place":"a"},{"n":2,"place":"b"}],"sku":"X"},{"sku":"Y","stocks":[{"place":"a","n":3}]}],
            "unit":"箱","made":"2020-04-01T09:00:00.1234567890+09:00"}
            """, profile);
        Assert.Equal(["X", "Y", "X"], reading.Snapshots.SelectMany(x => x.Lines).Select(x => x.Item.Value[8..]));
        Assert.All(reading.Snapshots, x => Assert.Equal(AsOfSource.Header, x.AsOfSource));
        Assert.All(reading.Snapshots.SelectMany(x => x.Lines), x => Assert.Equal("BX", x.Unit));
    }

    [Fact]
    public async Task Parts_stand_for_their_total_and_a_wrong_sum_is_told()
    {
        FeedProfile profile = PathFeed.Profile("""
            "constants":{"unit":"EA","location":"home"},"paths":{"records":[{"path":"/*","fields":{"item":"sku"},"quantities":[{"path":"total"}],
            "parts":{"path":"by/*","fields":{"location":"code"},"quantities":[{"path":"n"}]}}]}
            """);
        FeedReading reading = await PathFeed.ReadAsync("""
            [{"by":[{"code":"p","n":12},{"code":"q","n":3}],"total":16,"sku":"X"},{"sku":"Y","total":4},{"sku":"Z","total":5,"by":[]}]
            """, profile);
        Assert.Equal([12m, 3, 4, 5], reading.Snapshots.SelectMany(x => x.Lines).Select(x => x.Quantity!.Value));
        Assert.Equal("partsMismatch", Assert.Single(reading.Warnings, x => x.Kind == "partsMismatch").Kind);
    }

    [Theory]
    [InlineData("""{"sku":"A","place":"1","qty":null}""", 0, 1, 0)]
    [InlineData("""{"sku":"A","place":"1"}""", 0, 1, 0)]
    [InlineData("""{"sku":"A","place":"1","qty":""}""", 0, 1, 0)]
    [InlineData("""{"sku":"A","place":"1","qty":0}""", 1, 0, 0)]
    [InlineData("""{"sku":"A","place":"1","qty":"-3"}""", 1, 0, 0)]
    [InlineData("""{"sku":"A","place":"1","qty":1.5e1}""", 1, 0, 0)]
    [InlineData("""{"sku":"A","place":"1","qty":"many"}""", 0, 0, 1)]
    [InlineData("""{"sku":"A","place":"1","qty":1e400}""", 0, 0, 1)]
    [InlineData("""{"sku":"A","place":"1","qty":1,"qty":2}""", 0, 0, 1)]
    [InlineData("""{"sku":"A","place":"1","qty":1,"qty":1}""", 1, 0, 0)]
    [InlineData("""{"sku":"\ud800","place":"1","qty":1}""", 0, 0, 1)]
    public async Task Unknown_zero_and_wrong_stay_three_things(string record, long accepted, long unknown, long rejected)
    {
        FeedReading reading = await PathFeed.ReadAsync($"[{record}]", PathFeed.Items());
        Assert.Null(reading.Failure);
        Assert.Equal((accepted, unknown, rejected), (reading.Accepted, reading.Unknown, reading.Rejected));
    }

    [Fact]
    public async Task Cases_ignore_hold_and_refuse()
    {
        FeedProfile profile = PathFeed.Items("""
            ,"cases":[{"path":"status","atLeast":400,"then":"error","text":"errors/*/code"},{"path":"managed","is":"false","then":"unknown"},
            {"path":"kind","is":["MOVE"],"then":"ignore","warning":"movementsOnly"},{"path":"due","afterAsOf":true,"then":"ignore"},
            {"path":"blocked","is":["true"],"then":"onHold"}]
            """);
        FeedReading reading = await PathFeed.ReadAsync("""
            {"items":[{"sku":"A","place":"1","qty":1,"blocked":true},{"sku":"B","place":"1","qty":2,"managed":false},
            {"sku":"C","place":"1","qty":3,"kind":"MOVE"},{"sku":"D","place":"1","status":422,"errors":[{"code":"BAD"}]},
            {"sku":"E","place":"1","qty":4,"at":"2020-04-01 09:00","due":"2020-04-02"},{"sku":"F","place":"1","qty":5,"at":"2020-04-01 09:00","due":"2020-04-01"}]}
            """, profile);
        Assert.Equal([(StockStatus.OnHold, 1m), (StockStatus.OnHand, 5m)],
            reading.Snapshots.Single().Lines.Select(x => (x.Status, x.Quantity!.Value)));
        Assert.Equal((1, 1), (reading.Unknown, reading.Rejected));
        Assert.Contains(reading.Warnings, x => x.Kind == "movementsOnly");
        Rejection rejection = Assert.Single(reading.Rejections);
        Assert.Equal((RejectionReason.SourceError, "BAD", "/items/3/status"),
            (rejection.Reason, rejection.Value, rejection.Source.Path));
        Assert.Equal(SnapshotScope.Partial, reading.Snapshots[0].Scope);
    }

    [Fact]
    public async Task Bands_keep_their_range_and_minus_takes_the_reserved_off()
    {
        FeedProfile bands = PathFeed.Profile("""
            "constants":{"location":"main"},"saleStates":{"break":"paused"},"paths":{"records":[{"path":"/stock/{*}","fields":{"item":"@key"},
            "quantities":[{"path":"."}]}],"bands":{"many":{"min":100},"few":{"min":2,"max":29},"break":{"min":0}}}
            """);
        FeedReading reading = await PathFeed.ReadAsync("""{"stock":{"A":"many","B":"few","C":"","D":"lots","E":"break"}}""", bands);
        StockLine[] lines = [.. reading.Snapshots.Single().Lines];
        Assert.Equal([new QuantityBand(100, null), new QuantityBand(2, 29), new QuantityBand(0, null)], lines.Select(x => x.Band!.Value));
        Assert.Equal((SaleState.Paused, 1, "/stock/D"), (lines[2].SaleState, reading.Unknown, reading.Rejections.Single().Source.Path));

        FeedProfile minus = PathFeed.Profile("""
            "constants":{"unit":"EA"},"paths":{"records":[{"path":"/*","fields":{"item":"product/1","location":"at"},
            "quantities":[{"path":"all","minus":"reserved","status":"onHand"},{"path":"reserved","status":"allocated"}]}]}
            """);
        reading = await PathFeed.ReadAsync("""[{"product":[7,"Mask"],"at":"s","all":10.5,"reserved":"4"}]""", minus);
        Assert.Equal([("shop-01:Mask", 6.5m), ("shop-01:Mask", 4m)],
            reading.Snapshots.Single().Lines.Select(x => (x.Item.Value, x.Quantity!.Value)));
    }

    [Fact]
    public async Task A_platforms_own_number_is_never_taken_for_a_GTIN()
    {
        FeedProfile profile = PathFeed.Profile("""
            "constants":{"unit":"EA","location":"main"},"paths":{"records":[{"path":"/*","fields":{"ownItem":"id"},"quantities":[{"path":"qty"}]}]}
            """);
        FeedReading reading = await PathFeed.ReadAsync("""[{"id":4901234567894,"qty":1},{"id":49012345,"qty":2}]""", profile);
        Assert.Equal(["shop-01:4901234567894", "shop-01:49012345"], reading.Snapshots.Single().Lines.Select(x => x.Item.Value));
        Assert.DoesNotContain(reading.Warnings, x => x.Kind == "checkDigit");
    }
}
