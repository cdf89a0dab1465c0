using System.Text;
using Inventory.Adapters;
using Inventory.Model.Registry;
using Inventory.Model.Rejections;
using Inventory.Model.Snapshots;
using Xunit;

namespace Inventory.Tests.Adapters.FixedWidth;

public sealed class FixedWidthAdapterTests
{
    private const string Jan = "4901234567894";

    /// <summary>Code 1–6, name of 10 bytes, quantity of 6 digits, unit of 4 bytes.</summary>
    private static FeedProfile Named(string encoding, bool countsCharacters = false, int length = 0) => TestFeed.Profile with
    {
        Format = "fixed-width",
        Encoding = encoding,
        Columns = new Dictionary<string, IReadOnlyList<string>>(),
        Constants = new Dictionary<string, string> { ["location"] = "0001" },
        FixedWidth = new FixedWidthLayout
        {
            RecordLength = length,
            CountsCharacters = countsCharacters,
            Records =
            [
                new FixedWidthRecord
                {
                    Kind = "detail",
                    Fields =
                    [
                        new FixedWidthField { Field = "item", Start = 1, Length = 6 },
                        new FixedWidthField { Field = "quantity", Start = 17, Length = 6, Form = "zoned" },
                        new FixedWidthField { Field = "unit", Start = 23, Length = 4 },
                    ],
                },
            ],
        },
    };

    private static IEnumerable<(string Item, decimal? Quantity, string? Unit)> Lines(FeedReading reading) =>
        reading.Snapshots.SelectMany(x => x.Lines)
            .Select(x => (x.Item.Value[(x.Item.Value.IndexOf(':') + 1)..], x.Quantity, x.Unit));

    [Fact]
    public async Task Positions_count_bytes_so_that_kanji_before_a_field_do_not_move_it()
    {
        // マスク is six bytes in CP932, and ﾏｽｸ three.
        FeedReading reading = await RecordFile.ReadAsync(
            Named("cp932"), "A-1   マスク    000012箱  \r\nA-2   ﾏｽｸ       00003J枚  \r\n");
        Assert.Null(reading.Failure);
        Assert.Equal([("A-1", 12m, "BX"), ("A-2", -31m, "ST")], Lines(reading));
        Assert.Contains(reading.Warnings, x => x.Kind == "negative");
    }

    [Fact]
    public async Task Positions_may_count_characters()
    {
        FeedReading reading = await TestFeed.ReadAsync(
            Encoding.UTF8.GetBytes("A-1   マスク       000012箱   \nA-2   mask      000003枚   \n"),
            Named("utf-8", countsCharacters: true));
        Assert.Equal([("A-1", 12m, "BX"), ("A-2", 3m, "ST")], Lines(reading));
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    [InlineData("")]
    public async Task Records_of_a_stated_length_are_cut_with_and_without_line_ends(string end)
    {
        string[] records = ["A-1             000012EA  ", "A-2             000034EA  ", "A-3             000056EA  "];
        FeedReading reading = await RecordFile.ReadAsync(
            Named("cp932", length: 26), string.Concat(records.Select(x => x + end)));
        Assert.Equal([12m, 34m, 56m], Lines(reading).Select(x => x.Quantity!.Value));
    }

    [Fact]
    public async Task Trailing_blanks_that_a_mail_gateway_has_cut_are_given_back()
    {
        FeedReading reading = await RecordFile.ReadAsync(
            Named("cp932", length: 26), "A-1             000012\nA-2             000034EA\nA-3\n");
        Assert.Equal([("A-1", 12m, null), ("A-2", 34m, "EA")], Lines(reading));
        Assert.Equal((1, 0), (reading.Unknown, reading.Rejected));
    }

    [Fact]
    public async Task A_head_states_when_all_was_counted_and_how_many_records_there_are()
    {
        string file = RecordFile.VanHead(3)
            + RecordFile.VanLine("0001", Jan, "X1", "120", "20") + RecordFile.VanLine("0002", Jan, "X1", "7}");
        FeedReading reading = await RecordFile.ReadAsync(RecordFile.Van, file);
        Assert.Null(reading.Failure);
        Assert.Equal(2, reading.Snapshots.Count);
        Assert.Equal(2, reading.Run!.Locations);
        Assert.All(reading.Snapshots, x => Assert.Equal(AsOfSource.Header, x.AsOfSource));
        Assert.All(reading.Snapshots, x => Assert.Equal(new DateOnly(2020, 4, 1), DateOnly.FromDateTime(x.AsOf.DateTime)));
        StockLine[] lines = [.. reading.Snapshots[0].Lines];
        Assert.Equal([(StockStatus.OnHand, 120m), (StockStatus.Allocated, 20m)], lines.Select(x => (x.Status, x.Quantity!.Value)));
        Assert.All(lines, x => Assert.Equal("0" + Jan, x.Item.Value));
        Assert.Equal(-70m, reading.Snapshots[1].Lines[0].Quantity);
    }

    [Fact]
    public async Task A_wrong_control_count_refuses_the_file_or_warns_as_the_profile_says()
    {
        string file = RecordFile.VanHead(9) + RecordFile.VanLine("0001", Jan, "X1", "120");
        FeedReading refused = await RecordFile.ReadAsync(RecordFile.Van, file);
        Assert.Equal((RejectionReason.ControlCountWrong, "9 / 2"), (refused.Failure!.Value.Reason, refused.Failure.Value.Value));
        FeedReading warned = await RecordFile.ReadAsync(RecordFile.Van with { WrongControlCount = "accept" }, file);
        Assert.Null(warned.Failure);
        Assert.Contains(warned.Warnings, x => x.Kind == "controlCount");
    }

    [Fact]
    public async Task A_wrong_trade_item_number_gives_way_to_the_senders_own_code()
    {
        FeedReading reading = await RecordFile.ReadAsync(
            RecordFile.Van, RecordFile.VanHead(2) + RecordFile.VanLine("0001", "4901234567890", "A-1", "5"));
        Assert.Equal(["A-1"], Lines(reading).Select(x => x.Item).Distinct());
        Assert.Contains(reading.Warnings, x => x.Kind == "checkDigit");
    }

    [Fact]
    public async Task A_mainframes_file_is_read_with_kana_packed_numbers_and_several_items_a_record()
    {
        byte[] trailer = RecordFile.HostRecord("E0000002");
        RecordFile.Packed(1035, 6).CopyTo(trailer, 8);
        byte[] file = RecordFile.HostFile(
            RecordFile.HostRecord("A202004011530"),
            RecordFile.HostRecord("B0001    ﾖｺﾊﾏｾﾝﾀｰ"),
            RecordFile.HostLine(("ﾏｽｸ-1", 1000), ("A-1", -5)),
            RecordFile.HostRecord("B0002"),
            RecordFile.HostLine(("ﾏｽｸ-1", 40)),
            trailer);
        FeedReading reading = await TestFeed.ReadAsync(file, RecordFile.Host);
        Assert.Null(reading.Failure);
        Assert.Equal(["shop-01:0001", "shop-01:0002"], reading.Snapshots.Select(x => x.Location.Value));
        Assert.Equal([("マスク-1", 1000m, "CS"), ("A-1", -5m, "CS"), ("マスク-1", 40m, "CS")], Lines(reading));
        Assert.All(reading.Snapshots, x => Assert.Equal(new TimeSpan(15, 30, 0), x.AsOf.TimeOfDay));
        Assert.DoesNotContain(reading.Warnings, x => x.Kind == "controlCount");
    }

    [Fact]
    public async Task A_packed_number_may_hold_the_bytes_of_a_line_end()
    {
        // 15C is 0x01 0x5C; 0x15 and 0x25 are line ends in EBCDIC: 152515 packed is 15 25 15 ..
        byte[] file = RecordFile.HostFile(
            RecordFile.HostRecord("A202004011530"), RecordFile.HostRecord("B0001"), RecordFile.HostLine(("A-1", 152_515_251)));
        FeedReading reading = await TestFeed.ReadAsync(file, RecordFile.Host);
        Assert.Equal(152_515_251m, Lines(reading).Single().Quantity);
    }

    [Fact]
    public async Task Padding_behind_the_last_block_is_nothing()
    {
        string file = RecordFile.VanHead(2) + RecordFile.VanLine("0001", Jan, "X1", "1") + new string(' ', 256 * 6) + "\u001A";
        FeedReading reading = await RecordFile.ReadAsync(RecordFile.Van, file);
        Assert.Null(reading.Failure);
        Assert.Equal(2, reading.Accepted);
    }

    [Fact]
    public async Task A_file_cut_within_a_record_is_refused_when_it_must_be_whole()
    {
        string file = RecordFile.VanHead(3) + RecordFile.VanLine("0001", Jan, "X1", "1")
            + RecordFile.VanLine("0002", Jan, "X1", "1")[..100];
        Assert.Equal(RejectionReason.Truncated, (await RecordFile.ReadAsync(RecordFile.Van, file)).Failure!.Value.Reason);
        FeedProfile partial = RecordFile.Van with { CompleteRun = false, Scope = SnapshotScope.Partial, WrongControlCount = "accept" };
        FeedReading kept = await RecordFile.ReadAsync(partial, file);
        Assert.Equal((2, 1), (kept.Accepted, kept.Rejected));
    }

    [Fact]
    public async Task A_record_of_an_unknown_kind_refuses_only_itself()
    {
        string file = RecordFile.VanHead(3) + "Z".PadRight(256) + RecordFile.VanLine("0001", Jan, "X1", "1");
        FeedReading reading = await RecordFile.ReadAsync(RecordFile.Van, file);
        Rejection refused = Assert.Single(reading.Rejections);
        Assert.Equal((2, RejectionReason.RecordInvalid), (refused.Source.Line, refused.Reason));
        Assert.Equal(2, reading.Accepted);
    }

    [Theory]
    [InlineData("商品,在庫\r\nA-1,5\r\n")]
    [InlineData("<html><body>error</body></html>")]
    [InlineData("PK\u0003\u0004 not this")]
    public async Task A_file_of_another_kind_is_not_this_feeds(string text)
    {
        FeedReading reading = await RecordFile.ReadAsync(RecordFile.Van with { Scope = SnapshotScope.Partial, CompleteRun = false }, text.PadRight(512));
        Assert.Equal(RejectionReason.FormatMismatch, reading.Failure!.Value.Reason);
    }

    [Theory]
    [InlineData("A-1             12a456EA  \n", RejectionReason.QuantityInvalid, "quantity", "17-22")]
    [InlineData("                000012EA  \n", RejectionReason.ItemMissing, "item", "17-22")]
    public async Task A_bad_field_names_its_record_and_its_positions(
        string record, RejectionReason reason, string field, string place)
    {
        FeedReading reading = await RecordFile.ReadAsync(Named("cp932"), "A-9             000001EA  \n" + record);
        Rejection refused = Assert.Single(reading.Rejections);
        Assert.Equal((2, reason, field, place), (refused.Source.Line, refused.Reason, refused.Field, refused.Source.Column));
        Assert.Equal(1, reading.Accepted);
    }

    [Fact]
    public async Task A_code_whose_kanji_come_from_a_mainframes_own_set_is_refused_and_not_guessed()
    {
        byte[] shifted = RecordFile.HostLine(("A-1", 1));
        shifted[1] = 0x0E;
        FeedReading reading = await TestFeed.ReadAsync(
            RecordFile.HostFile(RecordFile.HostRecord("A202004011530"), RecordFile.HostRecord("B0001"), shifted), RecordFile.Host);
        Assert.Contains(reading.Rejections, x => x.Reason == RejectionReason.EncodingUnreadable);
        Assert.Equal(0, reading.Accepted);
    }

    [Fact]
    public async Task No_cut_and_no_wrong_byte_makes_it_throw_or_invent_lines()
    {
        byte[] good = TestFeed.CodePage(932).GetBytes(
            RecordFile.VanHead(3) + RecordFile.VanLine("0001", Jan, "X1", "1") + RecordFile.VanLine("0002", Jan, "X1", "2"));
        FeedProfile profile = RecordFile.Van with { WrongControlCount = "accept" };
        for (int length = 0; length < good.Length; length += 7)
            Assert.True((await TestFeed.ReadAsync(good[..length], profile)).Accepted <= 4);
        const int seed = 7;
        var random = new Random(seed);
        for (int i = 0; i < 2000; i++)
        {
            byte[] bad = [.. good];
            bad[random.Next(bad.Length)] = (byte)random.Next(256);
            FeedReading reading = await TestFeed.ReadAsync(bad, profile);
            Assert.True(reading.Accepted <= 4, $"seed {seed}, try {i}");
        }
    }

    [SampleFact]
    public async Task A_real_plain_layout_gives_its_figures() =>
        await SampleCheck.CheckAsync("generic/sku_qty_price_fixedwidth.txt", "fixed-width");
}
