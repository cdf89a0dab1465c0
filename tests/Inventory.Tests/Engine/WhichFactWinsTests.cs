using Inventory.Engine;
using Inventory.Model.Identifiers;
using Inventory.Model.Levels;
using Inventory.Model.Snapshots;
using Xunit;
using static Inventory.Tests.Engine.Story;

namespace Inventory.Tests.Engine;

public sealed class WhichFactWinsTests
{
    [Fact]
    public void The_later_as_of_wins_in_any_order_of_arrival()
    {
        using var story = new Story();
        story.Partial("p1:1", 10, Line("p1:mask", 5));
        Assert.Equal(new RecordOutcome(0, 1, false), story.Partial("p1:1", 9, Line("p1:mask", 7)));
        Assert.Equal(5, story.Level().Quantity);
        story.Partial("p1:1", 11, Line("p1:mask", 3));
        Assert.Equal(3, story.Level().Quantity);
    }

    [Fact]
    public void At_equal_as_of_the_later_record_is_a_correction()
    {
        using var story = new Story();
        story.Partial("p1:1", 10, Line("p1:mask", 5));
        Assert.Equal(new RecordOutcome(1, 0, false), story.Partial("p1:1", 10, Line("p1:mask", 50)));
        Assert.Equal(50, story.Level().Quantity);
    }

    [Fact]
    public void A_line_with_its_own_as_of_is_judged_by_it()
    {
        using var story = new Story();
        story.Partial("p1:1", 10, Line("p1:mask", 5));
        story.Partial("p1:1", 20, Line("p1:mask", 9) with { AsOf = At(8) });
        Assert.Equal(5, story.Level().Quantity);
    }

    [Fact]
    public void What_a_full_snapshot_does_not_list_is_gone_and_neither_zero_nor_unchanged()
    {
        using var story = new Story();
        story.Full("p1:1", 10, Line("p1:mask", 5), Line("p1:rice", 9));
        story.Full("p1:1", 20, Line("p1:rice", 8));
        Assert.Null(story.Level().Quantity);
        Assert.Equal(0, story.Level().Locations!.Value.Out);
        Assert.Single(story.Engine.Cells(new LocationId("p1:1")));
    }

    [Fact]
    public void A_partial_snapshot_leaves_what_it_does_not_list()
    {
        using var story = new Story();
        story.Full("p1:1", 10, Line("p1:mask", 5), Line("p1:kid", 1));
        story.Partial("p1:1", 20, Line("p1:mask", 2));
        Assert.Equal(3, story.Level().Quantity);
    }

    [Fact]
    public void A_late_full_snapshot_neither_takes_away_nor_brings_back()
    {
        using var story = new Story();
        story.Full("p1:1", 20, Line("p1:mask", 5));
        Assert.Equal(new RecordOutcome(0, 2, false), story.Full("p1:1", 10, Line("p1:kid", 4), Line("p1:rice", 4)));
        Assert.Equal(5, story.Level().Quantity);
        Assert.Single(story.Engine.Cells(new LocationId("p1:1")));
    }

    [Fact]
    public void Lots_and_owners_of_one_item_and_status_are_added_and_statuses_are_not()
    {
        using var story = new Story();
        var outcome = story.Full(
            "p1:1", 10, Line("p1:mask", 5) with { Lot = "A" }, Line("p1:mask", 6) with { Lot = "B" },
            Line("p1:mask", 100, StockStatus.Allocated));
        Assert.Equal(3, outcome.Applied);
        Assert.Equal(11, story.Level().Quantity);
        Assert.Equal(100, story.Level(new LevelQuery { Category = "masks", Status = StockStatus.Allocated }).Quantity);
    }

    [Fact]
    public void Unknown_items_and_packs_are_kept_and_never_summed()
    {
        using var story = new Story();
        story.Full("p1:1", 10, Line("p1:mask", 5), Line("p1:what", 70), Line("p1:kid", null) with { Quantity = 3, Unit = "CS" });
        Assert.Equal(5, story.Level().Quantity);
        Assert.Equal(new EngineCounts(3, 1, 1, 1, 0), story.Engine.Counts);
        Assert.Equal(2, story.Engine.Cells(new LocationId("p1:1")).Count(x => x.Quantity is null));
    }

    [Fact]
    public void An_item_that_a_new_registry_knows_joins_the_sums()
    {
        using var story = new Story();
        story.Full("p1:1", 10, Line("p1:what", 70));
        story.Engine.Replace(With(new() { Version = "v2", Items = [Item("p1:what", "masks")] }));
        Assert.Equal(70, story.Level().Quantity);
        Assert.Equal(0, story.Engine.Counts.UnknownItems);
    }

    [Fact]
    public void A_band_is_kept_and_never_becomes_a_number()
    {
        using var story = new Story();
        story.Full("p1:1", 10, Line("p1:mask", null) with { Band = new QuantityBand(30, 99) });
        Assert.Null(story.Level().Quantity);
        Assert.Equal(1, story.Level().Locations!.Value.Stocked);
        CellFact cell = story.Engine.Cells(new LocationId("p1:1")).Single();
        Assert.Equal((null, 30L, 99L), (cell.Quantity, cell.BandMin, cell.BandMax));
    }

    [Fact]
    public void Negative_stock_is_accepted_flagged_and_counts_as_out()
    {
        using var story = new Story();
        story.Full("p1:1", 10, Line("p1:mask", -4));
        Assert.Equal(-4, story.Level().Quantity);
        Assert.Equal(1, story.Level().Locations!.Value.Out);
        Assert.Equal(1, story.Engine.Counts.Negative);
    }

    [Fact]
    public void What_a_location_does_not_carry_counts_neither_as_stocked_nor_as_out()
    {
        using var story = new Story();
        story.Full("p1:1", 10, Line("p1:mask", 0) with { SaleState = SaleState.NotCarried });
        Assert.Equal((0, 0), (story.Level().Locations!.Value.Stocked, story.Level().Locations!.Value.Out));
        Assert.Single(story.Engine.Cells(new LocationId("p1:1")));
    }

    [Fact]
    public void Sums_beyond_64_bits_stop_at_the_end_and_come_back_exactly()
    {
        using var story = new Story();
        story.Full("p1:1", 10, Line("p1:mask", long.MaxValue), Line("p1:kid", long.MaxValue));
        story.Full("p1:2", 10, Line("p1:mask", long.MaxValue) with { Lot = "A" }, Line("p1:mask", long.MaxValue) with { Lot = "B" });
        Assert.Equal(long.MaxValue, story.Level().Quantity);
        story.Full("p1:1", 11, Line("p1:mask", 3));
        story.Full("p1:2", 11, Line("p1:mask", 4));
        Assert.Equal(7, story.Level().Quantity);
    }

    [Fact]
    public void A_broken_record_changes_nothing_and_the_engine_goes_on()
    {
        using var story = new Story();
        story.Full("p1:1", 10, Line("p1:mask", 5));
        using var twin = new Story();
        twin.Full("p1:1", 10, Line("p1:mask", 5));
        byte[] whole = story.Encode(Snapshot("p1:9", 11, SnapshotScope.Full, Line("p1:new", 5), Line("p1:newer", 5)));
        for (int length = 0; length < whole.Length - 2; length++)
            Assert.True(story.Apply(whole[..length]).IsMalformed, $"cut at {length}");
        story.Full("p1:1", 12, Line("p1:mask", 6));
        Assert.Equal(6, story.Level().Quantity);
        Assert.Equal(1, story.Engine.Counts.Locations);
        twin.Full("p1:1", 12, Line("p1:mask", 6));
        // Only the offset tells them apart.
        byte[] a = story.Saved();
        byte[] b = twin.Saved();
        Assert.Equal(a.Length, b.Length);
    }

    [Fact]
    public void A_record_applied_again_is_skipped()
    {
        using var story = new Story();
        story.Full("p1:1", 10, Line("p1:mask", 5));
        byte[] before = story.Saved();
        var outcome = new RecordOutcome[1];
        story.Engine.Apply([story.Log[0]], outcome);
        Assert.Equal(default, outcome[0]);
        Assert.Equal(before, story.Saved());
    }
}
