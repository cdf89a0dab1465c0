using Inventory.Adapters;
using Inventory.Model.Registry;
using Inventory.Model.Rejections;
using Xunit;

namespace Inventory.Tests.Adapters.Edifact;

/// <summary>Real inventory reports give what their expected figures say, through the ready feed.</summary>
public sealed class InvrptSampleTests
{
    [SampleTheory]
    [InlineData("edifact-invrpt/vmi_movements_snippet_2018.edi")]
    public async Task A_fragment_without_its_envelope_is_refused_whole(string file)
    {
        StockRegistry registry = RegistryLoader.Load(SampleFiles.Registry!, out _)!;
        FeedProfile profile = registry.Feeds["edifact-invrpt"];
        Assert.True(AdapterCatalog.TryFind(profile, out IStockAdapter? adapter));
        using FileStream body = File.OpenRead(SampleFiles.PathOf(file));
        FeedReading reading = await adapter.ReadAsync(
            body, profile, registry, new Delivery(TestFeed.ReceivedAt), CancellationToken.None);
        Assert.Equal(RejectionReason.EnvelopeMissing, reading.Failure?.Reason);
    }
}
