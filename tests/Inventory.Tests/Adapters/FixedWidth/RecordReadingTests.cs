using System.Globalization;
using System.Text;
using Inventory.Adapters;
using Inventory.Adapters.Numbers;
using Inventory.Model.Registry;
using Xunit;

namespace Inventory.Tests.Adapters.FixedWidth;

/// <summary>What a field remembers of the record before must never show in the next one.</summary>
public sealed class RecordReadingTests
{
    private const int Few = 17_000;
    private const int Many = 32_000;

    private static readonly FeedProfile Shop = TestFeed.Profile with
    {
        Id = "records",
        Format = "fixed-width",
        Encoding = "cp932",
        Columns = new Dictionary<string, IReadOnlyList<string>>(),
        FixedWidth = new FixedWidthLayout
        {
            Records =
            [
                new FixedWidthRecord
                {
                    Kind = "detail",
                    Fields =
                    [
                        new FixedWidthField { Field = "item", Start = 1, Length = 6 },
                        new FixedWidthField { Field = "locationName", Start = 7, Length = 12 },
                        new FixedWidthField { Field = "quantity", Start = 19, Length = 6, Form = "zoned" },
                        new FixedWidthField { Field = "unit", Start = 25, Length = 2 },
                        new FixedWidthField { Field = "asOf", Start = 27, Length = 8, Form = "yyyymmdd" },
                        new FixedWidthField { Field = "asOfTime", Start = 35, Length = 4, Form = "hhmm" },
                    ],
                },
            ],
        },
    };

    [Fact]
    public async Task A_field_that_changes_there_and_back_is_read_each_time()
    {
        FeedReading reading = await RecordFile.ReadAsync(Shop, string.Concat(
            Line("A-1", "横浜センター", "000012", "20200401", "0900"),
            Line("A-2", "ﾌﾟﾗｻﾞ店     ", "000013", "20200331", "0900"),
            Line("A-1", "横浜センター", "000014", "20200401", "0930"),
            Line("A-3", "ﾌﾟﾗｻﾞ店     ", "00015}", "20200331", "0900")));
        Assert.Null(reading.Failure);
        Assert.Equal(
            ["0001 A-1 12 04-01 09:00", "0001 A-1 14 04-01 09:30", "0002 A-2 13 03-31 09:00", "0002 A-3 -150 03-31 09:00"],
            reading.Snapshots.SelectMany(x => x.Lines.Select(y =>
                $"{x.Location} {y.Item} {y.Quantity:0} {y.AsOf ?? x.AsOf:MM-dd HH:mm}".Replace("shop-01:", "", StringComparison.Ordinal))).Order());
    }

    [Fact]
    public async Task A_wrong_field_is_refused_in_every_record_that_holds_it()
    {
        string good = Line("A-1", "横浜センター", "000012", "20200401", "0900");
        string wrong = Line("A-1", "横浜センター", "000012", "20200431", "0900");
        byte[] bytes = TestFeed.CodePage(932).GetBytes(good + wrong + wrong + good + good + good);
        int length = bytes.Length / 6;
        // Two records whose name is cut in the middle of a character.
        foreach (int record in (int[])[3, 4])
            bytes[(record * length) + 17] = (byte)' ';
        FeedReading reading = await TestFeed.ReadAsync(bytes, Shop);
        Assert.Null(reading.Failure);
        Assert.Equal(2, reading.Accepted);
        Assert.Equal([2L, 3, 4, 5], reading.Rejections.Select(x => x.Source.Line));
        Assert.Equal(["asOf", "asOf", "locationName", "locationName"], reading.Rejections.Select(x => x.Field));
    }

    [Theory]
    [InlineData("00000000000000001K", "-12")]
    [InlineData("999999999999999999", "999999999999999999")]
    [InlineData("9999999999999999999", "9999999999999999999")]
    [InlineData("1234567890123456789012345678", "1234567890123456789012345678")]
    [InlineData("-123456789012345678901", "-123456789012345678901")]
    public void Zoned_digits_are_exact_up_to_28_of_them(string text, string number)
    {
        Assert.Equal(NumberReading.Number, SignedDigits.ReadZoned(Encoding.ASCII.GetBytes(text), false, 0, out decimal value));
        Assert.Equal(decimal.Parse(number, CultureInfo.InvariantCulture), value);
    }

    [Fact]
    public void More_zoned_digits_than_28_are_out_of_range_and_a_letter_among_them_is_no_number()
    {
        Assert.Equal(NumberReading.OutOfRange, SignedDigits.ReadZoned("12345678901234567890123456789"u8, false, 0, out _));
        Assert.Equal(NumberReading.Invalid, SignedDigits.ReadZoned("123456789012345678X0"u8, false, 0, out _));
    }

    [Fact]
    public async Task A_record_leaves_nothing_behind_beside_what_is_kept_of_it()
    {
        await AllocatedAsync(10);
        long few = await AllocatedAsync(Few);
        long many = await AllocatedAsync(Many);
        // 24 bytes are what is kept of a line; beyond them no object a line.
        Assert.InRange((many - few) / (Many - Few), -4, 24 + 4);
    }

    private static async Task<long> AllocatedAsync(int lines)
    {
        StockRegistry registry = TestFeed.Registry(Shop);
        byte[] bytes = TestFeed.CodePage(932).GetBytes(
            string.Concat(Enumerable.Repeat(Line("A-1", "横浜センター", "000012", "20200401", "0900"), lines)));
        Assert.True(AdapterCatalog.TryFind(Shop, out IStockAdapter? adapter));
        // The whole reading of a body in memory runs on this thread.
        long before = GC.GetAllocatedBytesForCurrentThread();
        FeedReading reading = await adapter.ReadAsync(
            new MemoryStream(bytes), Shop, registry, new Delivery(TestFeed.ReceivedAt), CancellationToken.None);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(lines, reading.Accepted);
        return allocated;
    }

    private static string Line(string item, string name, string quantity, string day, string time) =>
        $"{item,-6}{name}{quantity}EA{day}{time}\r\n";
}
