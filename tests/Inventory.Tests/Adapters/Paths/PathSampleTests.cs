using Inventory.Adapters;
using Inventory.Model.Rejections;
using Xunit;

namespace Inventory.Tests.Adapters.Paths;

/// <summary>Real answers of platforms give what their expected figures say, through the ready feeds of the demo
/// registry.</summary>
public sealed class PathSampleTests
{
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
