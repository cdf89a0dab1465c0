using System.Globalization;
using System.Text;
using Inventory.Adapters;
using Inventory.Model.Registry;
using Inventory.Tests.Adapters.Paths;
using Xunit;

namespace Inventory.Tests.Adapters.Trees;

/// <summary>What a line of a tree may allocate: what is kept of it, and no path, name or value as a text of its
/// own.</summary>
public sealed class TreeAllocationTests
{
    private const string Rest = """
        "constants":{"unit":"EA"},"paths":{"records":[{"path":["/items/item"],
        "fields":{"item":"sku","location":"place","asOf":"at"},"quantities":[{"path":"qty"}]}]}
        """;

    [Fact]
    public async Task A_line_of_json_by_paths_stays_in_its_budget() => await RequireAsync(
        PathFeed.Items(), 360, "{\"items\":[", "]}",
        i => $$"""{{(i == 0 ? "" : ",")}}{"sku":"S-{{i % 500}}","place":"P-{{i / 500}}","at":"2020-04-01T09:00:00+09:00","note":"n{{i}}","qty":{{i % 97}}}""");

    [Fact]
    public async Task A_line_of_xml_by_paths_stays_in_its_budget() => await RequireAsync(
        PathFeed.Profile(Rest, "xml"), 480, "<items>", "</items>",
        i => $"<item><sku>S-{i % 500}</sku><place>P-{i / 500}</place><at>2020-04-01T09:00:00+09:00</at><note>n{i}</note><qty>{i % 97}</qty></item>");

    [Fact]
    public async Task A_line_of_gs1_xml_stays_in_its_budget() => await RequireAsync(
        PathFeed.Profile("\"constants\":{\"unit\":\"EA\"}", "gs1-inventory"), 480,
        "<inventoryReport><creationDateTime>2020-04-01T09:00:00+09:00</creationDateTime>", "</inventoryReport>",
        i => $"<tradeItemInventoryStatus><inventoryLocation><additionalPartyIdentification>W-{i / 500}</additionalPartyIdentification>"
            + $"</inventoryLocation><additionalTradeItemIdentification>S-{i % 500}</additionalTradeItemIdentification>"
            + $"<tradeItemQuantity measurementUnitCode=\"EA\">{i % 97}</tradeItemQuantity>"
            + "<inventoryDispositionCode>sellable_accessible</inventoryDispositionCode></tradeItemInventoryStatus>");

    private static async Task RequireAsync(FeedProfile profile, int budget, string begin, string end, Func<int, string> line)
    {
        const int Few = 500;
        const int Many = 32_500;
        long few = await AllocatedAsync(profile, File(Few, begin, end, line), Few);
        long many = await AllocatedAsync(profile, File(Many, begin, end, line), Many);
        Assert.InRange((many - few) / (Many - Few), 0, budget);
    }

    private static byte[] File(int lines, string begin, string end, Func<int, string> line)
    {
        var text = new StringBuilder(begin);
        for (int i = 0; i < lines; i++)
            text.Append(CultureInfo.InvariantCulture, $"{line(i)}");
        return Encoding.UTF8.GetBytes(text.Append(end).ToString());
    }

    private static async Task<long> AllocatedAsync(FeedProfile profile, byte[] file, int lines)
    {
        StockRegistry registry = TestFeed.Registry(profile);
        Assert.True(AdapterCatalog.TryFind(profile, out IStockAdapter? adapter));
        var delivery = new Delivery(TestFeed.ReceivedAt);
        // The first reading compiles and fills what is made once.
        await adapter.ReadAsync(new MemoryStream(file), profile, registry, delivery, CancellationToken.None);
        long before = GC.GetAllocatedBytesForCurrentThread();
        FeedReading reading = await adapter.ReadAsync(
            new MemoryStream(file), profile, registry, delivery, CancellationToken.None);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Null(reading.Failure);
        Assert.Equal(lines, reading.Accepted);
        return allocated;
    }
}
