using System.Text;
using Inventory.Adapters;
using Inventory.Model.Rejections;
using Xunit;

namespace Inventory.Tests.Adapters.Fuzz;

/// <summary>Inputs that once broke a rule, each with the rule.</summary>
public sealed class FoundByFuzzTests
{
    [Theory]
    [InlineData("xml")]
    [InlineData("gs1-inventory")]
    [InlineData("epcis")]
    public async Task A_mark_of_an_encoding_that_XML_readers_do_not_have_is_refused(string feed)
    {
        // The byte order mark of UCS-4 in an order that nobody writes.
        byte[] bytes = [0x00, 0x00, 0xFE, 0xFF, .. "<?xml version=\"1.0\"?><a/>"u8];
        FeedReading reading = await ReadAsync(feed, new MemoryStream(bytes));
        Assert.NotNull(reading.Failure);
    }

    [Theory]
    [InlineData("095211419223372036854775808")]
    [InlineData("1")]
    [InlineData("")]
    public async Task A_serial_of_a_key_that_is_no_GTIN_is_answered(string key)
    {
        string serials = string.Join(',', Enumerable.Range(0, 3).Select(x => $"\"https://id.gs1.org/01/{key}/21/{new string('9', x * 300)}{x}\""));
        string text = $$"""{"type":"ObjectEvent","eventTime":"2020-04-01T09:00:00Z","eventTimeZoneOffset":"+00:00","action":"ADD","epcList":[{{serials}}]}""";
        await ReadAsync("epcis", new MemoryStream(Encoding.UTF8.GetBytes(text)));
    }

    [Fact]
    public async Task What_a_file_of_records_is_does_not_depend_on_how_its_bytes_arrive()
    {
        byte[] bytes = Encoding.UTF8.GetBytes("  <?xml version=\"1.0\"?><stock>" + new string('x', 600) + "</stock>");
        foreach (int piece in new[] { 1, 2, 7, 4096 })
        {
            FeedReading reading = await ReadAsync("fixed-width", new TricklingStream(bytes, piece));
            Assert.Equal(RejectionReason.FormatMismatch, reading.Failure?.Reason);
        }
    }

    [Theory]
    [InlineData("x12-846")]
    [InlineData("edifact-invrpt")]
    public async Task What_is_no_interchange_is_named_the_same_however_it_arrives(string feed)
    {
        byte[] bytes = Encoding.UTF8.GetBytes("[{\"item\":1},{\"item\":2},{\"item\":3},{\"item\":4}]");
        Rejection? whole = (await ReadAsync(feed, new MemoryStream(bytes))).Failure;
        Assert.NotNull(whole);
        foreach (int piece in new[] { 1, 2, 7 })
            Assert.Equal(whole, (await ReadAsync(feed, new TricklingStream(bytes, piece))).Failure);
    }

    [Theory]
    [InlineData("gs1-inventory", "logisticsInventoryReport")]
    [InlineData("epcis", "EPCISDocument")]
    public async Task Names_and_attributes_without_end_are_refused_before_they_fill_the_memory(string feed, string root)
    {
        string names = string.Concat(Enumerable.Range(0, 20_000).Select(x => $"<a{x}/>"));
        FeedReading named = await ReadAsync(feed, new MemoryStream(Encoding.UTF8.GetBytes($"<{root}>{names}</{root}>")));
        Assert.Equal(RejectionReason.TooLarge, named.Failure?.Reason);
        string attributes = string.Concat(Enumerable.Repeat(" a=\"\"", 20_000));
        FeedReading wide = await ReadAsync(feed, new MemoryStream(Encoding.UTF8.GetBytes($"<{root}{attributes}></{root}>")));
        Assert.Equal(RejectionReason.RowTooLong, wide.Failure?.Reason);
    }

    private static async Task<FeedReading> ReadAsync(string feed, Stream body)
    {
        FuzzFeed read = FuzzFeeds.All.Single(x => x.Profile.Id == feed);
        Assert.True(AdapterCatalog.TryFind(read.Profile, out IStockAdapter? adapter));
        return await adapter.ReadAsync(body, read.Profile, read.Registry, new Delivery(TestFeed.ReceivedAt), CancellationToken.None);
    }
}
