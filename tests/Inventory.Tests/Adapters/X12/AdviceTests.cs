using Inventory.Adapters;
using Inventory.Model.Registry;
using Inventory.Model.Rejections;
using Inventory.Model.Snapshots;
using Inventory.Tests.Adapters.Edi;
using Xunit;
using static Inventory.Tests.Adapters.Edi.EdiFile;

namespace Inventory.Tests.Adapters.X12;

public sealed class AdviceTests
{
    private const string Item = "LIN*1*VN*A-1~";

    [Theory]
    [InlineData('*', '>', "~")]
    [InlineData('|', '>', "\n")]
    [InlineData('~', '>', "}\r\n  ")]
    [InlineData('~', '>', "?")]
    [InlineData('*', '>', "\r\n")]
    [InlineData('*', ':', "~\n")]
    [InlineData('\u001D', '\u001F', "\u001C")]
    public async Task Separators_come_from_the_header_alone(char element, char component, string terminator)
    {
        string text = AdviceOf(Item + "QTY*33*12*EA~LIN**VN*A-2~QTY*33*0*EA>1~");
        text = text.Replace("~", "\0", StringComparison.Ordinal).Replace('*', element).Replace('>', component).Replace("\0", terminator, StringComparison.Ordinal);
        FeedReading reading = await ReadAsync(text);
        Assert.Null(reading.Failure);
        Assert.Equal(["W1 A-1 onHand 12 EA", "W1 A-2 onHand 0 EA"], Lines(reading));
        Assert.Empty(Kinds(reading));
    }

    [Theory]
    [InlineData("SENDER         *", "A-SENDER-WITH-A-LONG-NAME*")]
    [InlineData("*00*          *00*          *", "*00**00**")]
    public async Task A_header_with_fields_of_wrong_width_is_read(string from, string to) =>
        Assert.Equal(["W1 A-1 onHand 1 EA"], Lines(await ReadAsync(AdviceOf(Item + "QTY*33*1~").Replace(from, to, StringComparison.Ordinal))));

    [Fact]
    public async Task Schedules_at_the_reports_date_are_the_stock_by_place_and_later_ones_are_to_come()
    {
        const string Parts = "SCH*5*EA*WH*NORTH*097*20200401~SCH*3*EA*WH*SOUTH*097*20200401~SCH*9*EA*WH*NORTH*018*20200420~SCH*4*EA***018*20200401~";
        FeedReading reading = await ReadAsync(AdviceOf(Item + "QTY*33*8*EA~LS*SCH~" + Parts + "LE*SCH~"));
        Assert.Equal(["NORTH A-1 onHand 5 EA", "SOUTH A-1 onHand 3 EA"], Lines(reading));
        Assert.Empty(Kinds(reading));
        Assert.Equal(["partsMismatch"], Kinds(await ReadAsync(AdviceOf(Item + "QTY*33*10*EA~" + Parts))));
        reading = await ReadAsync(AdviceOf(Item + "QTY*33*8*EA~" + Parts), edi: new EdiMapping { Schedules = "ignore" });
        Assert.Equal(["W1 A-1 onHand 8 EA"], Lines(reading));
    }

    [Fact]
    public async Task Store_quantities_count_only_where_the_profile_says_so()
    {
        string text = AdviceOf(Item + "QTY*33*8*EA~SDQ*EA*92*S1*5*S2*3~");
        FeedReading reading = await ReadAsync(text);
        Assert.Equal(["W1 A-1 onHand 8 EA"], Lines(reading));
        Assert.Equal(["unknownQualifier"], Kinds(reading));
        reading = await ReadAsync(text, edi: new EdiMapping { StoreQuantities = "locations" });
        Assert.Equal(["S1 A-1 onHand 5 EA", "S2 A-1 onHand 3 EA"], Lines(reading));
        Assert.Empty(Kinds(reading));
    }

    [Fact]
    public async Task Codes_give_statuses_and_the_unit_may_follow_in_a_segment_of_its_own()
    {
        FeedReading reading = await ReadAsync(AdviceOf(
            Item + "QTY*17*100~UIT*CS~QTY*27*30*CS~QTY*QH*5~UIT*CS~QTY*63*50*CS~QTY*IQ*7*CS~QTY*02*9*CS~"));
        Assert.Equal(["W1 A-1 onHand 65 CS", "W1 A-1 allocated 30 CS", "W1 A-1 onHold 5 CS", "W1 A-1 inTransit 7 CS"], Lines(reading));
        Assert.Equal(["unknownQualifier"], Kinds(reading));
    }

    [Fact]
    public async Task What_is_for_sale_counts_before_what_is_on_hand() =>
        Assert.Equal(["W1 A-1 onHand 80 EA"], Lines(await ReadAsync(AdviceOf(Item + "QTY*17*100*EA~QTY*33*80*EA~"))));

    [Theory]
    [InlineData("LIN*1*UK*04901234567894~", "04901234567894", false)]
    [InlineData("LIN**MG*M-1**X*IN*B-1*VP*A-1~", "A-1", false)]
    [InlineData("LIN*1*VN*V-1*SK*A-1*UP*012345678901~", "A-1", true)]
    [InlineData("LIN*1*MF*MAKER NAME*BP*A-1*EC*9~", "A-1", false)]
    [InlineData("LIN*1*UI*01234567890~", "00012345678905", false)]
    public async Task The_item_is_found_among_the_pairs_wherever_it_stands(string item, string id, bool isWarned)
    {
        FeedReading reading = await ReadAsync(AdviceOf(item + "QTY*33*1~"));
        Assert.Equal([$"W1 {id} onHand 1 EA"], Lines(reading));
        Assert.Equal(isWarned ? ["checkDigit"] : [], Kinds(reading));
    }

    [Theory]
    [InlineData("DTM*007*20200330*1530*GM~", "2020-03-30T15:30:00+00:00")]
    [InlineData("DTM*097*20200331~DTM*007*20200330*1530~", "2020-03-30T15:30:00+09:00")]
    [InlineData("DTM*007*20200330*1530*ET~", "2020-03-30T15:30:00-04:00")]
    [InlineData("DTM*007*20200130*1530*ET~", "2020-01-30T15:30:00-05:00")]
    [InlineData("DTM*007*20200330*1530*24~", "2020-03-30T15:30:00-01:00")]
    [InlineData("DTM*007*****RD8*20200301-20200330~", "2020-03-30T23:59:59+09:00")]
    [InlineData("DTM*036*20210101~", "2020-04-01T18:30:00+09:00")]
    public async Task The_as_of_is_the_effective_date_before_the_advices(string head, string expected)
    {
        FeedReading reading = await ReadAsync(AdviceOf(Item + "QTY*33*1~", head + "N1*WH**92*W1~"));
        Assert.Equal(DateTimeOffset.Parse(expected), reading.Snapshots.Single().AsOf);
    }

    [Fact]
    public async Task Places_and_dates_may_stand_within_an_item()
    {
        FeedReading reading = await ReadAsync(AdviceOf(
            Item + "QTY*33*5~QTY*02*1~DTM*405*20200330~N1*WH*Center*92*DC1~LIN*2*VN*A-2~QTY*33*4~LIN*3*VN*A-3~N1*WH**92*D1~QTY*33*1~N1*WH**92*D2~QTY*33*2~"));
        Assert.Equal(["DC1 A-1 onHand 5 EA", "W1 A-2 onHand 4 EA", "D1 A-3 onHand 1 EA", "D2 A-3 onHand 2 EA"], Lines(reading));
        Assert.Equal(30, reading.Snapshots[0].AsOf.Day);
    }

    [Theory]
    [InlineData("SE*6*0001", "SE*9*0001", "SE01")]
    [InlineData("SE*6*0001", "SE*6*0009", "SE02")]
    [InlineData("GE*1*5", "GE*2*5", "GE01")]
    [InlineData("IEA*1*000000005", "IEA*1*000000006", "IEA02")]
    [InlineData("SE*6", "CTT*2*1~SE*7", "CTT01")]
    [InlineData("SE*6", "CTT*1*7~SE*7", "CTT02")]
    public async Task A_wrong_control_count_warns_and_refuses_only_where_the_profile_says_so(string from, string to, string field)
    {
        string text = AdviceOf(Item + "QTY*33*1~", "N1*WH**92*W1~").Replace(from, to, StringComparison.Ordinal);
        FeedReading reading = await ReadAsync(text);
        Assert.Equal(["controlCount"], Kinds(reading));
        Assert.StartsWith(field, reading.Warnings.Single(x => x.Kind == "controlCount").Value, StringComparison.Ordinal);
        Assert.Equal(field, (await ReadAsync(text, Advice with { WrongControlCount = "reject" })).Failure?.Field);
    }

    [Theory]
    [InlineData("997", RejectionReason.FormatMismatch)]
    [InlineData("850", RejectionReason.FormatMismatch)]
    public async Task Other_transactions_are_not_this_feeds_format(string kind, RejectionReason reason) =>
        Assert.Equal(reason, (await ReadAsync(AdviceOf(Item).Replace("ST*846", "ST*" + kind, StringComparison.Ordinal))).Failure?.Reason);

    [Theory]
    [InlineData("ST*846*0001~BIA*00*SI*1*20200401~", RejectionReason.EnvelopeMissing)]
    [InlineData("UNA:+.? 'UNB+UNOA:2+", RejectionReason.FormatMismatch)]
    [InlineData("STX=ANAA:1+5012345000008'", RejectionReason.FormatMismatch)]
    [InlineData("item,quantity\n1,2", RejectionReason.FormatMismatch)]
    [InlineData("ISA*00*", RejectionReason.FormatMismatch)]
    [InlineData("", RejectionReason.Empty)]
    public async Task What_is_no_interchange_is_refused_whole(string text, RejectionReason reason) =>
        Assert.Equal(reason, (await TestFeed.ReadAsync(text, Advice)).Failure?.Reason);

    [Fact]
    public async Task A_wrong_number_is_named_by_its_segment_and_element()
    {
        FeedReading reading = await ReadAsync(AdviceOf(Item + "QTY*33*1,234*EA~LIN*2*VN*A-2~QTY*33**EA~LIN*3*VN*A-3~"));
        Rejection rejection = Assert.Single(reading.Rejections);
        Assert.Equal(("QTY02", "1,234", RejectionReason.QuantityInvalid, 8L),
            (rejection.Field, rejection.Value, rejection.Reason, rejection.Source.Segment));
        Assert.Equal(2, reading.Unknown);
    }

    [Fact]
    public async Task A_word_for_changes_makes_nothing_gone()
    {
        FeedProfile full = Advice with { Scope = SnapshotScope.Full, Edi = new EdiMapping { DeltaReports = ["CH"] } };
        Assert.Equal(SnapshotScope.Full, (await ReadAsync(AdviceOf(Item + "QTY*33*1~"), full)).Snapshots.Single().Scope);
        Assert.Equal(SnapshotScope.Partial, (await ReadAsync(AdviceOf(Item + "QTY*33*1~", kind: "00*CH"), full)).Snapshots.Single().Scope);
    }

    [Fact]
    public async Task Several_interchanges_with_separators_of_their_own_are_read()
    {
        string second = AdviceOf("LIN*2*VN*A-2~QTY*33*2~").Replace('*', '|').Replace('~', '\n');
        Assert.Equal(["W1 A-1 onHand 1 EA", "W1 A-2 onHand 2 EA"], Lines(await ReadAsync(AdviceOf(Item + "QTY*33*1~") + second)));
    }
}
