using Inventory.Adapters;
using Inventory.Model.Registry;
using Xunit;

namespace Inventory.Tests.Adapters.X12;

/// <summary>Real inventory advices give what their expected figures say, through the ready feed.</summary>
public sealed class AdviceSampleTests
{
    [SampleTheory]
    [InlineData("x12-846/partnerxyz_5010_snapshot.edi")]
    public async Task Without_an_agreement_a_partners_codes_are_warned_of_and_not_counted(string file)
    {
        StockRegistry registry = RegistryLoader.Load(SampleFiles.Registry!, out _)!;
        FeedProfile profile = registry.Feeds["x12-846"];
        Assert.True(AdapterCatalog.TryFind(profile, out IStockAdapter? adapter));
        using FileStream body = File.OpenRead(SampleFiles.PathOf(file));
        FeedReading reading = await adapter.ReadAsync(
            body, profile, registry, new Delivery(DateTimeOffset.UnixEpoch.AddYears(60)), CancellationToken.None);
        Assert.Null(reading.Failure);
        Assert.Equal((0, 0), (reading.Accepted, reading.Rejected));
        Assert.Equal(["checkDigit", "controlCount", "unknownQualifier"], reading.Warnings.Select(x => x.Kind).Order());
    }
}
