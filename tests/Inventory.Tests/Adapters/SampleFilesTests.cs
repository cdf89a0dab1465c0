using System.Globalization;
using System.Text.Json;
using Inventory.Adapters;
using Inventory.Model.Registry;
using Inventory.Model.Rejections;
using Inventory.Model.Snapshots;
using Xunit;

namespace Inventory.Tests.Adapters;

/// <summary>Each sample file gives what its expected figures say: lines, sums by status and unit, times, locations,
/// items, warnings.</summary>
public sealed class SampleFilesTests
{
    private static readonly FeedProfile Auto = TestFeed.Profile with
    {
        UnknownLocation = "accept",
        Scope = SnapshotScope.Full,
        Columns = new Dictionary<string, IReadOnlyList<string>>
        {
            ["item"] = ["品目CD", "商品番号", "UPC", "sku", ""],
            ["quantity"] = ["現在庫数_自倉庫", "即時在庫数量", "在庫", "ON_HAND_QTY", "quantity"],
            ["location"] = ["在庫計上場所CD", "STORE_NBR", "source_code"],
            ["locationName"] = ["倉庫名"],
            ["asOf"] = ["日付_1"],
        },
    };

    private static readonly FeedProfile OnePlace = Auto with { Constants = new Dictionary<string, string> { ["location"] = "0001" } };

    private static readonly FeedProfile NoHeader = OnePlace with
    {
        Header = false,
        Columns = new Dictionary<string, IReadOnlyList<string>> { ["item"] = ["1"], ["quantity"] = ["2"] },
    };

    private static readonly FeedProfile Pieces = Auto with { Constants = new Dictionary<string, string> { ["unit"] = "EA" } };

    [SampleTheory]
    [InlineData("tw-mask-csv/maskdata_2020-03-03_100240.csv")]
    [InlineData("tw-mask-csv/maskdata_2020-03-03_101310.csv")]
    [InlineData("tw-mask-csv/maskdata_4col_2020-03-08_170342.csv")]
    public async Task The_national_mask_files_of_Taiwan_give_their_figures(string file)
    {
        StockRegistry? registry = RegistryLoader.Load(SampleFiles.Registry!, out IReadOnlyList<RegistryError> errors);
        Assert.Empty(errors);
        FeedReading reading = await SampleCheck.CheckAsync(file, registry!.Feeds["tw-nhi-masks"], registry);
        Assert.Equal(reading.Snapshots.Count, reading.Run!.Locations);
        Assert.All(reading.Snapshots, x => Assert.All(x.Lines, y => Assert.Equal(y.Quantity, y.BaseQuantity)));
    }

    [SampleTheory]
    [InlineData("jp-csv-cp932/zaiko_2020-01-09.csv", "one")]
    [InlineData("jp-csv-cp932/zaiko_2019-12-19.csv", "one")]
    [InlineData("jp-csv-cp932/kento_2019-05-16_rows4326-4775.csv", "auto")]
    [InlineData("jp-csv-cp932/cover_zaiko_noheader.csv", "noHeader")]
    [InlineData("jp-csv-cp932/zaiko_data_warehouses.csv", "auto")]
    [InlineData("generic/onhand_upc_store.csv", "auto")]
    [InlineData("magento/stock_sources.csv", "pieces")]
    [InlineData("magento/export_without_status.csv", "pieces")]
    public async Task Real_files_of_Japanese_firms_and_shops_give_their_figures(string file, string profile)
    {
        FeedProfile used = profile switch { "one" => OnePlace, "noHeader" => NoHeader, "pieces" => Pieces, _ => Auto };
        await SampleCheck.CheckAsync(file, used, TestFeed.Registry(used));
    }
}
