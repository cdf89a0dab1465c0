using System.Text;
using Inventory.Adapters;
using Inventory.Model.Registry;
using Inventory.Model.Rejections;
using Inventory.Model.Snapshots;
using Xunit;

namespace Inventory.Tests.Adapters.Delimited;

/// <summary>What may become gone, and what must not: runs, full snapshots and cut files.</summary>
public sealed class DelimitedRunTests
{
    private const string Header = "店舗,大人,子供,時点\n";

    private static readonly FeedProfile National = TestFeed.Profile with
    {
        Scope = SnapshotScope.Full,
        CompleteRun = true,
        Quantities =
        [
            new QuantityColumn { Column = ["大人"], Item = "ADULT", Unit = "ST" },
            new QuantityColumn { Column = ["子供"], Item = "CHILD", Unit = "ST" },
        ],
    };

    [Fact]
    public async Task A_run_is_closed_by_a_marker_with_its_locations()
    {
        FeedReading reading = await TestFeed.ReadAsync(
            Header + "0001,5,6,2020/4/1 9:00\n0002,7,8,2020/4/1 9:01\n", National);
        Assert.Equal(4, reading.Accepted);
        RunMarker marker = Assert.IsType<RunMarker>(reading.Run);
        Assert.Equal((2, "shop-csv"), (marker.Locations, marker.Feed));
        Assert.Equal(DateTimeOffset.Parse("2020-04-01T09:01:00+09:00"), marker.AsOf);
        Assert.All(reading.Snapshots, x => Assert.Equal((marker.Run, SnapshotScope.Full), (x.Run, x.Scope)));
        Assert.Matches("^r-[0-9a-f]{32}$", marker.Run);
        Assert.Equal("m-" + marker.Run[2..], marker.SnapshotId);
    }

    [Fact]
    public async Task An_unchanged_location_has_another_id_in_another_run_and_the_same_in_the_same()
    {
        const string Text = Header + "0001,5,6,2020/4/1 9:00\n0002,7,8,2020/4/1 9:00\n";
        FeedReading first = await TestFeed.ReadAsync(Text, National);
        FeedReading again = await TestFeed.ReadAsync(Text, National);
        FeedReading other = await TestFeed.ReadAsync(Text.Replace(",7,", ",9,"), National);
        Assert.Equal(first.Snapshots.Select(x => x.SnapshotId), again.Snapshots.Select(x => x.SnapshotId));
        Assert.Equal(first.Run, again.Run);
        Assert.NotEqual(first.Snapshots[0].SnapshotId, other.Snapshots[0].SnapshotId);
        Assert.NotEqual(first.Run!.Run, other.Run!.Run);
    }

    [Fact]
    public async Task A_refused_quantity_makes_its_location_partial_and_the_run_still_closes()
    {
        FeedReading reading = await TestFeed.ReadAsync(
            Header + "0001,x,6,2020/4/1 9:00\n0002,7,8,2020/4/1 9:00\n", National);
        Assert.Equal([SnapshotScope.Partial, SnapshotScope.Full], reading.Snapshots.Select(x => x.Scope));
        Assert.Equal((3, 1), (reading.Accepted, reading.Rejected));
        Assert.NotNull(reading.Run);
    }

    [Theory]
    [InlineData(",5,6,2020/4/1 9:00")]
    [InlineData("0001,5")]
    [InlineData("0001,x,y,2020/4/1 9:00")]
    [InlineData("0001,5,6,2020/2/30")]
    [InlineData("0001,5,6,2021/4/1 9:00")]
    public async Task A_run_stays_open_when_a_location_could_not_be_read(string row)
    {
        FeedReading reading = await TestFeed.ReadAsync(Header + row + "\n0002,7,8,2020/4/1 9:00\n", National);
        Assert.Null(reading.Failure);
        Assert.Equal(2, reading.Accepted);
        Assert.Null(reading.Run);
        Assert.Contains(reading.Warnings, x => x.Kind == "runNotClosed");
        Assert.NotEmpty(reading.Rejections);
    }

    // Cut at the end: in quotes, in a row, in a character, in a time. A full file is refused whole.
    [Theory]
    [InlineData("0001,5,6,2020/4/1 9:00\n0002,7", "")]
    [InlineData("0001,5,6,2020/4/1 9:00\n0002,7,8,\"2020/4", "")]
    [InlineData("0001,5,6,2020/4/1 9:00\n0002,7,8,2020/4/1 9:0", "")]
    [InlineData("0001,5,6,2020/4/1 9:00\n0002,7,8,2020/4/1 9:00", "E3")]
    public async Task A_cut_file_is_refused_where_it_must_be_whole(string text, string tail)
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes(Header + text), .. Convert.FromHexString(tail)];
        FeedReading reading = await TestFeed.ReadAsync(bytes, National);
        Assert.Equal(RejectionReason.Truncated, reading.Failure?.Reason);
        Assert.Empty(reading.Snapshots);
        FeedReading full = await TestFeed.ReadAsync(bytes, National with { CompleteRun = false });
        Assert.Equal(RejectionReason.Truncated, full.Failure?.Reason);
        FeedReading partial = await TestFeed.ReadAsync(
            bytes, National with { CompleteRun = false, Scope = SnapshotScope.Partial });
        Assert.Null(partial.Failure);
        Assert.Equal((2, 1), (partial.Accepted, partial.Rejected));
    }

    [Fact]
    public async Task Lines_swallowed_by_an_open_quote_are_refused_one_by_one()
    {
        FeedProfile partial = National with { CompleteRun = false, Scope = SnapshotScope.Partial };
        FeedReading reading = await TestFeed.ReadAsync(
            Header + "0001,5,6,2020/4/1 9:00\n\"0002,7,8,2020/4/1 9:00\n0003,1,2,2020/4/1 9:00\n0004,1,2,2020/4/1 9:00", partial);
        Assert.Equal((2, 3), (reading.Accepted, reading.Rejected));
        Assert.Equal([3L, 4L, 5L], reading.Rejections.Select(x => x.Source.Line));
    }

    [Fact]
    public async Task A_last_row_without_line_end_is_no_cut()
    {
        FeedReading reading = await TestFeed.ReadAsync(Header + "0001,5,6,2020/4/1 9:00", National);
        Assert.Null(reading.Failure);
        Assert.Equal(2, reading.Accepted);
    }

    [Fact]
    public async Task A_missing_quantity_column_refuses_a_full_file_and_is_told_for_a_partial_one()
    {
        const string Text = "店舗,大人,時点\n0001,5,2020/4/1 9:00\n";
        Assert.Equal(
            RejectionReason.QuantityColumnMissing, (await TestFeed.ReadAsync(Text, National)).Failure?.Reason);
        FeedReading partial = await TestFeed.ReadAsync(
            Text, National with { CompleteRun = false, Scope = SnapshotScope.Partial });
        Assert.Equal(1, partial.Accepted);
        Assert.Contains(partial.Warnings, x => x is { Kind: "columnMissing", Value: "子供" });
    }

    [Theory]
    [InlineData("0001,,6,2020/4/1 9:00")]
    [InlineData("0001,―,6,2020/4/1 9:00")]
    public async Task A_blank_level_is_neither_zero_nor_gone(string row)
    {
        FeedReading reading = await TestFeed.ReadAsync(Header + row + "\n0002,7,8,2020/4/1 9:00\n", National);
        Assert.Equal((3, 0, 1), (reading.Accepted, reading.Rejected, reading.Unknown));
        // Partial: the item that states nothing stays what it was.
        Assert.Equal([SnapshotScope.Partial, SnapshotScope.Full], reading.Snapshots.Select(x => x.Scope));
        Assert.Equal(2, reading.Run?.Locations);
    }

    [Fact]
    public async Task A_place_that_states_nothing_keeps_the_run_open_so_that_its_goods_do_not_become_gone()
    {
        FeedReading reading = await TestFeed.ReadAsync(
            Header + "0001,,,2020/4/1 9:00\n0002,7,8,2020/4/1 9:00\n", National);
        Assert.Equal((2, 0, 2), (reading.Accepted, reading.Rejected, reading.Unknown));
        Assert.Equal(["shop-01:0002"], reading.Snapshots.Select(x => x.Location.Value));
        Assert.Null(reading.Run);
        Warning warning = Assert.Single(reading.Warnings, x => x.Kind == "runNotClosed");
        Assert.Equal((1L, 2L), (warning.Count, warning.Source.Line));
    }

    [Fact]
    public async Task A_place_that_states_something_after_all_is_in_the_run()
    {
        FeedReading reading = await TestFeed.ReadAsync(
            Header + "0001,,,2020/4/1 9:00\n0001,5,6,2020/4/1 9:00\n0002,7,8,2020/4/1 9:00\n", National);
        Assert.Equal(2, reading.Run?.Locations);
        Assert.Equal(SnapshotScope.Partial, reading.Snapshots[0].Scope);
    }
}
