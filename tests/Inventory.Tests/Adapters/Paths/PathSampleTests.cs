using Inventory.Adapters;
using Inventory.Model.Rejections;
using Xunit;

namespace Inventory.Tests.Adapters.Paths;

/// <summary>Real answers of platforms give what their expected figures say, through the ready feeds of the demo
/// registry.</summary>
public sealed class PathSampleTests
{
    [SampleTheory]
    [InlineData("catena-x/ItemStockAnonymized.json", "catena-x-item-stock")]
    [InlineData("shopify/inventory_levels.json", "shopify-inventory-levels")]
    [InlineData("shopify/inventory_level.json", "shopify-inventory-levels")]
    [InlineData("shopify/location_inventory_levels.json", "shopify-inventory-levels")]
    [InlineData("square/BatchRetrieveInventoryCountsResponse.json", "square-inventory")]
    [InlineData("square/BatchRetrieveInventoryChangesResponse.json", "square-inventory")]
    [InlineData("amazon-sp-api/vendor_real_time_inventory_report.json", "amazon-vendor-inventory")]
    [InlineData("amazon-mws/inventory_feed.xml", "xml")]
    [InlineData("newegg/GetItemInventoryListResponse.json", "newegg-inventory")]
    [InlineData("newegg/GetItemInventoryListResponse.xml", "newegg-inventory")]
    [InlineData("kr-mask-json/stores_2020-07-03_one_null.json", "kr-public-masks")]
    [InlineData("geojson/jp_mask_points_2020-02-29.json", "geojson-stock")]
    [InlineData("ubl/UBL-InventoryReport-2.1-Example.xml", "ubl-inventory")]
    public async Task Platform_answers_give_their_figures(string file, string feed)
    {
        FeedReading reading = await SampleCheck.CheckAsync(file, feed);
        Assert.Empty(reading.Rejections);
    }

    [SampleTheory]
    [InlineData("amazon-sp-api/external_fulfillment_inventory_207.json", "json")]
    public async Task An_error_entry_of_a_multi_status_answer_is_a_rejection(string file, string feed)
    {
        FeedReading reading = await SampleCheck.CheckAsync(file, feed);
        Rejection rejection = Assert.Single(reading.Rejections);
        Assert.Equal((RejectionReason.SourceError, "INVALID_SKU"), (rejection.Reason, rejection.Value));
        Assert.Equal("/responses/1/status/statusCode", rejection.Source.Path);
    }
}
