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
        FeedReading reading = await CheckAsync(file, registry!.Feeds["tw-nhi-masks"], registry);
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
        await CheckAsync(file, used, TestFeed.Registry(used));
    }

    private static async Task<FeedReading> CheckAsync(string file, FeedProfile profile, StockRegistry registry)
    {
        JsonElement expected = SampleFiles.Expected(file);
        JsonElement time = expected.GetProperty("asOf");
        bool isDated = time.GetProperty("newest").ValueKind == JsonValueKind.String;
        // Delivered on the day of the file: dates without a year mean the nearest one.
        DateTimeOffset received = isDated
            ? DateTimeOffset.Parse(time.GetProperty("newest").GetString()!, CultureInfo.InvariantCulture).AddHours(12)
            : TestFeed.ReceivedAt;
        Assert.True(AdapterCatalog.TryFind(profile.Format, out IStockAdapter? adapter));
        using FileStream body = File.OpenRead(SampleFiles.PathOf(file));
        FeedReading reading = await adapter.ReadAsync(
            body, profile, registry, new Delivery(received, Path.GetFileName(file)), CancellationToken.None);
        Assert.Null(reading.Failure);
        Check(expected, reading, profile);
        return reading;
    }

    private static void Check(JsonElement expected, FeedReading reading, FeedProfile profile)
    {
        StockLine[] lines = [.. reading.Snapshots.SelectMany(x => x.Lines)];
        Assert.Equal(expected.GetProperty("snapshots").GetInt32(), reading.Snapshots.Count);
        Assert.Equal(expected.GetProperty("lines").GetProperty("accepted").GetInt64(), reading.Accepted);
        Assert.Equal(expected.GetProperty("lines").GetProperty("rejected").GetInt64(), reading.Rejected);
        Assert.Equal(expected.GetProperty("unknown").GetInt64(), reading.Unknown);
        Assert.Equal(expected.GetProperty("negative").GetInt32(), lines.Count(x => x.Quantity < 0));
        Assert.Equal(expected.GetProperty("items").GetInt32(), lines.Select(x => x.Item).Distinct().Count());
        var totals = lines.GroupBy(x => (WireNames.Of(x.Status), x.Unit))
            .Select(x => (x.Key.Item1, x.Key.Unit, x.Sum(y => y.Quantity!.Value), x.Count()));
        Assert.Equal(
            expected.GetProperty("totals").EnumerateArray().Select(x => (
                x.GetProperty("status").GetString()!,
                x.GetProperty("unit").GetString(),
                decimal.Parse(x.GetProperty("quantity").GetString()!, CultureInfo.InvariantCulture),
                x.GetProperty("lines").GetInt32())),
            totals);
        CheckFirstLine(expected.GetProperty("firstLine"), reading.Snapshots[0], profile);
        CheckWarnings(expected, reading);
        CheckAsOf(expected.GetProperty("asOf"), reading);
        if (expected.TryGetProperty("itemTotals", out JsonElement items))
        {
            foreach (JsonProperty item in items.EnumerateObject())
            {
                decimal sum = lines.Where(x => x.Item.Value.EndsWith(":" + item.Name)).Sum(x => x.Quantity!.Value);
                Assert.Equal(decimal.Parse(item.Value.GetString()!, CultureInfo.InvariantCulture), sum);
            }
        }
    }

    private static void CheckFirstLine(JsonElement expected, StockSnapshot snapshot, FeedProfile profile)
    {
        string location = expected.GetProperty("location").GetString() ?? "0001";
        Assert.Equal($"{profile.Participant}:{location}", snapshot.Location.Value);
        Assert.Equal($"{profile.Participant}:{expected.GetProperty("item").GetString()}", snapshot.Lines[0].Item.Value);
        Assert.Equal(decimal.Parse(expected.GetProperty("quantity").GetString()!), snapshot.Lines[0].Quantity);
    }

    private static void CheckWarnings(JsonElement expected, FeedReading reading)
    {
        // What the registry does not know depends on the registry of the test, and a column of another place on the
        // profile.
        string[] apart = ["unknownItem", "unknownPack", "otherLocationUnknown", "asOfOld", "blankRow"];
        IEnumerable<string> kinds = expected.GetProperty("warnings").EnumerateArray().Select(x => x.GetString()!);
        Assert.Equal(
            kinds.Except(apart).Order(StringComparer.Ordinal),
            reading.Warnings.Select(x => x.Kind).Except(apart).Order(StringComparer.Ordinal));
    }

    private static void CheckAsOf(JsonElement expected, FeedReading reading)
    {
        string source = expected.GetProperty("source").GetString()!;
        Assert.All(reading.Snapshots, x => Assert.Equal(source == "delivery" ? "received" : source, WireNames.Of(x.AsOfSource)));
        if (expected.GetProperty("newest").GetString() is not { } newest)
            return;
        DateTimeOffset asOf = reading.Snapshots.Max(x => x.AsOf);
        if (newest.Length == 10)
            Assert.Equal(newest, asOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        else
            Assert.Equal(DateTimeOffset.Parse(newest, CultureInfo.InvariantCulture), asOf);
    }
}
