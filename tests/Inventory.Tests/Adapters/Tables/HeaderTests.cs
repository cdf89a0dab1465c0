using System.Text;
using Inventory.Adapters;
using Inventory.Model.Registry;
using Inventory.Model.Rejections;
using Inventory.Model.Snapshots;
using Xunit;

namespace Inventory.Tests.Adapters.Tables;

/// <summary>Titles above the header, headers of several rows, and the times they state.</summary>
public sealed class HeaderTests
{
    private const string Table = "店舗,JAN,在庫\n0001,A-1,5\n";

    [Theory]
    [InlineData("在庫一覧表 4月1日現在\n\n", "2020-04-01T18:30:00+09:00")]
    [InlineData("株式会社 試験商店,,\n2020年3月3日 10時現在,,\n", "2020-03-03T10:00:00+09:00")]
    [InlineData("在庫表,作成日:,R2.3.31\n", "2020-03-31T23:59:59+09:00")]
    [InlineData("在庫表,作成日:,200331\n", "2020-03-31T23:59:59+09:00")]
    [InlineData("作成日 2020/3/31\n3月30日現在\n", "2020-03-30T23:59:59+09:00")]
    [InlineData("\"在庫表, 本部\n2020/3/30 12:00 時点\",,\n", "2020-03-30T12:00:00+09:00")]
    public async Task Titles_state_the_time_of_the_table_below_them(string titles, string expected)
    {
        FeedReading reading = await TestFeed.ReadAsync(titles + Table);
        Assert.Null(reading.Failure);
        StockSnapshot snapshot = Assert.Single(reading.Snapshots);
        Assert.Equal((DateTimeOffset.Parse(expected), AsOfSource.Header), (snapshot.AsOf, snapshot.AsOfSource));
        Assert.Equal(1, reading.Accepted);
        Assert.Empty(reading.Rejections);
    }

    [Fact]
    public async Task Two_dates_that_say_the_same_thing_differently_are_not_chosen_from()
    {
        FeedReading reading = await TestFeed.ReadAsync("3月30日現在\n3月31日現在\n" + Table);
        Assert.Equal(AsOfSource.Received, Assert.Single(reading.Snapshots).AsOfSource);
        Assert.Contains(reading.Warnings, x => x is { Kind: "asOfAmbiguous", Value: "2020-03-30, 2020-03-31" });
    }

    [Fact]
    public async Task Titles_are_not_asked_where_the_profile_does_not_trust_them()
    {
        FeedProfile profile = TestFeed.Profile with { AsOfOrder = ["line", "delivery"] };
        FeedReading reading = await TestFeed.ReadAsync("3月30日現在\n" + Table, profile);
        Assert.Equal(AsOfSource.Received, Assert.Single(reading.Snapshots).AsOfSource);
    }

    [Fact]
    public async Task A_date_in_the_name_of_the_quantity_states_the_time_and_the_name_is_found_without_it()
    {
        FeedProfile profile = WithQuantity("指定日在庫");
        FeedReading reading = await TestFeed.ReadAsync(
            "作成日 2020/4/1\n店舗,JAN,2020-03-31指定日在庫\n0001,A-1,5\n", profile);
        StockSnapshot snapshot = Assert.Single(reading.Snapshots);
        Assert.Equal(AsOfSource.Header, snapshot.AsOfSource);
        Assert.Equal(DateTimeOffset.Parse("2020-03-31T23:59:59+09:00"), snapshot.AsOf);
    }

    [Fact]
    public async Task Several_dated_columns_of_one_name_are_not_chosen_from()
    {
        FeedReading reading = await TestFeed.ReadAsync(
            "店舗,JAN,2020-03-31指定日在庫,2020-04-01指定日在庫\n0001,A-1,5,6\n", WithQuantity("指定日在庫"));
        Assert.Equal(RejectionReason.QuantityColumnMissing, reading.Failure?.Reason);
    }

    // Merged cells leave their text in the first cell only.
    [Theory]
    [InlineData("基本,,在庫,\n店舗,JAN,自倉庫,他倉庫\n0001,A-1,5,9\n")]
    [InlineData("在庫表\n基本,,在庫,\n店舗,JAN,自倉庫,他倉庫\n0001,A-1,5,9\n")]
    [InlineData("店舗,JAN,在庫,\n,,自倉庫,他倉庫\n0001,A-1,5,9\n")]
    [InlineData("店舗,JAN,在庫,\n,,数量,\n,,自倉庫,他倉庫\n0001,A-1,5,9\n")]
    public async Task A_header_of_several_rows_is_read_as_one(string text)
    {
        FeedReading reading = await TestFeed.ReadAsync(text, WithQuantity("在庫 自倉庫", "在庫 数量 自倉庫"));
        Assert.Null(reading.Failure);
        Assert.Equal(5m, Assert.Single(Assert.Single(reading.Snapshots).Lines).Quantity);
        Assert.Empty(reading.Rejections);
    }

    [Fact]
    public async Task A_header_is_looked_for_among_fifty_rows_and_the_nearest_one_is_named_when_there_is_none()
    {
        string notes = string.Concat(Enumerable.Repeat("注意書き\n", 49));
        Assert.Equal(1, (await TestFeed.ReadAsync(notes + Table)).Accepted);
        FeedReading tooFar = await TestFeed.ReadAsync(notes + "注意書き\n" + Table);
        Assert.NotNull(tooFar.Failure);
        FeedReading none = await TestFeed.ReadAsync("在庫表\n店舗,JAN,個数\n" + notes + notes);
        Assert.Equal(("店舗, JAN, 個数", 2L), (none.Failure?.Value, none.Failure?.Source.Line));
    }

    [Fact]
    public async Task The_delimiter_is_that_of_the_table_and_not_of_a_title_with_commas()
    {
        FeedReading reading = await TestFeed.ReadAsync("注意,これは,在庫,の,表,です\n店舗\tJAN\t在庫\n0001\tA-1\t5\n");
        Assert.Equal(1, reading.Accepted);
    }

    [Fact]
    public async Task Lines_are_numbered_as_in_the_file_below_titles_and_skipped_lines()
    {
        FeedReading reading = await TestFeed.ReadAsync(
            "x\n\n在庫表\n\n店舗,JAN,在庫\n0001,A-1,だめ\n", TestFeed.Profile with { SkipLines = 1 });
        Assert.Equal(6, Assert.Single(reading.Rejections).Source.Line);
    }

    [Fact]
    public async Task A_hostile_head_is_given_up_without_growing()
    {
        byte[] endless = Encoding.UTF8.GetBytes(new string('x', 20_000_000));
        byte[] lines = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(new string('x', 60_000) + "\n", 200)));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(RejectionReason.RowTooLong, (await TestFeed.ReadAsync(endless)).Failure?.Reason);
        Assert.NotNull((await TestFeed.ReadAsync(lines)).Failure);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 48 * 1024 * 1024);
    }

    private static FeedProfile WithQuantity(params string[] names) => TestFeed.Profile with
    {
        Columns = new Dictionary<string, IReadOnlyList<string>>(TestFeed.Profile.Columns) { ["quantity"] = names },
    };
}
