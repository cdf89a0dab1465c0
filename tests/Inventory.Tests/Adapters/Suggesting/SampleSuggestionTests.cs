using Inventory.Adapters;
using Inventory.Adapters.Suggesting;
using Xunit;
using Xunit.Abstractions;

namespace Inventory.Tests.Adapters.Suggesting;

/// <summary>The tables among the real sample files, suggested without help.</summary>
public sealed class SampleSuggestionTests(ITestOutputHelper output)
{
    private static readonly (string File, string Mapping, long HeaderRow)[] Expected =
    [
        ("jp-csv-cp932/zaiko_2020-01-09.csv", "item=0 quantity=1", 1),
        ("jp-csv-cp932/zaiko_2019-12-19.csv", "item=0 quantity=1", 1),
        ("jp-csv-cp932/kento_2019-05-16_rows4326-4775.csv", "asOf=18 item=6 location=11 otherQuantity=13 quantity=14", 1),
        ("jp-csv-cp932/cover_zaiko_noheader.csv", "item=0 quantity=1", 0),
        ("jp-csv-cp932/zaiko_data_warehouses.csv", "item=0 locationName=9 quantity=2", 1),
        ("jp-xlsx/TFC_zaiko_2019-05-16.xlsx", "item=0 quantity=1", 3),
        ("jp-xlsx/TFC_zaiko_2019-05-30-1.xlsx", "item=0 quantity=1", 3),
        ("jp-xlsx/zaiko_data_2025-05-31_part1.xlsx", "expiry=17 item=0 locationName=9 lot=14 quantity=2 unit=11", 1),
        ("generic/onhand_upc_store.csv", "item=1 location=3 quantity=2", 1),
        ("magento/stock_sources.csv", "item=1 location=0 quantity=3", 1),
        ("magento/export_without_status.csv", "item=1 location=0 quantity=2", 1),
        ("tw-mask-csv/maskdata_2020-03-03_100240.csv", "asOf=6 location=0 quantity=4+5", 1),
        ("tw-mask-csv/maskdata_2020-03-03_101310.csv", "asOf=6 location=0 quantity=4+5", 1),
        ("tw-mask-csv/maskdata_4col_2020-03-08_170342.csv", "asOf=3 location=0 quantity=1+2", 1),
    ];

    [SampleTheory]
    [InlineData(13)]
    public async Task Nearly_all_real_tables_are_mapped_right_and_none_wrongly_with_certainty(int rightAtLeast)
    {
        int right = 0;
        foreach ((string file, string mapping, long headerRow) in Expected)
        {
            byte[] bytes = File.ReadAllBytes(SampleFiles.PathOf(file));
            ProfileSuggestion suggestion = await Mapping.SuggestAsync(bytes, Path.GetFileName(file), "0001");
            string found = Mapping.Of(suggestion);
            bool isRight = found == mapping && suggestion.HeaderRow == headerRow;
            right += isRight ? 1 : 0;
            output.WriteLine($"{(isRight ? "right" : "WRONG")} {suggestion.Confidence:0.00} {file} [{found}] header {suggestion.HeaderRow}"
                + $" blanks {string.Join(' ', suggestion.Blanks.Select(x => x.Field))}");
            Assert.True(isRight || suggestion.Confidence < ProfileSuggestion.SureFrom, file);
        }

        output.WriteLine($"right {right} of {Expected.Length}");
        Assert.True(right >= rightAtLeast);
    }

    [SampleTheory]
    [InlineData("jp-csv-cp932/zaiko_2020-01-09.csv")]
    [InlineData("jp-csv-cp932/zaiko_2019-12-19.csv")]
    [InlineData("jp-csv-cp932/cover_zaiko_noheader.csv")]
    [InlineData("jp-csv-cp932/kento_2019-05-16_rows4326-4775.csv")]
    [InlineData("jp-csv-cp932/zaiko_data_warehouses.csv")]
    [InlineData("jp-xlsx/TFC_zaiko_2019-05-16.xlsx")]
    [InlineData("jp-xlsx/TFC_zaiko_2019-05-30-1.xlsx")]
    [InlineData("jp-xlsx/zaiko_data_2025-05-31_part1.xlsx")]
    [InlineData("generic/onhand_upc_store.csv")]
    [InlineData("magento/stock_sources.csv")]
    [InlineData("magento/export_without_status.csv")]
    [InlineData("tw-mask-csv/maskdata_2020-03-03_100240.csv")]
    [InlineData("tw-mask-csv/maskdata_4col_2020-03-08_170342.csv")]
    public async Task A_suggested_profile_reads_the_file_it_was_made_for(string file)
    {
        byte[] bytes = File.ReadAllBytes(SampleFiles.PathOf(file));
        ProfileSuggestion suggestion = await Mapping.SuggestAsync(bytes, Path.GetFileName(file), "0001");
        DateTimeOffset received = SampleCheck.DayOf(SampleFiles.Expected(file));
        FeedReading reading = await Mapping.LoopAsync(suggestion.Profile!, bytes, Path.GetFileName(file), received);
        Assert.Null(reading.Failure);
        Assert.Empty(reading.Rejections);
        long accepted = SampleFiles.Expected(file).GetProperty("lines").GetProperty("accepted").GetInt64();
        Assert.Equal(accepted, reading.Accepted);
        decimal sum = reading.Snapshots.SelectMany(x => x.Lines).Sum(x => x.Quantity!.Value);
        decimal expected = SampleFiles.Expected(file).GetProperty("totals").EnumerateArray()
            .Sum(x => decimal.Parse(x.GetProperty("quantity").GetString()!));
        Assert.Equal(expected, sum);
    }
}
