using System.Text;
using Inventory.Adapters;
using Inventory.Model.Registry;
using Inventory.Model.Rejections;
using Inventory.Model.Snapshots;
using Xunit;

namespace Inventory.Tests.Adapters.Edi;

/// <summary>Whatever arrives, the EDI adapters answer.</summary>
public sealed class EdiRobustnessTests
{
    private const string Report = "UNA:+.? '\r\nUNB+UNOC:3+S:14+R:14+200401:0900+7'UNH+1+INVRPT:D:96A:UN'BGM+35+1+9'DTM+366:20200401:102'"
        + "NAD+WH+W1'LIN+1++4901234567894:EN'QTY+145:9:PCE'QTY+66:2:PCE'LOC+14+S?+1'LIN+2'PIA+5+A:SA'INV+1++1'QTY+145:1.5:KGM'"
        + "DTM+179:202004010900:203'GIN+BX+L'CPS+1'UNT+16+1'UNZ+1+7'";

    private const string Advice = "ISA*00*          *00*          *ZZ*S              *ZZ*R              *200401*0900*U*00401*000000005*0*P*>~"
        + "GS*IB*S*R*20200401*0900*5*X*004010~ST*846*1~BIA*00*SI*1*20200401~DTM*007*20200401*0900*GM~N1*WH*N*92*W1~LIN*1*UP*012345678905*VN*A~"
        + "QTY*33*9*EA~SCH*4*EA*WH*A*097*20200401~SDQ*EA*92*S*5~REF*LT*L~QTY*27*1~UIT*EA~CTT*1*10~SE*12*1~GE*1*5~IEA*1*000000005~";

    public static TheoryData<string> Formats => ["edifact-invrpt", "x12-846"];

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task A_file_cut_at_any_byte_is_answered_and_a_full_feed_never_takes_it(string format)
    {
        byte[] whole = Bytes(format);
        FeedProfile full = Profile(format) with { Scope = SnapshotScope.Full };
        Assert.Null((await TestFeed.ReadAsync(whole, full)).Failure);
        for (int length = 0; length < whole.Length; length++)
        {
            FeedReading reading = await TestFeed.ReadAsync(whole[..length], full);
            bool isTrailerWhole = length >= whole.Length - (format == "x12-846" ? 17 : 8);
            Assert.True(reading.Failure is not null || isTrailerWhole, $"cut at {length}");
            await TestFeed.ReadAsync(whole[..length], Profile(format));
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Any_changed_byte_is_answered(string format)
    {
        byte[] whole = Bytes(format);
        byte[] values = [0, 10, 13, 28, 32, 39, 42, 43, 45, 46, 58, 63, 65, 126, 200, 255];
        int kept = 0;
        for (int at = 0; at < whole.Length; at++)
        {
            foreach (byte value in values)
            {
                byte old = whole[at];
                whole[at] = value;
                FeedReading reading = await TestFeed.ReadAsync(whole, Profile(format));
                whole[at] = old;
                Assert.Equal(reading.Accepted, reading.Snapshots.Sum(x => x.Lines.Count));
                Assert.Equal(reading.Rejected > 0 || reading.Failure is not null, reading.Rejections.Count > 0);
                kept += reading.Snapshots.Count > 0 ? 1 : 0;
            }
        }

        Assert.InRange(kept, whole.Length, whole.Length * values.Length);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task A_body_in_pieces_of_any_size_gives_the_same(string format)
    {
        FeedProfile profile = Profile(format);
        Assert.True(AdapterCatalog.TryFind(profile, out IStockAdapter? adapter));
        string expected = string.Join('\n', EdiFile.Lines(await TestFeed.ReadAsync(Bytes(format), profile)));
        foreach (int piece in (int[])[1, 2, 3, 7, 50])
        {
            using var body = new TricklingStream(Bytes(format), piece);
            FeedReading reading = await adapter.ReadAsync(
                body, profile, TestFeed.Registry(profile), new Delivery(TestFeed.ReceivedAt), CancellationToken.None);
            Assert.Equal(expected, string.Join('\n', EdiFile.Lines(reading)));
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task An_endless_segment_is_refused(string format)
    {
        byte[] endless = [.. Bytes(format)[..150], .. Enumerable.Repeat((byte)'X', 300_000)];
        Assert.Equal(RejectionReason.RowTooLong, (await TestFeed.ReadAsync(endless, Profile(format))).Failure?.Reason);
    }

    [Fact]
    public async Task An_item_with_quantities_without_end_is_refused_and_the_next_one_read()
    {
        var text = new StringBuilder("LIN*1*VN*A~");
        for (int i = 0; i < 10_500; i++)
            text.Append("QTY*33*1~");
        FeedReading reading = await EdiFile.ReadAsync(EdiFile.AdviceOf(text + "LIN*2*VN*B~QTY*33*2~"));
        Assert.Equal(["W1 B onHand 2 EA"], EdiFile.Lines(reading));
        Assert.Equal(RejectionReason.RowTooLong, Assert.Single(reading.Rejections).Reason);
    }

    // A kept line costs its place in the lists of the assembler, the validator and the snapshot; one that states no level
    // costs nothing but the reading, and segments, elements and numbers are read without a copy.
    [Theory]
    [InlineData("edifact-invrpt", "145", 720)]
    [InlineData("edifact-invrpt", "21", 2)]
    [InlineData("x12-846", "33", 720)]
    [InlineData("x12-846", "63", 2)]
    public async Task Memory_per_line_stays_within_its_budget(string format, string code, int budget)
    {
        const int Few = 2_000;
        const int Many = 12_000;
        await AllocatedAsync(format, code, Few);
        long few = await AllocatedAsync(format, code, Few);
        long many = await AllocatedAsync(format, code, Many);
        Assert.InRange((many - few) / (Many - Few), 0, budget);
    }

    private static async Task<long> AllocatedAsync(string format, string code, int lines)
    {
        bool isX12 = format == "x12-846";
        var text = new StringBuilder();
        for (int i = 0; i < lines; i++)
            text.Append(isX12 ? $"LIN*{i}*VN*A-{i % 50}~QTY*{code}*{i % 97}*EA~" : $"LIN+{i}++A-{i % 50}:SA'QTY+{code}:{i % 97}:PCE'");
        byte[] bytes = Encoding.ASCII.GetBytes(isX12 ? EdiFile.AdviceOf(text.ToString()) : EdiFile.Report(text.ToString()));
        // The whole reading of a body in memory runs on this thread.
        long before = GC.GetAllocatedBytesForCurrentThread();
        FeedReading reading = await TestFeed.ReadAsync(bytes, Profile(format));
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Null(reading.Failure);
        return allocated;
    }

    private static FeedProfile Profile(string format) => format == "x12-846" ? EdiFile.Advice : EdiFile.Invrpt;

    private static byte[] Bytes(string format) => Encoding.Latin1.GetBytes(format == "x12-846" ? Advice : Report);
}
