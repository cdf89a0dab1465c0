using Inventory.Adapters;
using Inventory.Model.Registry;
using Inventory.Model.Snapshots;
using Xunit;

namespace Inventory.Tests.Adapters.Spreadsheets;

/// <summary>Workbooks of the made-up shop, read through its feed.</summary>
internal static class SheetFeed
{
    public static readonly object?[] Header = ["店舗", "JAN", "在庫", "単位"];

    public static FeedProfile Profile { get; } = TestFeed.Profile with
    {
        Format = FeedFormats.Spreadsheet,
        Constants = new Dictionary<string, string> { ["location"] = "0001", ["unit"] = "EA" },
    };

    public static Task<FeedReading> ReadAsync(WorkbookMaker workbook, FeedProfile? profile = null) =>
        ReadAsync(workbook.Bytes(), profile);

    public static Task<FeedReading> ReadAsync(byte[] workbook, FeedProfile? profile = null) =>
        TestFeed.ReadAsync(workbook, profile ?? Profile);

    /// <summary>A workbook with the header and one row: item A-1 with this quantity cell.</summary>
    public static WorkbookMaker Quantity(object? cell) => new WorkbookMaker().Table(Header, ["0001", "A-1", cell, "EA"]);

    public static StockLine[] Lines(FeedReading reading)
    {
        Assert.Null(reading.Failure);
        return [.. reading.Snapshots.SelectMany(x => x.Lines)];
    }

    public static StockLine Line(FeedReading reading) => Assert.Single(Lines(reading));

    /// <summary>The item and quantity of each line.</summary>
    public static string Facts(FeedReading reading) =>
        string.Join(" ", Lines(reading).Select(x => FormattableString.Invariant($"{x.Item.Value.Split(':')[^1]}={x.Quantity}")));
}
