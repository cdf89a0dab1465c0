using Inventory.Adapters;
using Inventory.Adapters.Tables;
using Inventory.Model.Snapshots;
using Xunit;

namespace Inventory.Tests.Adapters.Delimited;

/// <summary>The sample files of delimited formats through the ready feeds of the demo registry.</summary>
public sealed class DelimitedSampleTests
{
    [SampleTheory]
    [InlineData("magento/stock_sources.csv")]
    [InlineData("magento/export_without_status.csv")]
    public async Task Magento_exports_give_their_figures(string file)
    {
        FeedReading reading = await SampleCheck.CheckAsync(file, "magento-stock");
        SaleState expected = file.Contains("without") ? SaleState.Unknown : SaleState.Selling;
        Assert.All(reading.Snapshots.SelectMany(x => x.Lines), x => Assert.Equal(expected, x.SaleState));
    }

    [SampleTheory]
    [InlineData("tw-mask-csv/maskdata_2020-03-03_100240.csv")]
    [InlineData("tw-mask-csv/maskdata_2020-03-03_101310.csv")]
    [InlineData("tw-mask-csv/maskdata_4col_2020-03-08_170342.csv")]
    public async Task National_files_close_their_run(string file) =>
        Assert.NotNull((await SampleCheck.CheckAsync(file, "tw-nhi-masks")).Run);
}
