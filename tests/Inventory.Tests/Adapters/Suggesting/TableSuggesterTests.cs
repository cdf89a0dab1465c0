using System.Text;
using Inventory.Adapters;
using Inventory.Adapters.Suggesting;
using Inventory.Model.Registry;
using Inventory.Model.Rejections;
using Inventory.Model.Snapshots;
using Xunit;

namespace Inventory.Tests.Adapters.Suggesting;

public sealed class TableSuggesterTests
{
    private const string Rows = "A-1,10\r\nA-2,20\r\nA-3,0\r\n";

    [Fact]
    public async Task What_the_file_does_not_tell_is_asked_and_not_guessed()
    {
        ProfileSuggestion suggestion = await SuggestAsync("商品コード,在庫数\r\n" + Rows);
        Assert.Equal(["asOf", "location", "scope", "unit"], suggestion.Blanks.Select(x => x.Field).Order());
        Assert.Empty(suggestion.Profile!.Constants);
        Assert.Equal(SnapshotScope.Partial, suggestion.Profile.Scope);
        Assert.All(suggestion.Blanks, x => Assert.True(x.Question.Ja.Length > 0 && x.Question.En.Length > 0));
    }

    [Fact]
    public async Task What_was_answered_is_not_asked_again()
    {
        using var body = new MemoryStream(Encoding.UTF8.GetBytes("商品コード,在庫数\r\n" + Rows));
        ProfileSuggestion suggestion = await FileSuggester.SuggestAsync(
            body,
            new SuggestionHints
            {
                Participant = TestFeed.Shop, Location = "0001", Unit = "枚", Scope = SnapshotScope.Full, FileName = "zaiko_20200401.csv",
            },
            CancellationToken.None);
        Assert.Empty(suggestion.Blanks);
        Assert.Equal("0001", suggestion.Profile!.Constants["location"]);
        Assert.Equal("枚", suggestion.Profile.Constants["unit"]);
        Assert.Equal(FeedProfile.Reject, (await WithRegistryAsync("0001")).Profile!.UnknownLocation);
        Assert.Equal(FeedProfile.Accept, (await WithRegistryAsync("9999")).Profile!.UnknownLocation);
    }

    [Theory]
    [InlineData("在庫数(枚)", "枚")]
    [InlineData("在庫（箱）", "箱")]
    [InlineData("在庫数[単位:ロール]", "ロール")]
    public async Task A_unit_in_the_header_becomes_the_unit(string name, string unit)
    {
        ProfileSuggestion suggestion = await SuggestAsync($"商品コード,{name}\r\n" + Rows);
        Assert.Equal(unit, suggestion.Profile!.Constants["unit"]);
        Assert.DoesNotContain(suggestion.Blanks, x => x.Field == "unit");
    }

    [Fact]
    public async Task A_header_of_two_rows_is_joined_and_its_columns_are_counted()
    {
        ProfileSuggestion suggestion = await SuggestAsync(
            "商品,,在庫,,受注,\r\nコード,名称,数量,金額,数量,金額\r\nA-1,マスク,10,100,1,10\r\nA-2,紙,20,200,2,20\r\n");
        Assert.Equal("item=0 quantity=2", Mapping.Of(suggestion));
        Assert.Equal("在庫 数量", suggestion.Columns[2].Name);
        Assert.Equal(2, suggestion.HeaderRow);
        Assert.False(suggestion.Profile!.Header);
        Assert.Equal(2, suggestion.Profile.SkipLines);
        Assert.Equal("plan", suggestion.Columns[4].Field);
    }

    [Fact]
    public async Task Plans_are_told_as_plans_with_reasons_in_both_languages()
    {
        ProfileSuggestion suggestion = await SuggestAsync("商品コード,受注数,予定在庫数,在庫数\r\nA-1,1,2,3\r\nA-2,1,2,3\r\n");
        Assert.Equal([null, "plan", "plan"], suggestion.Columns.Take(3).Select(x => x.Field == "item" ? null : x.Field));
        Assert.Equal("quantity", suggestion.Columns[3].Field);
        Assert.All(suggestion.Columns, x => Assert.All(x.Evidence, y => Assert.True(y.Ja.Length > 0 && y.En.Length > 0)));
    }

    [Fact]
    public async Task Two_stocks_are_a_question_and_no_coin_toss()
    {
        ProfileSuggestion suggestion = await SuggestAsync("商品コード,店頭在庫数,倉庫在庫数\r\nA-1,1,2\r\nA-2,3,4\r\n");
        Assert.True(suggestion.Confidence < ProfileSuggestion.SureFrom);
        Assert.Contains(suggestion.Blanks, x => x.Field == "quantity" && x.Question.Ja.Contains("倉庫在庫数"));
    }

    [Fact]
    public async Task A_status_word_nobody_knows_is_asked_about()
    {
        ProfileSuggestion known = await SuggestAsync("商品コード,在庫数,在庫区分\r\nA-1,1,良品\r\nA-2,3,不良品\r\n");
        Assert.Equal("onHold", known.Profile!.Statuses["不良品"]);
        ProfileSuggestion unknown = await SuggestAsync("商品コード,在庫数,在庫区分\r\nA-1,1,良品\r\nA-2,3,ぬ\r\n");
        Assert.Contains(unknown.Blanks, x => x.Field == "status");
        Assert.True(unknown.Confidence < ProfileSuggestion.SureFrom);
    }

    [Theory]
    [InlineData("UNB+UNOA:1+A+B+200401:0900+1'UNH+1+INVRPT:D:96A:UN'", "edifact-invrpt")]
    [InlineData("ISA*00*          *00*", "x12-846")]
    [InlineData("{\"inventory_levels\":[{\"inventory_item_id\":1}]}", "json")]
    [InlineData("<?xml version=\"1.0\"?><x:logisticsInventoryReportMessage/>", "gs1-inventory")]
    [InlineData("{\"type\":\"EPCISDocument\"}", "epcis")]
    public async Task A_format_that_is_no_table_is_told_by_its_first_bytes(string text, string format)
    {
        ProfileSuggestion suggestion = await SuggestAsync(text);
        Assert.Equal(format, suggestion.Profile!.Format);
        Assert.True(suggestion.Confidence < ProfileSuggestion.SureFrom);
        Assert.Contains(suggestion.Blanks, x => x.Field == "format");
    }

    [Theory]
    [InlineData(new byte[] { }, RejectionReason.Empty)]
    [InlineData(new byte[] { 0x25, 0x50, 0x44, 0x46, 0x2D }, RejectionReason.FormatMismatch)]
    [InlineData(new byte[] { 0x50, 0x4B, 0x03, 0x04, 0x00 }, RejectionReason.Truncated)]
    public async Task What_is_no_table_is_refused_with_a_reason(byte[] file, RejectionReason reason) =>
        Assert.Equal(reason, (await Mapping.SuggestAsync(file)).Failure!.Value.Reason);

    [Theory]
    [InlineData(932, "cp932")]
    [InlineData(51932, "euc-jp")]
    [InlineData(1200, "utf-16")]
    [InlineData(65001, "utf-8")]
    public async Task The_encoding_is_found_and_the_profile_reads_by_it(int codePage, string name)
    {
        Encoding encoding = codePage is 932 or 51932 ? TestFeed.CodePage(codePage) : Encoding.GetEncoding(codePage);
        byte[] file = encoding.GetBytes("商品コード;商品名;在庫数\r\nA-1;不織布マスク;10\r\nA-2;トイレットペーパー;20\r\n");
        ProfileSuggestion suggestion = await Mapping.SuggestAsync(file, location: "0001");
        Assert.Equal(name, suggestion.Profile!.Encoding);
        Assert.Equal(";", suggestion.Profile.Delimiter);
        FeedReading reading = await Mapping.LoopAsync(suggestion.Profile, file);
        Assert.Equal(2, reading.Accepted);
    }

    private static Task<ProfileSuggestion> SuggestAsync(string text) => Mapping.SuggestAsync(Encoding.UTF8.GetBytes(text));

    private static Task<ProfileSuggestion> WithRegistryAsync(string location)
    {
        var body = new MemoryStream(Encoding.UTF8.GetBytes("商品コード,在庫数\r\n" + Rows));
        return FileSuggester.SuggestAsync(
            body,
            new SuggestionHints { Participant = TestFeed.Shop, Location = location, Registry = TestFeed.Registry() },
            CancellationToken.None);
    }
}
