namespace Inventory.Tests.Adapters.Gs1;

/// <summary>The sample message gives its expected figures through the ready feed.</summary>
public sealed class Gs1SampleTests
{
    [SampleTheory]
    [Xunit.InlineData("gs1-xml/sap_3pl_logistics_inventory_report_stock.xml")]
    public async Task A_real_report_of_a_warehouse_gives_its_figures(string file) =>
        await SampleCheck.CheckAsync(file, "gs1-inventory");
}
