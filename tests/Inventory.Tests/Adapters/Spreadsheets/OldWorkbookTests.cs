using System.Diagnostics;
using Inventory.Adapters;
using Inventory.Model.Rejections;
using Xunit;
using Xunit.Abstractions;

namespace Inventory.Tests.Adapters.Spreadsheets;

/// <summary>Old workbooks (xls) give the same facts as new ones.</summary>
public sealed class OldWorkbookTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Texts_numbers_and_results_are_read(bool isOld)
    {
        XlsMaker workbook = Head(new XlsMaker(isOld)).Text(1, 0, "0001").Text(1, 1, "髙①-1").Number(1, 2, 5)
            .Text(2, 0, "0001").Number(2, 1, 4901234567894).Formula(2, 2, 7);
        Assert.Equal("髙①-1=5 04901234567894=7", SheetFeed.Facts(await SheetFeed.ReadAsync(workbook.Bytes())));
    }

    [Fact]
    public async Task Readings_do_not_change_a_text()
    {
        XlsMaker workbook = Head(new XlsMaker()).Text(1, 0, "0001").Text(1, 1, "商品1", "ショウヒン").Number(1, 2, 5);
        Assert.Equal("商品1=5", SheetFeed.Facts(await SheetFeed.ReadAsync(workbook.Bytes())));
    }

    [Theory]
    [InlineData(false, 43922)]
    [InlineData(true, 42460)]
    public async Task Days_and_padded_codes_are_read_by_their_format(bool is1904, double serial)
    {
        var workbook = new XlsMaker { Is1904 = is1904 };
        int day = workbook.Style("yyyy/m/d");
        int code = workbook.Style("0000");
        Head(workbook).Text(0, 3, "時点").Number(1, 0, 1, code).Text(1, 1, "A-1").Number(1, 2, 5).Number(1, 3, serial, day);
        FeedReading reading = await SheetFeed.ReadAsync(workbook.Bytes());
        Assert.Equal(new DateTime(2020, 4, 1), Assert.Single(reading.Snapshots).AsOf.Date);
        Assert.Equal("shop-01:0001", reading.Snapshots[0].Location.Value);
    }

    [Fact]
    public async Task Hidden_rows_are_stock_and_said_so()
    {
        XlsMaker workbook = Head(new XlsMaker()).HiddenRow(1).Text(1, 0, "0001").Text(1, 1, "A-1").Number(1, 2, 5);
        FeedReading reading = await SheetFeed.ReadAsync(workbook.Bytes());
        Assert.Equal("A-1=5", SheetFeed.Facts(reading));
        Assert.Contains(reading.Warnings, x => x.Kind == "hiddenRows");
    }

    [Fact]
    public async Task An_error_is_no_number_and_not_unknown()
    {
        XlsMaker workbook = Head(new XlsMaker()).Text(1, 0, "0001").Text(1, 1, "A-1").Error(1, 2, 0x2A);
        FeedReading reading = await SheetFeed.ReadAsync(workbook.Bytes());
        Assert.Equal((0L, 1L, 0L), (reading.Accepted, reading.Rejected, reading.Unknown));
    }

    [Fact]
    public async Task A_locked_workbook_says_so()
    {
        byte[] bytes = Head(new XlsMaker { IsLocked = true }).Number(1, 2, 5).Bytes();
        Assert.Equal(RejectionReason.PasswordProtected, (await SheetFeed.ReadAsync(bytes)).Failure?.Reason);
    }

    [Fact]
    public async Task Each_beginning_of_an_old_workbook_is_refused()
    {
        byte[] bytes = Rows(200).Bytes();
        for (int length = 8; length < bytes.Length; length += 101)
            Assert.Equal(RejectionReason.Truncated, (await SheetFeed.ReadAsync(bytes[..length])).Failure?.Reason);
    }

    [Fact]
    public async Task No_changed_byte_breaks_the_adapter()
    {
        const int Seed = 932_011;
        output.WriteLine($"seed {Seed}");
        var random = new Random(Seed);
        byte[] whole = Rows(20).Bytes();
        int kept = 0;
        var slowest = TimeSpan.Zero;
        for (int i = 0; i < 3000; i++)
        {
            byte[] bytes = [.. whole];
            for (int edits = random.Next(1, 8); edits > 0; edits--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            var watch = Stopwatch.StartNew();
            FeedReading reading = await SheetFeed.ReadAsync(bytes);
            slowest = watch.Elapsed > slowest ? watch.Elapsed : slowest;
            kept += reading.Failure is null ? 1 : 0;
        }

        output.WriteLine($"kept {kept}, slowest {slowest}");
        Assert.InRange(kept, 100, 2900);
        Assert.True(slowest < TimeSpan.FromSeconds(5));
    }

    private static XlsMaker Head(XlsMaker workbook) => workbook.Text(0, 0, "店舗").Text(0, 1, "JAN").Text(0, 2, "在庫");

    private static XlsMaker Rows(int count)
    {
        XlsMaker workbook = Head(new XlsMaker());
        for (int i = 1; i <= count; i++)
            workbook.Text(i, 0, "0001").Text(i, 1, $"A-{i}").Number(i, 2, i);
        return workbook;
    }
}
