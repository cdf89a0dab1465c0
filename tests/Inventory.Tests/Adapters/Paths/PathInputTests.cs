using System.Text;
using Inventory.Adapters;
using Inventory.Model.Registry;
using Inventory.Model.Rejections;
using Xunit;

namespace Inventory.Tests.Adapters.Paths;

/// <summary>Wrong, cut and hostile JSON and XML are refused with a reason; nothing throws and nothing grows.</summary>
public sealed class PathInputTests
{
    private const string Good = """{"items":[{"sku":"A","place":"1","qty":1}]}""";

    private static readonly FeedProfile Xml = PathFeed.Profile("""
        "constants":{"unit":"EA"},"paths":{"records":[{"path":"/stock/item","fields":{"item":"@sku","location":"place"},
        "quantities":[{"path":"qty"}]}]}
        """, "xml");

    [Theory]
    [InlineData("", RejectionReason.Empty)]
    [InlineData(" \n", RejectionReason.Empty)]
    [InlineData("""{"items":[]}""", RejectionReason.Empty)]
    [InlineData("""{"other":{"a":1}}""", RejectionReason.FormatMismatch)]
    [InlineData("""{"items":[{"sku":"A","place":"1","qty":1},]}""", RejectionReason.JsonMalformed)]
    [InlineData("""{"items":[{"sku":"A","place":"1","qty":1}""", RejectionReason.JsonMalformed)]
    [InlineData("""{"items":[]}}""", RejectionReason.JsonMalformed)]
    [InlineData("<a/>", RejectionReason.JsonMalformed)]
    [InlineData("PK\u0003\u0004", RejectionReason.FormatMismatch)]
    public async Task Json_that_is_not_the_feeds_is_refused_whole(string text, RejectionReason reason)
    {
        FeedReading reading = await PathFeed.ReadAsync(text, PathFeed.Items());
        Assert.Equal(reason, reading.Failure?.Reason);
    }

    [Fact]
    public async Task A_mark_is_taken_and_UTF_16_is_named()
    {
        FeedReading marked = await TestFeed.ReadAsync([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Good)], PathFeed.Items());
        Assert.Equal(1, marked.Accepted);
        FeedReading wide = await TestFeed.ReadAsync(Encoding.Unicode.GetBytes(Good), PathFeed.Items());
        Assert.Equal(RejectionReason.EncodingUnreadable, wide.Failure?.Reason);
    }

    [Fact]
    public async Task Documents_may_follow_one_another_and_a_broken_line_is_refused_alone()
    {
        const string Line = """{"sku":"A","place":"1","qty":1}""";
        FeedReading joined = await PathFeed.ReadAsync(Good + Good, PathFeed.Items());
        Assert.Equal(2, joined.Accepted);
        FeedReading lines = await PathFeed.ReadAsync(
            $"[{Line}]\n[{Line[..^4]}\n[{Line}]\n[{Line}", PathFeed.Items(), "stock.ndjson");
        Assert.Equal((2, 2), (lines.Accepted - 1, lines.Rejected));
        Assert.Equal([2L, 4L], lines.Rejections.Select(x => x.Source.Line));
    }

    [Fact]
    public async Task Deep_and_long_values_are_refused_and_unmapped_ones_are_passed_over()
    {
        string deep = new string('[', 100) + new string(']', 100);
        FeedReading reading = await PathFeed.ReadAsync($$"""{"x":{{deep}},"items":[]}""", PathFeed.Items());
        Assert.Equal(RejectionReason.TooDeep, reading.Failure?.Reason);
        string text = new('y', 300_000);
        reading = await PathFeed.ReadAsync(
            $$"""{"note":"{{text}}","items":[{"sku":"A","place":"1","qty":1,"photo":"{{text}}"},{"sku":"{{text}}","place":"1","qty":1}]}""", PathFeed.Items());
        Assert.Equal((1, 1), (reading.Accepted, reading.Rejected));
        Assert.Equal(RejectionReason.RecordInvalid, reading.Rejections[0].Reason);
    }

    [Fact]
    public async Task Xml_is_read_by_local_names_with_any_prefix_and_places_count_from_one()
    {
        const string Text = """
            <?xml version="1.0"?><p:stock xmlns:p="urn:a" xmlns:q="urn:b"><!-- two --><q:item q:sku="A"><q:place>1</q:place><qty><![CDATA[ 5 ]]></qty></q:item>
            <item sku="B"><place>1</place><qty/></item><item sku="C"><place>1</place><qty>x</qty></item></p:stock>
            """;
        FeedReading reading = await TestFeed.ReadAsync(Text, Xml);
        Assert.Equal((1, 1, 1), (reading.Accepted, reading.Unknown, reading.Rejected));
        Assert.Equal("/stock/item[3]/qty", reading.Rejections.Single().Source.Path);
        FeedReading sjis = await TestFeed.ReadAsync(TestFeed.CodePage(932).GetBytes(
            """<?xml version="1.0" encoding="Shift_JIS"?><stock><item sku="ﾏｽｸ表"><place>本店</place><qty>5</qty></item></stock>"""), Xml);
        Assert.Equal("shop-01:マスク表", sjis.Snapshots.Single().Lines[0].Item.Value);
    }

    [Theory]
    [InlineData("""<!DOCTYPE s [<!ENTITY a "b"><!ENTITY c "&a;&a;&a;">]><stock><item sku="&c;"/></stock>""", RejectionReason.ContentForbidden)]
    [InlineData("""<!DOCTYPE s SYSTEM "file:///etc/passwd"><stock/>""", RejectionReason.ContentForbidden)]
    [InlineData("<stock>&boom;</stock>", RejectionReason.ContentForbidden)]
    [InlineData("<stock><item sku='A'><place>1</place><qty>1</qty></item>", RejectionReason.Truncated)]
    [InlineData("<stock><item></stock>", RejectionReason.RecordInvalid)]
    [InlineData("<other/>", RejectionReason.FormatMismatch)]
    [InlineData("<stock/>", RejectionReason.Empty)]
    [InlineData("{}", RejectionReason.FormatMismatch)]
    [InlineData("", RejectionReason.Empty)]
    public async Task Hostile_or_broken_xml_is_refused_whole(string text, RejectionReason reason)
    {
        FeedReading reading = await TestFeed.ReadAsync(text, Xml);
        Assert.Equal(reason, reading.Failure?.Reason);
    }

    [Fact]
    public async Task Xml_that_nests_or_names_or_attributes_without_end_is_refused()
    {
        var deep = new StringBuilder().Insert(0, "<a>", 5000).ToString();
        Assert.Equal(RejectionReason.TooDeep, (await TestFeed.ReadAsync(deep, Xml)).Failure?.Reason);
        string names = "<stock>" + string.Concat(Enumerable.Range(0, 20_000).Select(x => $"<n{x}/>")) + "</stock>";
        Assert.Equal(RejectionReason.TooLarge, (await TestFeed.ReadAsync(names, Xml)).Failure?.Reason);
        string tag = "<stock " + string.Concat(Enumerable.Range(0, 20_000).Select(x => $"a{x}='1' ")) + "/>";
        Assert.Equal(RejectionReason.RowTooLong, (await TestFeed.ReadAsync(tag, Xml)).Failure?.Reason);
    }
}
