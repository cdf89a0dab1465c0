using Inventory.Adapters.Simulated;
using Inventory.Model.Registry;
using Inventory.Model.Rejections;
using Inventory.Model.Snapshots;
using Inventory.Tests.Cli;
using Xunit;

namespace Inventory.Tests.Simulated;

public sealed class DemoNationTests
{
    [Theory]
    [InlineData(NationOptions.Normal, 1)]
    [InlineData(NationOptions.Panic2020, 2020)]
    public void All_snapshots_of_the_demo_pass_the_validator(string scenario, ulong seed)
    {
        StockRegistry registry = RegistryLoader.Load(DemoRegistry.Folder(), out IReadOnlyList<RegistryError> errors)!;
        Assert.Empty(errors);
        var nation = new Nation(registry, new NationOptions { Scenario = scenario, Seed = seed });
        StockSnapshot[] all =
        [
            .. nation.Baseline(SmallNation.Noon.AddHours(-5), SmallNation.Noon),
            .. Enumerable.Range(0, nation.Reporters).Select(_ => nation.Next(SmallNation.Noon)),
        ];
        var rejections = new List<Rejection>();
        var warnings = new List<Warning>();
        foreach (StockSnapshot snapshot in all)
        {
            StockSnapshot? valid = SnapshotValidator.Validate(snapshot, registry, SmallNation.Noon, null, rejections,
                warnings);
            Assert.All(valid!.Lines, x => Assert.NotNull(x.BaseQuantity));
        }

        Assert.Empty(rejections);
        // Books that run below zero are part of the simulation, and rare.
        Assert.DoesNotContain(warnings, x => x.Kind != "negative");
        Assert.InRange(nation.Reporters, registry.Locations.Count * 9 / 10, registry.Locations.Count);
    }
}
