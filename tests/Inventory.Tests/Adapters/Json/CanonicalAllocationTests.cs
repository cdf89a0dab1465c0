using System.Text;
using Inventory.Adapters;
using Inventory.Model.Registry;
using Xunit;

namespace Inventory.Tests.Adapters.Json;

public sealed class CanonicalAllocationTests
{
    private static readonly FeedProfile Neutral = TestFeed.Profile with { Format = "canonical-json" };

    // The window and the buffer that a record grows in have doubled to hold it, on top of what is kept of a line. A
    // text of its own (a lot, an item nobody registered) comes on top; a record that the fast way declines is read
    // through a document.
    [Theory]
    [InlineData("""{"item":"shop-01:A-1","quantity":5,"unit":"ST"}""", 900)]
    [InlineData("""{ "unit": "\u679a", "quantity": 5, "item": "4901234567894", "x-row": 7 }""", 1_050)]
    [InlineData("""{"item":"shop-01:??","quantity":-1.5,"unit":"??","asOf":"2020-01-01T00:00:00Z","owner":"maker-01"}""", 1_250)]
    [InlineData("""{"item":"shop-01:A-1","quantity":5,"unit":"ST","colour":"red"}""", 2_000)]
    public async Task A_line_of_one_record_allocates_little_beyond_what_is_kept_of_it(string line, int bytesMax)
    {
        const int Few = 500;
        const int Many = 16_500;
        long few = await AllocatedAsync(line, Few, 1);
        long many = await AllocatedAsync(line, Many, 1);
        Assert.InRange((many - few) / (Many - Few), 0, bytesMax);
    }

    // 30 lines a record, as most places send: what is kept and nothing that doubles.
    [Fact]
    public async Task A_line_of_many_records_allocates_what_is_kept_of_it()
    {
        const string Line = """{"item":"shop-01:A-1","quantity":5,"unit":"ST"}""";
        long few = await AllocatedAsync(Line, 30, 20);
        long many = await AllocatedAsync(Line, 30, 1_020);
        Assert.InRange((many - few) / 30_000, 0, 280);
    }

    private static async Task<long> AllocatedAsync(string line, int lines, int records)
    {
        StockRegistry registry = TestFeed.Registry(Neutral);
        string head = """{"specVersion":"1.0","snapshotId":"s-1","sender":"shop-01","location":"shop-01:0001","asOf":"2020-04-01T09:00:00+09:00","scope":"full","lines":[""";
        string record = head + string.Join(",", Enumerable.Repeat(line, lines)) + "]}\n";
        byte[] bytes = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(record, records)));
        Assert.True(AdapterCatalog.TryFind(Neutral, out IStockAdapter? adapter));
        var delivery = new Delivery(TestFeed.ReceivedAt, "body.ndjson");
        // The first reading compiles and fills what is made once.
        await adapter.ReadAsync(new MemoryStream(bytes), Neutral, registry, delivery, CancellationToken.None);
        long before = GC.GetAllocatedBytesForCurrentThread();
        FeedReading reading = await adapter.ReadAsync(
            new MemoryStream(bytes), Neutral, registry, delivery, CancellationToken.None);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal((long)lines * records, reading.Accepted);
        return allocated;
    }
}
