using System.Text;
using Inventory.Adapters;
using Inventory.Model.Registry;
using Inventory.Model.Rejections;
using Inventory.Model.Snapshots;
using Inventory.Tests.Adapters.Edi;
using Xunit;
using static Inventory.Tests.Adapters.Edi.EdiFile;

namespace Inventory.Tests.Adapters.Edifact;

public sealed class InvrptTests
{
    private const string Item = "LIN+1++A-1:SA'";

    [Theory]
    [InlineData("'", "")]
    [InlineData("'\r\n", "")]
    [InlineData("'\n   ", "")]
    [InlineData("\n", "")]
    [InlineData("\r\n", "")]
    [InlineData("\r", "UNA:+.? \r")]
    [InlineData("\r\n", "UNA:+.? \r\n")]
    [InlineData("~", "UNA:+.?*~")]
    [InlineData("'", "\uFEFFUNA:+,? '\r\n")]
    public async Task Any_terminator_and_layout_gives_the_same_lines(string terminator, string start)
    {
        string text = start + Report(Item + "QTY+145:12:PCE'LIN+2++A-2:SA'QTY+145:0:PCE'").Replace("'", terminator, StringComparison.Ordinal);
        FeedReading reading = await TestFeed.ReadAsync(Encoding.UTF8.GetBytes(text), Invrpt);
        Assert.Null(reading.Failure);
        Assert.Equal(["W1 A-1 onHand 12 EA", "W1 A-2 onHand 0 EA"], Lines(reading));
        Assert.Empty(Kinds(reading));
    }

    [Fact]
    public async Task A_file_wrapped_at_eighty_columns_is_read_across_its_line_ends()
    {
        string text = Report(Item + "QTY+145:12:PCE'");
        string wrapped = string.Join("\r\n", text.Chunk(13).Select(x => new string(x)));
        Assert.Equal(["W1 A-1 onHand 12 EA"], Lines(await ReadAsync("UNA:+.? '" + wrapped)));
    }

    [Fact]
    public async Task Released_characters_are_text()
    {
        string segments = "LIN+1++A?+1?'?:?? X:SA'QTY+145:5:PCE'";
        Assert.Equal(["W1 A+1':? X onHand 5 EA"], Lines(await ReadAsync(Report(segments).Replace("UNT+6", "UNT+5", StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData("UNA:+,? '", "1,5", "1.5")]
    [InlineData("UNA:+.? '", "1.5", "1.5")]
    [InlineData("", "1,5", "1.5")]
    [InlineData("", "1.5", "1.5")]
    [InlineData("", "-3", "-3")]
    [InlineData("", "3-", "-3")]
    [InlineData("UNA:+.? '", "1,234", null)]
    [InlineData("UNA:+,? '", "1.234", null)]
    [InlineData("", "1.234,5", null)]
    [InlineData("", "twelve", null)]
    [InlineData("", "1E5", null)]
    public async Task Numbers_follow_the_decimal_mark_and_know_no_thousands(string una, string number, string? expected)
    {
        FeedReading reading = await ReadAsync(una + Report($"LIN+1++X:SA'QTY+145:{number}:KGM'"), Invrpt);
        Assert.Equal(expected is null ? [] : [$"W1 X onHand {expected} KGM"], Lines(reading));
        if (expected is not null)
            return;
        Rejection rejection = Assert.Single(reading.Rejections);
        Assert.Equal(("QTY 6060", number, RejectionReason.QuantityInvalid, 7L),
            (rejection.Field, rejection.Value, rejection.Reason, rejection.Source.Segment));
    }

    [Fact]
    public async Task A_wrong_number_refuses_its_line_and_no_other()
    {
        FeedReading reading = await ReadAsync(Report(Item + "QTY+145:x'LIN+2++A-2:SA'QTY+145:4'"));
        Assert.Equal(["W1 A-2 onHand 4 EA"], Lines(reading));
        Assert.Equal(1, reading.Rejected);
    }

    [Fact]
    public async Task Committed_and_damaged_goods_are_taken_off_the_total_of_their_place()
    {
        FeedReading reading = await ReadAsync(Report(Item + "QTY+145:100'QTY+66:30'QTY+124:5'QTY+198:40'QTY+21:7'"));
        Assert.Equal(["W1 A-1 onHand 65 EA", "W1 A-1 allocated 30 EA", "W1 A-1 onHold 5 EA", "W1 A-1 inTransit 40 EA"], Lines(reading));
        Assert.Empty(Kinds(reading));
    }

    [Fact]
    public async Task Movements_minimums_and_orders_are_passed_over_and_unknown_codes_are_warned_of()
    {
        FeedReading reading = await ReadAsync(Report(Item + "QTY+145:9'QTY+199:1'QTY+61:2'QTY+97:5'QTY+34E:8'QTY+16:1'"));
        Assert.Equal(["W1 A-1 onHand 9 EA"], Lines(reading));
        Warning warning = Assert.Single(reading.Warnings, x => x.Kind == "unknownQualifier");
        Assert.Equal((2, "34E"), (warning.Count, warning.Value));
        Assert.Equal(0, reading.Unknown);
    }

    [Fact]
    public async Task One_on_hand_figure_counts_where_several_codes_tell_one()
    {
        Assert.Equal(["W1 A-1 onHand 80 EA"], Lines(await ReadAsync(Report(Item + "QTY+17:100'QTY+145:90'QTY+60:80'"))));
        Assert.Equal(["W1 A-1 onHand 90 EA"], Lines(await ReadAsync(Report(Item + "QTY+17:100'QTY+145:90'"))));
    }

    [Fact]
    public async Task A_place_behind_quantities_is_that_of_all_before_it_that_bear_other_codes()
    {
        FeedReading reading = await ReadAsync(Report(
            Item + "QTY+145:5'QTY+66:1'LOC+14+4900000000009::9'QTY+145:3'LOC+14+S2'LOC+11+BIN7'"));
        Assert.Equal(["4900000000009 A-1 onHand 4 EA", "4900000000009 A-1 allocated 1 EA", "S2 A-1 onHand 3 EA"], Lines(reading));
    }

    [Fact]
    public async Task Places_before_quantities_hold_for_those_behind_them()
    {
        FeedReading reading = await ReadAsync(Report(Item + "LOC+14+S1'RFF+AEN:1'QTY+17:2:EA'LOC+18+S2'QTY+17:3:EA'"));
        Assert.Equal(["S1 A-1 onHand 2 EA", "S2 A-1 onHand 3 EA"], Lines(reading));
    }

    [Fact]
    public async Task A_total_and_its_places_do_not_count_twice()
    {
        FeedReading reading = await ReadAsync(Report(Item + "QTY+145:8'QTY+145:5'LOC+14+S1'QTY+145:3'LOC+14+S2'"));
        Assert.Equal(["S1 A-1 onHand 5 EA", "S2 A-1 onHand 3 EA"], Lines(reading));
        Assert.Empty(Kinds(reading));
        reading = await ReadAsync(Report(Item + "QTY+145:9'QTY+145:5'LOC+14+S1'QTY+145:3'LOC+14+S2'"));
        Assert.Equal(["partsMismatch"], Kinds(reading));
    }

    [Fact]
    public async Task Containers_and_lots_do_not_split_a_stated_total()
    {
        const string Parts = "QTY+145:150'CPS+1'PAC+3++201'GIN+BJ+1+2'QTY+145:50'GIN+BX+L7'DTM+361:20210401:102'";
        FeedReading reading = await ReadAsync(Report(Item + "QTY+145:200'" + Parts));
        Assert.Equal(["W1 A-1 onHand 200 EA"], Lines(reading));
        Assert.Empty(Kinds(reading));
        Assert.Equal(["partsMismatch"], Kinds(await ReadAsync(Report(Item + "QTY+145:210'" + Parts))));
    }

    [Fact]
    public async Task Lots_without_a_total_are_lines_of_their_own()
    {
        FeedReading reading = await ReadAsync(Report(
            Item + "QTY+145:10'GIN+BX+L1'DTM+36:20210131:102'QTY+145:7'GIN+BX+L2'DTM+361:20210228:102'"));
        Assert.Equal(["L1 2021-01-31 10", "L2 2021-02-28 7"],
            reading.Snapshots.Single().Lines.Select(x => $"{x.Lot} {x.Expiry:yyyy-MM-dd} {x.Quantity}"));
    }

    [Fact]
    public async Task The_same_code_repeated_with_its_sum_first_counts_once()
    {
        Assert.Equal(["W1 A-1 onHand 300 EA"], Lines(await ReadAsync(Report(Item + "QTY+145:300'QTY+145:150'QTY+145:100'QTY+145:50'"))));
    }

    [Fact]
    public async Task Of_balances_after_movements_the_last_stands()
    {
        const string Moves = "INV+2++1'QTY+156:1000'QTY+145:3000'LOC+18+YA'DTM+179:20200330:102'"
            + "INV+1++11'QTY+156:200'QTY+145:2800'LOC+18+YA'DTM+179:20200331:102'INV+1++11'QTY+156:100'QTY+145:2700'LOC+18+YA'DTM+179:20200331:102'";
        FeedReading reading = await ReadAsync(Report(Item + Moves, kind: "78"));
        Assert.Equal(["YA A-1 onHand 2700 EA"], Lines(reading));
        Assert.Empty(Kinds(reading));
    }

    [Fact]
    public async Task Movements_alone_are_no_stock()
    {
        string text = Report(Item + "INV+1++11'QTY+156:200'", kind: "78");
        FeedReading reading = await ReadAsync(text);
        Assert.Equal((0, 0, 0), (reading.Accepted, reading.Rejected, reading.Unknown));
        Assert.Equal(["movementsOnly"], Kinds(reading));
        reading = await ReadAsync(text, edi: new EdiMapping { Movements = "reject" });
        Assert.Equal(("BGM 1001", RejectionReason.FormatMismatch), (reading.Failure!.Value.Field, reading.Failure.Value.Reason));
    }

    [Theory]
    [InlineData("INV++2'", "onHold")]
    [InlineData("INV++3'", "onHold")]
    [InlineData("INV++4'", "allocated")]
    [InlineData("STS+7+2'", "onHold")]
    [InlineData("INV++1'", "onHand")]
    public async Task The_type_of_inventory_gives_the_status(string segment, string status)
    {
        Assert.Equal([$"W1 A-1 {status} 9 EA"], Lines(await ReadAsync(Report(Item + "QTY+145:9'" + segment))));
    }

    [Theory]
    [InlineData("LIN+1++4901234567894:EN'", "04901234567894", false)]
    [InlineData("LIN+1++4901234567894:SRV'PIA+1+A-1:SA'", "04901234567894", false)]
    [InlineData("LIN+1'PIA+5+A-1:SA'", "A-1", false)]
    [InlineData("LIN+1++B-9:BP'PIA+1+M-9:MF+A-1:SA'", "A-1", false)]
    [InlineData("LIN+1++4901234567890:EN'PIA+5+A-1:SA'", "A-1", true)]
    [InlineData("LIN+1++4901234567890:EN'", "4901234567890", true)]
    [InlineData("LIN+1++A-1:SA'PIA+3+NEW:SA'", "A-1", false)]
    [InlineData("LIN+1++A-1'", "A-1", false)]
    public async Task The_item_is_a_valid_gtin_else_the_senders_code(string item, string id, bool isWarned)
    {
        FeedReading reading = await ReadAsync(Report(item + "QTY+145:1'"));
        Assert.Equal([$"W1 {id} onHand 1 EA"], Lines(reading));
        Assert.Equal(isWarned ? ["checkDigit"] : [], Kinds(reading));
    }

    [Theory]
    [InlineData("DTM+366:20200330:102'DTM+137:20200401:102'", "2020-03-30T23:59:59+09:00")]
    [InlineData("DTM+137:20200401:102'DTM+91:202003301530:203'", "2020-03-30T15:30:00+09:00")]
    [InlineData("DTM+366:20200330153010:204'", "2020-03-30T15:30:10+09:00")]
    [InlineData("DTM+366:200330:101'", "2020-03-30T23:59:59+09:00")]
    [InlineData("DTM+366:2020030120200330:718'", "2020-03-30T23:59:59+09:00")]
    [InlineData("DTM+366:202003301530UTC:303'", "2020-03-30T15:30:00+00:00")]
    [InlineData("DTM+366:202003301530?+0200:205'", "2020-03-30T15:30:00+02:00")]
    [InlineData("RFF+ON:1'DTM+137:20190101:102'", "2020-04-01T09:00:00+09:00")]
    [InlineData("", "2020-04-01T09:00:00+09:00")]
    public async Task The_as_of_is_the_reports_before_the_messages_before_the_interchanges(string head, string expected)
    {
        FeedReading reading = await ReadAsync(Report(Item + "QTY+145:1'", head + "NAD+GY+W1::92'"));
        Assert.Equal(DateTimeOffset.Parse(expected), reading.Snapshots.Single().AsOf);
        Assert.Equal(AsOfSource.Header, reading.Snapshots.Single().AsOfSource);
    }

    [Fact]
    public async Task A_time_that_does_not_exist_refuses_the_lines_it_is_said_of()
    {
        FeedReading reading = await ReadAsync(Report(Item + "QTY+145:1'", "DTM+366:20200231:102'NAD+WH+W1'"));
        Rejection rejection = Assert.Single(reading.Rejections);
        Assert.Equal(("DTM 2380", "20200231", RejectionReason.AsOfInvalid), (rejection.Field, rejection.Value, rejection.Reason));
    }

    [Fact]
    public async Task Several_messages_and_interchanges_are_read_and_others_passed_over()
    {
        string one = Report(Item + "QTY+145:1'");
        string order = "UNB+UNOA:2+S+R+200401:0900+9'UNH+1+ORDERS:D:96A:UN'BGM+220+1'LIN+1++A-1:SA'QTY+21:5'UNT+5+1'UNZ+1+9'";
        FeedReading reading = await ReadAsync(one + order + "UNA;*.? ~" + Report("LIN+2++A-2:SA'QTY+145:2'")
            .Replace('\'', '~').Replace('+', '*').Replace(':', ';'), Invrpt);
        Assert.Equal(["W1 A-1 onHand 1 EA", "W1 A-2 onHand 2 EA"], Lines(reading));
        Assert.Equal(["otherMessage"], Kinds(reading));
    }

    [Theory]
    [InlineData("UNB+UNOA:2+S+R+200401:0900+9'UNH+1+CONTRL:4:1'UCI+1+A+B+7'UNT+3+1'UNZ+1+9'", RejectionReason.FormatMismatch)]
    [InlineData("STX=ANAA:1+5012345000008+5099999000006+200401:090000+REF'", RejectionReason.FormatMismatch)]
    [InlineData("ISA*00*          *00*", RejectionReason.FormatMismatch)]
    [InlineData("JAN,在庫\r\n1,2", RejectionReason.FormatMismatch)]
    [InlineData("UNH+1+INVRPT:D:96A:UN'BGM+35+1+9'LIN+1++A:SA'QTY+145:1'UNT+5+1'", RejectionReason.EnvelopeMissing)]
    [InlineData("QTY+145:3000:PCE'LOC+18+YA'", RejectionReason.EnvelopeMissing)]
    [InlineData("UNB+UNOA:2+S+R+200401:0900+9'LIN+1++A:SA'QTY+145:1'UNZ+1+9'", RejectionReason.EnvelopeMissing)]
    [InlineData("UNB+KECA:2+S+R+200401:0900+9'UNH+1+INVRPT:D:96A:UN'UNT+2+1'UNZ+1+9'", RejectionReason.EncodingUnreadable)]
    [InlineData("", RejectionReason.Empty)]
    [InlineData("  \r\n", RejectionReason.Empty)]
    public async Task What_is_no_inventory_report_is_refused_whole(string text, RejectionReason reason) =>
        Assert.Equal(reason, (await TestFeed.ReadAsync(text, Invrpt)).Failure?.Reason);

    [Theory]
    [InlineData("UNOC:3", 28591)]
    [InlineData("UNOD:3", 28592)]
    [InlineData("UNOE:3", 28595)]
    [InlineData("UNOY:4", 65001)]
    [InlineData("UNOA:2", 65001)]
    [InlineData("UNOA:2", 28591)]
    public async Task Codes_are_read_in_the_declared_character_set(string identifier, int codePage)
    {
        string code = codePage == 28595 ? "Я-1" : "Ä-1";
        byte[] bytes = TestFeed.CodePage(codePage) is { } page
            ? page.GetBytes(Report($"LIN+1++{code}:SA'QTY+145:1'", identifier: identifier))
            : Encoding.GetEncoding(codePage).GetBytes(Report($"LIN+1++{code}:SA'QTY+145:1'", identifier: identifier));
        Assert.Equal([$"W1 {code} onHand 1 EA"], Lines(await TestFeed.ReadAsync(bytes, Invrpt)));
    }

    [Theory]
    [InlineData("UNT+7+", "UNT+9+")]
    [InlineData("UNZ+1+77", "UNZ+2+77")]
    [InlineData("UNZ+1+77", "UNZ+1+78")]
    [InlineData("UNT+7+1", "UNT+7+2")]
    [InlineData("UNT+7", "CNT+2:5'UNT+8")]
    public async Task A_wrong_control_count_warns_and_refuses_only_where_the_profile_says_so(string from, string to)
    {
        string text = Report(Item + "QTY+145:1'").Replace(from, to, StringComparison.Ordinal);
        Assert.Equal(["controlCount"], Kinds(await ReadAsync(text)));
        FeedReading strict = await ReadAsync(text, Invrpt with { WrongControlCount = "reject" });
        Assert.Equal(RejectionReason.ControlCountWrong, strict.Failure?.Reason);
    }

    [Fact]
    public async Task A_cut_file_is_refused_where_it_would_make_goods_gone_and_loses_only_its_last_item_elsewhere()
    {
        string text = Report(Item + "QTY+145:1'LIN+2++A-2:SA'QTY+145:22'");
        string cut = text[..(text.IndexOf("145:22", StringComparison.Ordinal) + 5)];
        Assert.Equal(RejectionReason.Truncated, (await ReadAsync(cut, Invrpt with { Scope = SnapshotScope.Full })).Failure?.Reason);
        FeedReading partial = await ReadAsync(cut);
        Assert.Equal(["W1 A-1 onHand 1 EA"], Lines(partial));
        Assert.Equal(RejectionReason.Truncated, Assert.Single(partial.Rejections).Reason);
        Assert.Null((await ReadAsync(text[..^1], Invrpt with { Scope = SnapshotScope.Full })).Failure);
    }

    [Fact]
    public async Task A_broken_segment_refuses_its_item_and_no_other()
    {
        FeedReading reading = await ReadAsync(Report(Item + "qty+145:1'QTY+145:1'LIN+2++A-2:SA'QTY+145:2'LIN+3++A-3:SA'QTY'"), Invrpt);
        Assert.Equal(["W1 A-2 onHand 2 EA"], Lines(reading));
        Assert.Equal([RejectionReason.RecordInvalid, RejectionReason.RecordInvalid], reading.Rejections.Select(x => x.Reason));
    }

    [Fact]
    public async Task An_item_without_quantity_and_a_quantity_without_number_are_unknown_and_not_zero()
    {
        FeedReading reading = await ReadAsync(Report(Item + "LIN+2++A-2:SA'QTY+145'LIN+3++A-3:SA'QTY+145:0'"));
        Assert.Equal(["W1 A-3 onHand 0 EA"], Lines(reading));
        Assert.Equal(2, reading.Unknown);
    }

    [Fact]
    public async Task The_profile_says_what_codes_places_and_items_mean()
    {
        var edi = new EdiMapping
        {
            Quantities = new Dictionary<string, string> { ["16"] = "onHold", ["145"] = "onHand", ["66"] = "ignore" },
            Locations = ["LOC 11", "NAD SU"],
            Items = ["MF", "SA"],
            InventoryTypes = new Dictionary<string, string> { ["3"] = "ignore" },
        };
        FeedReading reading = await ReadAsync(
            Report(Item + "PIA+1+M-1:MF'QTY+145:9'QTY+66:2'QTY+16:1'LOC+14+S1'LIN+2++A-2:SA'QTY+145:7'INV++3'", "NAD+WH+W1'NAD+SU+V1'"), edi: edi);
        Assert.Equal(["V1 M-1 onHand 9 EA", "V1 M-1 onHold 1 EA"], Lines(reading));
    }

    [Fact]
    public async Task A_report_of_changes_makes_nothing_gone()
    {
        FeedProfile full = Invrpt with { Scope = SnapshotScope.Full, CompleteRun = true };
        FeedReading whole = await ReadAsync(Report(Item + "QTY+145:1'"), full);
        Assert.Equal(SnapshotScope.Full, whole.Snapshots.Single().Scope);
        Assert.NotNull(whole.Run);
        FeedReading delta = await ReadAsync(Report(Item + "QTY+145:1'").Replace("R1+9", "R1+4", StringComparison.Ordinal), full);
        Assert.Equal(SnapshotScope.Partial, delta.Snapshots.Single().Scope);
        Assert.Null(delta.Run);
    }

    [Fact]
    public async Task Names_of_persons_are_in_nothing_that_comes_out()
    {
        FeedReading reading = await ReadAsync(Report(Item + "QTY+145:x'CTA+PD+:Jane Roe'COM+jane?@example.org:EM'", "CTA+IC+:Jane Roe'NAD+WH+W1'"));
        Assert.DoesNotContain("ane", reading.ToString() + string.Join(' ', reading.Rejections) + string.Join(' ', reading.Warnings), StringComparison.Ordinal);
    }
}
