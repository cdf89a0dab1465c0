using Inventory.Adapters;
using Inventory.Model.Registry;
using Inventory.Model.Snapshots;
using Xunit;

namespace Inventory.Tests.Adapters.Spreadsheets;

/// <summary>Real workbooks of Japanese firms give their figures, through profiles that name the columns.</summary>
public sealed class SpreadsheetSampleTests
{
    private static readonly FeedProfile Plain = TestFeed.Profile with
    {
        Format = FeedFormats.Spreadsheet,
        Scope = SnapshotScope.Full,
        LocationStatuses = new Dictionary<string, string> { ["*使用禁止*"] = "onHold" },
        Columns = new Dictionary<string, IReadOnlyList<string>>
        {
            ["item"] = ["商品番号", "コード"],
            ["quantity"] = ["即時在庫数量", "在庫"],
            ["location"] = ["倉庫名"],
            ["unit"] = ["在庫単位"],
            ["lot"] = ["ロットNo."],
            ["expiry"] = ["賞味期限"],
        },
    };

    private static readonly FeedProfile OnePlace = Plain with
    {
        Constants = new Dictionary<string, string> { ["location"] = "0001" },
        Sheet = new SheetMapping { FirstRow = 3 },
    };

    [SampleTheory]
    [InlineData("jp-xlsx/TFC_zaiko_2019-05-16.xlsx", 280, 40, 0, 4714)]
    [InlineData("jp-xlsx/TFC_zaiko_2019-05-30-1.xlsx", 282, 40, 2, 4423)]
    public async Task A_factory_list_with_three_header_rows_gives_its_figures(
        string file, int lines, int unknown, int negative, int total)
    {
        FeedReading reading = await ReadAsync(file, OnePlace);
        StockLine[] read = SheetFeed.Lines(reading);
        Assert.Equal((lines, 0L, unknown), (read.Length, reading.Rejected, (int)reading.Unknown));
        Assert.Equal((negative, total), (read.Count(x => x.Quantity < 0), (int)read.Sum(x => x.Quantity!.Value)));
        Assert.Equal("002SN/01", read[0].Item.Value.Split(':')[^1]);
        Assert.Equal(SampleFiles.Expected(file).GetProperty("asOf").GetProperty("newest").GetString(), reading.Snapshots[0].AsOf.ToString("yyyy-MM-dd"));
    }

    [SampleTheory]
    [InlineData("jp-xlsx/zaiko_data_2025-05-31_part1.xlsx")]
    public async Task A_warehouse_list_of_text_numbers_gives_its_figures_by_unit(string file)
    {
        FeedReading reading = await ReadAsync(file, Plain);
        StockLine[] lines = SheetFeed.Lines(reading);
        Assert.Equal((365, 0L, 0L), (lines.Length, reading.Rejected, reading.Unknown));
        Assert.Equal(8, reading.Snapshots.Count);
        // 49 as written; one code stands once with a full-width letter, and is the same item.
        Assert.Equal(49 - 1, lines.Select(x => x.Item).Distinct().Count());
        var totals = lines.GroupBy(x => x.Unit).ToDictionary(x => x.Key!, x => (int)x.Sum(y => y.Quantity!.Value));
        Assert.Equal((1_731_764, 171_429, 87_576, 2_352), (totals["CS"], totals["EA"], totals["甲"], totals["P"]));
        Assert.All(lines, x => Assert.True(x is { Lot: not null, Expiry: not null }));
    }

    private static async Task<FeedReading> ReadAsync(string file, FeedProfile profile)
    {
        byte[] bytes = await File.ReadAllBytesAsync(SampleFiles.PathOf(file));
        var delivery = new Delivery(new DateTimeOffset(2025, 6, 1, 9, 0, 0, TimeSpan.FromHours(9)), Path.GetFileName(file));
        return await TestFeed.ReadAsync(bytes, profile, delivery);
    }
}
