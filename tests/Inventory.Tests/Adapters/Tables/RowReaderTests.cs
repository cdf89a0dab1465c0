using Inventory.Adapters;
using Inventory.Model.Registry;
using Inventory.Model.Rejections;
using Inventory.Model.Snapshots;
using Xunit;

namespace Inventory.Tests.Adapters.Tables;

/// <summary>What a row of a report may hold beside stock, and the profile's policies.</summary>
public sealed class RowReaderTests
{
    private const string Header = "店舗,JAN,品名,在庫,単位\n";

    [Theory]
    [InlineData("0001,合計,,12,枚")]
    [InlineData("0001,【小計】,,12,枚")]
    [InlineData(",店舗合計,,12,枚")]
    [InlineData("合計,,,12,枚")]
    [InlineData(",,合　計,12,")]
    [InlineData(",,,12,")]
    [InlineData("以上")]
    [InlineData("以上,,,,")]
    [InlineData("総計,,,99")]
    public async Task Totals_and_end_marks_are_passed_over_and_told(string row)
    {
        FeedReading reading = await TestFeed.ReadAsync(Header + "0001,A-1,,5,枚\n0001,A-2,,7,枚\n" + row + "\n", Full);
        Assert.Null(reading.Failure);
        Assert.Equal((2, 0), (reading.Accepted, reading.Rejected));
        Assert.Equal(SnapshotScope.Full, Assert.Single(reading.Snapshots).Scope);
        Assert.NotNull(reading.Run);
        Assert.Equal((1L, 4L), reading.Warnings.Where(x => x.Kind == "totalRow").Select(x => (x.Count, x.Source.Line)).Single());
    }

    [Theory]
    [InlineData("0001,体温計,,12,枚", 3, 0)]
    [InlineData("0001,,体温計,12,枚", 2, 1)]
    [InlineData(",,,13,", 2, 1)]
    public async Task Goods_whose_name_ends_like_a_total_and_sums_that_do_not_add_up_are_no_totals(
        string row, long accepted, long rejected)
    {
        FeedReading reading = await TestFeed.ReadAsync(Header + "0001,A-1,,5,枚\n0001,A-2,,7,枚\n" + row + "\n");
        Assert.Equal((accepted, rejected), (reading.Accepted, reading.Rejected));
        Assert.DoesNotContain(reading.Warnings, x => x.Kind == "totalRow");
    }

    [Fact]
    public async Task Stock_of_another_place_is_told_and_not_counted()
    {
        FeedProfile profile = With("otherQuantity", "他倉庫");
        FeedReading reading = await TestFeed.ReadAsync(
            "店舗,JAN,在庫,他倉庫\n0001,A-1,5,0\n0001,A-2,5,3\n0001,A-3,5,\n0001,A-4,5,4\n", profile);
        Assert.Equal((4, 20m), (reading.Accepted, reading.Snapshots[0].Lines.Sum(x => x.Quantity!.Value)));
        Warning warning = Assert.Single(reading.Warnings, x => x.Kind == "otherLocationUnknown");
        Assert.Equal((2L, 3L, "他倉庫", "3"), (warning.Count, warning.Source.Line, warning.Source.Column, warning.Value));
        FeedReading zero = await TestFeed.ReadAsync("店舗,JAN,在庫,他倉庫\n0001,A-1,5,0\n", profile);
        Assert.DoesNotContain(zero.Warnings, x => x.Kind == "otherLocationUnknown");
    }

    // U+202E shows 10-A as A-01; the others order text too. UAX 9.
    [Theory]
    [InlineData("A\u202E10-", "item", RejectionReason.ItemInvalid)]
    [InlineData("\u2066A-1\u2069", "item", RejectionReason.ItemInvalid)]
    [InlineData("A-1\u200F", "item", RejectionReason.ItemInvalid)]
    public async Task A_code_that_would_be_shown_as_another_is_refused(string item, string field, RejectionReason reason)
    {
        FeedReading reading = await TestFeed.ReadAsync(Header + $"0001,{item},,5,枚\n");
        Rejection rejection = Assert.Single(reading.Rejections);
        Assert.Equal((field, reason), (rejection.Field, rejection.Reason));
        FeedReading place = await TestFeed.ReadAsync(Header + "00\u202E01,A-1,,5,枚\n");
        Assert.Equal(RejectionReason.LocationInvalid, Assert.Single(place.Rejections).Reason);
    }

    [Theory]
    [InlineData("=\"0123\"", "shop-01:0123")]
    [InlineData("'0123", "shop-01:0123")]
    [InlineData("０１２３　", "shop-01:0123")]
    [InlineData("ﾏｽｸ ｶﾞｰｾﾞ/ﾊﾟｯｸ  ", "shop-01:マスク ガーゼ/パック")]
    [InlineData("A-1\u200B", "shop-01:A-1")]
    [InlineData("4901234567894.0", "04901234567894")]
    public async Task What_spreadsheets_and_tills_do_to_a_code_leaves_one_form(string sent, string expected)
    {
        FeedReading reading = await TestFeed.ReadAsync(Header + $"0001,{sent},,=\"5\",枚\n");
        StockLine line = Assert.Single(Assert.Single(reading.Snapshots).Lines);
        Assert.Equal((expected, 5m), (line.Item.Value, line.Quantity));
    }

    [Fact]
    public async Task A_mistyped_number_gives_way_to_the_rows_own_code()
    {
        FeedReading reading = await TestFeed.ReadAsync(
            "店舗,JAN,商品コード,在庫\n0001,4901234567890,A-1,5\n0001,4901234567894,A-2,6\n0001,,A-3,7\n");
        Assert.Equal(
            ["shop-01:A-1", "04901234567894", "shop-01:A-3"], reading.Snapshots[0].Lines.Select(x => x.Item.Value));
        Warning warning = Assert.Single(reading.Warnings, x => x.Kind == "checkDigit");
        Assert.Equal(("JAN", 1L), (warning.Source.Column, warning.Count));
    }

    [Fact]
    public async Task A_wrong_time_refuses_a_row_of_several_quantities_once()
    {
        FeedProfile profile = TestFeed.Profile with
        {
            Quantities = [new QuantityColumn { Column = ["在庫"] }, new QuantityColumn { Column = ["引当"], Status = StockStatus.Allocated }],
        };
        FeedReading reading = await TestFeed.ReadAsync(
            "店舗,JAN,在庫,引当,時点\n0001,A-1,5,6,2020/2/30\n0001,A-1,x,6,2020/4/1\n", profile);
        Assert.Equal((1, 2), (reading.Accepted, reading.Rejected));
        Assert.Equal(["asOf", "quantity"], reading.Rejections.Select(x => x.Field));
        Assert.Equal(["時点", "在庫"], reading.Rejections.Select(x => x.Source.Column));
    }

    [Fact]
    public async Task Policies_refuse_what_the_profile_does_not_take()
    {
        FeedProfile strict = TestFeed.Profile with { UnknownItem = FeedProfile.Reject, MissingUnit = FeedProfile.Reject };
        FeedReading reading = await TestFeed.ReadAsync(
            Header + "0001,A-1,,5,枚\n0001,B-9,,5,枚\n0001,A-1,,5,\n0001,A-1,,,\n", strict);
        Assert.Equal((1, 2, 1), (reading.Accepted, reading.Rejected, reading.Unknown));
        Assert.Equal(
            [("JAN", RejectionReason.ItemUnknown), ("単位", RejectionReason.UnitMissing)],
            reading.Rejections.Select(x => (x.Source.Column!, x.Reason)));
    }

    [Fact]
    public async Task Statuses_and_places_mean_what_the_profile_says()
    {
        FeedProfile profile = With("status", "区分") with
        {
            Statuses = new Dictionary<string, string> { ["良品"] = "onHand", ["B品"] = "onHold", ["受注"] = FeedProfile.Ignore },
            LocationStatuses = new Dictionary<string, string> { ["*使用禁止*"] = "onHold" },
        };
        FeedReading reading = await TestFeed.ReadAsync(
            "店舗名,JAN,区分,在庫,単位\n東京,A-1,良品,1,枚\n東京,A-1,Ｂ品,2,枚\n東京,A-1,受注,3,枚\n東京(使用禁止),A-1,良品,4,枚\n東京,A-1,謎,5,枚\n東京,A-1,,6,件\n",
            profile);
        Assert.Equal(
            [(StockStatus.OnHand, 1m), (StockStatus.OnHold, 2m), (StockStatus.OnHand, 6m), (StockStatus.OnHold, 4m)],
            reading.Snapshots.SelectMany(x => x.Lines).Select(x => (x.Status, x.Quantity!.Value)));
        Assert.Equal(RejectionReason.StatusInvalid, Assert.Single(reading.Rejections).Reason);
        Assert.Contains(reading.Warnings, x => x.Kind == "unitAmbiguous");
    }

    [Fact]
    public async Task A_constant_place_stands_for_a_missing_column_and_not_for_a_blank_cell()
    {
        FeedProfile profile = TestFeed.Profile with { Constants = new Dictionary<string, string> { ["location"] = "0001" } };
        FeedReading reading = await TestFeed.ReadAsync("店舗,JAN,在庫\n0002,A-1,5\n,A-2,6\n", profile);
        Assert.Equal(["shop-01:0002"], reading.Snapshots.Select(x => x.Location.Value));
        Assert.Equal(("location", "店舗"), (reading.Rejections[0].Field, reading.Rejections[0].Source.Column));
        FeedReading named = await TestFeed.ReadAsync("店舗名,JAN,在庫\nプラザ店,A-1,5\n", profile);
        Assert.Equal("shop-01:0002", Assert.Single(named.Snapshots).Location.Value);
        FeedReading none = await TestFeed.ReadAsync("JAN,在庫\nA-1,5\n", profile);
        Assert.Equal("shop-01:0001", Assert.Single(none.Snapshots).Location.Value);
    }

    private static readonly FeedProfile Full = TestFeed.Profile with { Scope = SnapshotScope.Full, CompleteRun = true };

    private static FeedProfile With(string field, params string[] names) => TestFeed.Profile with
    {
        Columns = new Dictionary<string, IReadOnlyList<string>>(TestFeed.Profile.Columns) { [field] = names },
    };
}
