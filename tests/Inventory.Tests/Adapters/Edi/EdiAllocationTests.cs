using System.Text;
using Inventory.Adapters;
using Inventory.Model.Registry;
using Xunit;

namespace Inventory.Tests.Adapters.Edi;

/// <summary>What reading an item leaves behind beside what is kept of it. Both counts of lines fill lists of one size,
/// so that their difference is the reading's alone.</summary>
public sealed class EdiAllocationTests
{
    private const int Few = 17_000;
    private const int Many = 32_000;

    // Rounding, and what the runtime itself may take in the meantime: far less than any object a line.
    private const int BytesPerLineMax = 4;

    // What is kept of a line itself.
    private const int KeptBytes = 24;

    [Theory]
    [InlineData("LIN+1++4901234567894:EN'QTY+145:12:PCE'")]
    [InlineData("LIN+1++4901234567894:EN'PIA+5+A-1:SA'QTY+145:12:PCE'LOC+14+0001::92'DTM+366:20200401:102'")]
    [InlineData("LIN+1++A-1:SA'INV+1++1'QTY+145:12:PCE'NAD+OW+SHOP-01::92'DTM+179:202004010900:203'")]
    public Task An_item_of_a_report_leaves_nothing_behind(string item) =>
        CheckAsync(EdiFile.Invrpt, count => EdiFile.Report(Repeat(item, count)));

    [Theory]
    [InlineData("LIN*1*UK*04901234567894~QTY*33*12*EA~")]
    [InlineData("LIN*1*VN*A-1*UP*012345678905~PID*F****MASK~QTY*33*12~UIT*EA~N1*WH**92*0001~DTM*007*20200401*0900~")]
    public Task An_item_of_an_advice_leaves_nothing_behind(string item) =>
        CheckAsync(EdiFile.Advice, count => EdiFile.AdviceOf(Repeat(item, count)));

    private static string Repeat(string item, int count) => string.Concat(Enumerable.Repeat(item, count));

    private static async Task CheckAsync(FeedProfile profile, Func<int, string> file)
    {
        await AllocatedAsync(profile, file(10), 10);
        long few = await AllocatedAsync(profile, file(Few), Few);
        long many = await AllocatedAsync(profile, file(Many), Many);
        Assert.InRange((many - few) / (Many - Few), -BytesPerLineMax, KeptBytes + BytesPerLineMax);
    }

    private static async Task<long> AllocatedAsync(FeedProfile profile, string file, int lines)
    {
        StockRegistry registry = TestFeed.Registry(profile);
        byte[] bytes = Encoding.ASCII.GetBytes(file);
        Assert.True(AdapterCatalog.TryFind(profile, out IStockAdapter? adapter));
        // The whole reading of a body in memory runs on this thread.
        long before = GC.GetAllocatedBytesForCurrentThread();
        FeedReading reading = await adapter.ReadAsync(
            new MemoryStream(bytes), profile, registry, new Delivery(TestFeed.ReceivedAt), CancellationToken.None);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(lines, reading.Accepted);
        return allocated;
    }
}
