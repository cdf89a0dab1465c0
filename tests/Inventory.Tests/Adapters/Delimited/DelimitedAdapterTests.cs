using System.Text;
using Inventory.Adapters;
using Inventory.Model.Identifiers;
using Inventory.Model.Receipts;
using Inventory.Model.Registry;
using Inventory.Model.Rejections;
using Inventory.Model.Snapshots;
using Xunit;

namespace Inventory.Tests.Adapters.Delimited;

public sealed class DelimitedAdapterTests
{
    private const string Header = "店舗,JAN,在庫,単位,時点\n";

    [Fact]
    public async Task A_plain_file_becomes_one_snapshot_per_location_in_file_order()
    {
        FeedReading reading = await TestFeed.ReadAsync(
            Header + "0002,4901234567894,3,枚,2020/4/1 9:00\n0001,A-1,5,箱,2020/4/1 9:00\n0002,A-1,7,枚,2020/4/1 9:00\n");
        Assert.Null(reading.Failure);
        Assert.Equal(3, reading.Accepted);
        Assert.Equal(["shop-01:0002", "shop-01:0001"], reading.Snapshots.Select(x => x.Location.Value));
        StockSnapshot first = reading.Snapshots[0];
        Assert.Equal(["04901234567894", "shop-01:A-1"], first.Lines.Select(x => x.Item.Value));
        Assert.Equal(DateTimeOffset.Parse("2020-04-01T09:00:00+09:00"), first.AsOf);
        Assert.Equal(AsOfSource.Line, first.AsOfSource);
        Assert.Equal(SnapshotScope.Partial, first.Scope);
        Assert.Matches("^f-[0-9a-f]{32}$", first.SnapshotId);
        Assert.Null(reading.Run);
        StockLine box = reading.Snapshots[1].Lines[0];
        Assert.Equal(("BX", 5m, 250L), (box.Unit, box.Quantity, box.BaseQuantity));
    }

    [Fact]
    public async Task The_same_file_gives_the_same_ids_and_another_quantity_gives_others()
    {
        const string Row = "0001,A-1,5,枚,2020/4/1 9:00\n";
        string id = (await TestFeed.ReadAsync(Header + Row)).Snapshots[0].SnapshotId;
        var later = new Delivery(TestFeed.ReceivedAt.AddHours(3));
        Assert.Equal(id, (await TestFeed.ReadAsync(Header + Row, delivery: later)).Snapshots[0].SnapshotId);
        Assert.NotEqual(id, (await TestFeed.ReadAsync(Header + Row.Replace(",5,", ",6,"))).Snapshots[0].SnapshotId);
        Assert.NotEqual(id, (await TestFeed.ReadAsync(Header + Row.Replace("9:00", "9:01"))).Snapshots[0].SnapshotId);
    }

    // One row each; expected: field and reason of the rejection. Sources: FORMATS 7.5, RULES 3, 4 and 7.
    [Theory]
    [InlineData("0001,A-1,○,枚,2020/4/1", "quantity", RejectionReason.QuantityInvalid)]
    [InlineData("0001,A-1,在庫あり,枚,2020/4/1", "quantity", RejectionReason.QuantityInvalid)]
    [InlineData("0001,A-1,\"12,34\",枚,2020/4/1", "quantity", RejectionReason.QuantityInvalid)]
    [InlineData("0001,A-1,1.23E+12,枚,2020/4/1", "quantity", RejectionReason.QuantityInvalid)]
    [InlineData("0001,A-1,99999999999999999999999999999,枚,2020/4/1", "quantity", RejectionReason.QuantityOutOfRange)]
    [InlineData("0001,A-1,1.5,枚,2020/4/1", "quantity", RejectionReason.QuantityFractional)]
    [InlineData("0001,A-1,5,枚,2020/2/30", "asOf", RejectionReason.AsOfInvalid)]
    [InlineData("0001,A-1,5,枚,令和元年4月30日", "asOf", RejectionReason.AsOfInvalid)]
    [InlineData("0001,A-1,5,枚,2020/4/2", "asOf", RejectionReason.AsOfInFuture)]
    [InlineData("0001,,5,枚,2020/4/1", "item", RejectionReason.ItemMissing)]
    [InlineData(",A-1,5,枚,2020/4/1", "location", RejectionReason.FieldMissing)]
    [InlineData("0001,A-1,5", "row", RejectionReason.RowIncomplete)]
    public async Task A_bad_row_is_refused_with_its_line_and_the_rows_around_it_stay(
        string row, string field, RejectionReason reason)
    {
        const string Good = "0002,A-1,1,枚,2020/4/1 9:00\n";
        FeedReading reading = await TestFeed.ReadAsync(Header + Good + row + "\n" + Good.Replace("A-1", "B-2"));
        Assert.Null(reading.Failure);
        Assert.Equal(2, reading.Accepted);
        Assert.Equal(1, reading.Rejected);
        Rejection rejection = Assert.Single(reading.Rejections);
        Assert.Equal((field, reason, 3L), (rejection.Field, rejection.Reason, rejection.Source.Line));
    }

    [Fact]
    public async Task Half_the_rows_bad_loses_none_of_the_good_half_and_the_list_is_bounded()
    {
        var text = new StringBuilder(Header);
        for (int i = 0; i < 5000; i++)
            text.Append($"0001,P{i},{(i % 2 == 0 ? "5" : "だめ")},枚,2020/4/1 9:00\n");
        FeedReading reading = await TestFeed.ReadAsync(text.ToString());
        Assert.Equal((2500, 2500), (reading.Accepted, reading.Rejected));
        Assert.Equal(Receipt.RejectionsMax, reading.Rejections.Count);
        Assert.Equal(3, reading.Rejections[0].Source.Line);
        Assert.Equal(("在庫", "だめ"), (reading.Rejections[0].Source.Column, reading.Rejections[0].Value));
    }

    [Fact]
    public async Task Blank_and_dash_are_unknown_and_zero_is_a_fact()
    {
        FeedReading reading = await TestFeed.ReadAsync(
            Header + "0001,A-1,,枚,2020/4/1\n0001,A-2,―,枚,2020/4/1\n0001,A-3,0,枚,2020/4/1\n0001,A-4,▲3,枚,2020/4/1\n");
        Assert.Equal((2, 0, 2), (reading.Accepted, reading.Rejected, reading.Unknown));
        Assert.Equal([0m, -3m], reading.Snapshots[0].Lines.Select(x => x.Quantity!.Value));
        Assert.Contains(reading.Warnings, x => x.Kind == "negative");
    }

    // Sent code, expected id, expected warning (null: none). A valid JAN, an in-store number, a wrong check digit,
    // what Excel does.
    [Theory]
    [InlineData("4901234567894", "04901234567894", null)]
    [InlineData("４９０１２３４５６７８９４", "04901234567894", null)]
    [InlineData("\"=\"\"4901234567894\"\"\"", "04901234567894", null)]
    [InlineData("4901234567890", "shop-01:4901234567890", "checkDigit")]
    [InlineData("2012345678903", "shop-01:2012345678903", null)]
    [InlineData("4.9E+12", "shop-01:4.9E+12", "idSpoiled")]
    [InlineData("145080011.0", "shop-01:145080011.0", "idSpoiled")]
    [InlineData("12345678905", "00012345678905", "leadingZeroLost")]
    [InlineData("12345678904", "shop-01:12345678904", null)]
    [InlineData("001", "shop-01:001", null)]
    [InlineData("ABC ｶﾞ/02", "shop-01:ABC ガ/02", null)]
    public async Task Item_codes_stay_text_and_only_true_gtins_become_gtins(string sent, string expected,
        string? warning)
    {
        FeedReading reading = await TestFeed.ReadAsync(Header + $"0001,{sent},5,枚,2020/4/1\n");
        Assert.Equal(expected, Assert.Single(Assert.Single(reading.Snapshots).Lines).Item.Value);
        string[] ofIds = ["checkDigit", "idSpoiled", "leadingZeroLost"];
        Assert.Equal(warning, reading.Warnings.SingleOrDefault(x => ofIds.Contains(x.Kind))?.Kind);
    }

    [Fact]
    public async Task A_lost_zero_is_not_given_to_a_code_that_may_be_a_code()
    {
        // 12345670 is a valid GTIN-8 and 01234565 too; in a column of the shop's own codes 1234565 stays what it is.
        FeedReading reading = await TestFeed.ReadAsync("店舗,商品コード,在庫\n0001,1234565,5\n");
        Assert.Equal("shop-01:1234565", reading.Snapshots[0].Lines[0].Item.Value);
        reading = await TestFeed.ReadAsync("店舗,JAN,在庫\n0001,1234565,5\n");
        Assert.Equal("00000001234565", reading.Snapshots[0].Lines[0].Item.Value);
    }

    [Theory]
    [InlineData("4569951116179", "4569951116179", null)]
    [InlineData("4569951116178", "shop-01:4569951116178", "checkDigit")]
    [InlineData("0001", "shop-01:0001", null)]
    [InlineData("592202A054", "shop-01:592202A054", null)]
    public async Task Location_codes_become_glns_or_stay_text(string sent, string expected, string? warning)
    {
        FeedReading reading = await TestFeed.ReadAsync(Header + $"{sent},A-1,5,枚,2020/4/1\n");
        Assert.Equal(warning is null
            ? [] : [warning], reading.Warnings.Where(x => x.Kind == "checkDigit").Select(x => x.Kind));
        string id = reading.Snapshots.Count > 0 ? reading.Snapshots[0].Location.Value : reading.Rejections[0].Value!;
        Assert.Equal(expected, id);
    }

    [Fact]
    public async Task A_location_is_found_by_its_name_when_no_code_is_given()
    {
        FeedReading reading = await TestFeed.ReadAsync("店舗名,JAN,在庫\nプラザ店,A-1,5\n横浜　センター,A-1,6\n大阪,A-1,7\n");
        Assert.Equal(["shop-01:0002", "shop-01:0001", "shop-01:大阪"], reading.Snapshots.Select(x => x.Location.Value));
    }

    [Fact]
    public async Task Unknown_locations_are_refused_where_the_profile_says_so()
    {
        FeedProfile strict = TestFeed.Profile with { UnknownLocation = "reject" };
        FeedReading reading = await TestFeed.ReadAsync(Header + "0001,A-1,5,枚,2020/4/1\n0009,A-1,5,枚,2020/4/1\n", strict);
        Assert.Equal(1, reading.Accepted);
        Assert.Equal(RejectionReason.LocationUnknown, Assert.Single(reading.Rejections).Reason);
    }

    [Fact]
    public async Task The_as_of_is_looked_for_in_the_profiles_order()
    {
        const string Row = "店舗,JAN,在庫\n0001,A-1,5\n";
        var named = new Delivery(TestFeed.ReceivedAt, "zaiko_20200330.csv");
        StockSnapshot byName = (await TestFeed.ReadAsync(Row, delivery: named)).Snapshots[0];
        Assert.Equal((AsOfSource.FileName, DateTimeOffset.Parse("2020-03-30T23:59:59+09:00")), (byName.AsOfSource,
            byName.AsOf));
        var stated = named with { AsOf = DateTimeOffset.Parse("2020-03-31T12:00:00+09:00") };
        StockSnapshot byHeader = (await TestFeed.ReadAsync(Row, delivery: stated)).Snapshots[0];
        Assert.Equal((AsOfSource.Header, stated.AsOf), (byHeader.AsOfSource, byHeader.AsOf));
        StockSnapshot last = (await TestFeed.ReadAsync(Row)).Snapshots[0];
        Assert.Equal((AsOfSource.Received, DateTimeOffset.Parse("2020-04-01T18:30:00+09:00")), (last.AsOfSource,
            last.AsOf));
        FeedProfile other = TestFeed.Profile with { AsOfOrder = ["fileName", "header"] };
        Assert.Equal(AsOfSource.FileName, (await TestFeed.ReadAsync(Row, other, stated)).Snapshots[0].AsOfSource);
        FeedReading none = await TestFeed.ReadAsync(Row, other);
        Assert.Equal(RejectionReason.AsOfMissing, Assert.Single(none.Rejections).Reason);
    }

    [Fact]
    public async Task Lines_of_different_times_keep_theirs_and_the_snapshot_has_the_newest()
    {
        FeedReading reading = await TestFeed.ReadAsync(
            Header + "0001,A-1,5,枚,2020/4/1 8:00\n0001,A-2,5,枚,2020/4/1 9:00\n0001,A-3,5,枚,\n",
            delivery: new Delivery(TestFeed.ReceivedAt, AsOf: DateTimeOffset.Parse("2020-04-01T07:00:00+09:00")));
        StockSnapshot snapshot = Assert.Single(reading.Snapshots);
        Assert.Equal(DateTimeOffset.Parse("2020-04-01T09:00:00+09:00"), snapshot.AsOf);
        Assert.Equal(
            [DateTimeOffset.Parse("2020-04-01T08:00:00+09:00"), null,
                DateTimeOffset.Parse("2020-04-01T07:00:00+09:00")],
            snapshot.Lines.Select(x => x.AsOf));
    }

    [Theory]
    [InlineData("店舗\tJAN\t在庫\n0001\tA-1\t5\n")]
    [InlineData("店舗;JAN;在庫\n0001;A-1;5\n")]
    [InlineData("店舗|JAN|在庫\n0001|A-1|5\n")]
    [InlineData("店舗;JAN;在庫;備考,追記,他,他\n0001;A-1;5;a\n")]
    [InlineData("\"店舗\",\"J A N\",\"在 庫\"\r\n\"0001\",\"A-1\",\"5\"\r\n")]
    [InlineData("\uFEFF店舗,ＪＡＮ,在庫\r0001,A-1,5\r")]
    [InlineData("\n\n店舗,JAN,在庫\n\n0001,A-1,5\n,,\n\n")]
    [InlineData("備考,店舗,JAN,在庫,,,\n\"一行目\r\n二行目\",0001,A-1,5\n")]
    [InlineData("店舗,JAN,在庫,在庫\n0001,A-1,5,9\n")]
    [InlineData("店舗,JAN,在庫\n0001,A-1,5,余分\n")]
    public async Task Delimiters_line_ends_and_headers_are_found(string text)
    {
        FeedReading reading = await TestFeed.ReadAsync(text);
        Assert.Null(reading.Failure);
        StockLine line = Assert.Single(Assert.Single(reading.Snapshots).Lines);
        Assert.Equal(("shop-01:A-1", 5m), (line.Item.Value, line.Quantity));
        Assert.Empty(reading.Rejections);
    }

    [Fact]
    public async Task A_thousands_separator_taken_for_the_delimiter_is_refused_and_not_cut()
    {
        FeedReading reading = await TestFeed.ReadAsync("店舗,JAN,在庫\n0001,A-1,1,234\n");
        Rejection rejection = Assert.Single(reading.Rejections);
        Assert.Equal((RejectionReason.QuantityInvalid, "1,234"), (rejection.Reason, rejection.Value));
        Assert.Equal(0, reading.Accepted);
    }

    [Fact]
    public async Task Skipped_lines_no_header_constants_and_several_quantities_are_read()
    {
        FeedProfile profile = TestFeed.Profile with
        {
            SkipLines = 2,
            Header = false,
            Columns = new Dictionary<string, IReadOnlyList<string>> { ["item"] = ["1"] },
            Constants = new Dictionary<string, string> { ["location"] = "0001", ["unit"] = "枚" },
            Quantities =
            [
                new QuantityColumn { Column = ["2"] },
                new QuantityColumn { Column = ["3"], Status = StockStatus.Allocated },
            ],
        };
        FeedReading reading = await TestFeed.ReadAsync("在庫表\n作成 2020/4/1\nA-1,5,2\nA-2,,x\n", profile);
        StockSnapshot snapshot = Assert.Single(reading.Snapshots);
        Assert.Equal(
            [(StockStatus.OnHand, 5m, "ST"), (StockStatus.Allocated, 2m, "ST")],
            snapshot.Lines.Select(x => (x.Status, x.Quantity!.Value, x.Unit!)));
        Assert.Equal(1, reading.Unknown);
        Assert.Equal(4, Assert.Single(reading.Rejections).Source.Line);
    }

    [Fact]
    public async Task An_empty_first_header_can_be_named()
    {
        FeedProfile profile = TestFeed.Profile with
        {
            Columns = new Dictionary<string, IReadOnlyList<string>> { ["item"] = [""], ["quantity"] = ["在庫"] },
            Constants = new Dictionary<string, string> { ["location"] = "0001" },
        };
        FeedReading reading = await TestFeed.ReadAsync(",在庫,受注\n001 SP/71 ,5,9\n", profile);
        Assert.Equal("shop-01:001 SP/71", Assert.Single(Assert.Single(reading.Snapshots).Lines).Item.Value);
        Assert.Equal("unitMissing", Assert.Single(reading.Warnings, x => x.Kind == "unitMissing").Kind);
    }

    [Fact]
    public async Task Words_for_units_statuses_sale_states_lots_and_expiries_are_read()
    {
        FeedProfile profile = TestFeed.Profile with
        {
            Units = new Dictionary<string, string> { ["はこ"] = "BX" },
            SaleStates = new Dictionary<string, string> { ["整理券"] = "ticketed", ["取扱なし"] = "notCarried" },
        };
        FeedReading reading = await TestFeed.ReadAsync(
            "店舗,JAN,在庫,単位,区分,販売状態,ロット,賞味期限,所有者\n"
            + "0001,A-1,5,はこ,引当,整理券,L1,令和4年3月31日,maker-01\n0001,A-2,,,,取扱なし,,,\n0001,A-3,1,甲,,,,,\n", profile);
        Assert.Empty(reading.Rejections);
        IReadOnlyList<StockLine> lines = reading.Snapshots[0].Lines;
        Assert.Equal((StockStatus.Allocated, "BX", SaleState.Ticketed), (lines[0].Status, lines[0].Unit,
            lines[0].SaleState));
        Assert.Equal(("L1", new DateOnly(2022, 3, 31)), (lines[0].Lot, lines[0].Expiry));
        Assert.Equal(new ParticipantId("maker-01"), lines[0].Owner);
        Assert.Equal((SaleState.NotCarried, null), (lines[1].SaleState, lines[1].Quantity));
        Assert.Equal("甲", lines[2].Unit);
        Assert.Contains(reading.Warnings, x => x is { Kind: "unitUnknown", Value: "甲" });
    }

    // Whole deliveries that must be refused, and why.
    [Theory]
    [InlineData("", RejectionReason.Empty)]
    [InlineData("\n\n", RejectionReason.Empty)]
    [InlineData("店舗,JAN,在庫\n", RejectionReason.Empty)]
    [InlineData("店舗,JAN,個数\n0001,A-1,5\n", RejectionReason.QuantityColumnMissing)]
    [InlineData("店舗,品名,在庫\n0001,A-1,5\n", RejectionReason.ItemColumnMissing)]
    [InlineData("場,JAN,在庫\n0001,A-1,5\n", RejectionReason.FieldMissing)]
    [InlineData("<!DOCTYPE html><html>\n<body>\n", RejectionReason.FormatMismatch)]
    [InlineData("{\"error\": \"x\"}\n", RejectionReason.FormatMismatch)]
    [InlineData("PK\u0003\u0004xxxx", RejectionReason.FormatMismatch)]
    [InlineData("%PDF-1.7\n", RejectionReason.FormatMismatch)]
    [InlineData("店舗,JAN,在庫\n0001,A\0-1,5\n", RejectionReason.FormatMismatch)]
    public async Task A_file_that_is_no_stock_file_is_refused_whole(string text, RejectionReason reason)
    {
        FeedReading reading = await TestFeed.ReadAsync(text);
        Assert.Equal(reason, reading.Failure?.Reason);
        Assert.Empty(reading.Snapshots);
    }

    [Fact]
    public async Task The_columns_found_are_named_when_the_quantity_is_missing()
    {
        FeedReading reading = await TestFeed.ReadAsync("店舗,JAN,個数\n0001,A-1,5\n");
        Assert.Equal("店舗, JAN, 個数", reading.Failure?.Value);
    }

    [Fact]
    public async Task A_million_columns_are_refused_without_growing()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(Header + new string(',', 50_000_000) + "\n");
        long before = GC.GetAllocatedBytesForCurrentThread();
        FeedReading reading = await TestFeed.ReadAsync(bytes);
        Assert.Equal(RejectionReason.RowTooLong, reading.Failure?.Reason);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16 * 1024 * 1024);
        FeedReading header = await TestFeed.ReadAsync(new string(',', 2_000_000));
        Assert.Equal(RejectionReason.RowTooLong, header.Failure?.Reason);
    }

    [Fact]
    public async Task All_encodings_give_the_same_snapshots()
    {
        const string Text = Header + "0001,ｶﾞｰｾﾞ,5,枚,2020年4月1日 9時5分\n";
        string expected = (await TestFeed.ReadAsync(Text)).Snapshots[0].SnapshotId;
        foreach (int codePage in new[] { 932, 51932, 1200, 1201 })
        {
            Encoding encoding = codePage is 932 or 51932 ? TestFeed.CodePage(codePage) : Encoding.GetEncoding(codePage);
            FeedReading reading = await TestFeed.ReadAsync(encoding.GetBytes(Text));
            Assert.Equal(expected, Assert.Single(reading.Snapshots).SnapshotId);
        }
    }
}
