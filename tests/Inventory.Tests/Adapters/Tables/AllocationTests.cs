using System.Text;
using Inventory.Adapters;
using Inventory.Model.Registry;
using Xunit;

namespace Inventory.Tests.Adapters.Tables;

public sealed class AllocationTests
{
    // What is kept of a line: 24 bytes, in pages that are not copied when there are more. The rest is room in the last
    // page and what the reading of a longer file takes once.
    private const int BytesPerLineMax = 32;

    [Theory]
    [InlineData("4901234567894,12,枚,0001,2020/4/1 9:05\n")]
    [InlineData("A-1,\"1,234\",箱,0002,令和2年4月1日\n")]
    [InlineData("A-1,12,甲,0002,2.4.1\n")]
    [InlineData("4901234567890,12,,0001,\n")]
    public async Task A_line_of_known_words_allocates_little_beyond_what_is_kept_of_it(string line)
    {
        const int Few = 500;
        const int Many = 32_500;
        long few = await AllocatedAsync(line, Few);
        long many = await AllocatedAsync(line, Many);
        Assert.InRange((many - few) / (Many - Few), 0, BytesPerLineMax);
    }

    private static async Task<long> AllocatedAsync(string line, int lines)
    {
        FeedProfile profile = TestFeed.Profile;
        StockRegistry registry = TestFeed.Registry(profile);
        byte[] bytes = Encoding.UTF8.GetBytes("JAN,在庫,単位,店舗,時点\n" + string.Concat(Enumerable.Repeat(line, lines)));
        Assert.True(AdapterCatalog.TryFind(profile, out IStockAdapter? adapter));
        var delivery = new Delivery(TestFeed.ReceivedAt);
        // The first reading compiles and fills what is made once.
        await adapter.ReadAsync(new MemoryStream(bytes), profile, registry, delivery, CancellationToken.None);
        long before = GC.GetAllocatedBytesForCurrentThread();
        FeedReading reading = await adapter.ReadAsync(
            new MemoryStream(bytes), profile, registry, delivery, CancellationToken.None);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(lines, reading.Accepted);
        return allocated;
    }
}
