using Inventory.Engine;
using Inventory.Model.Levels;
using Inventory.Model.Snapshots;
using Xunit;
using static Inventory.Tests.Engine.Story;

namespace Inventory.Tests.Engine;

public sealed class FreshnessTests
{
    [Fact]
    public void A_location_is_stale_past_three_intervals_and_fresh_again_with_its_next_report()
    {
        using var story = new Story(Registry(Shop("p1", 1), Shop("p1", 2)));
        story.Full("p1:1", 0, Line("p1:mask", 5));
        story.Advance(180);
        Assert.Equal((0L, new LevelLocations(2, 1, 1, 0)), (story.Level().StaleQuantity, story.Level().Locations));
        story.Advance(180.001);
        Assert.Equal((5L, new LevelLocations(2, 0, 1, 0)), (story.Level().StaleQuantity, story.Level().Locations));
        story.Full("p1:1", 181, Line("p1:mask", 6));
        Assert.Equal((0L, new LevelLocations(2, 1, 1, 0)), (story.Level().StaleQuantity, story.Level().Locations));
    }

    [Fact]
    public void An_old_report_is_accepted_and_stale_from_the_start()
    {
        using var story = new Story(Registry(Shop("p1", 1)));
        story.Full("p1:1", -500, Line("p1:mask", 5));
        Assert.Equal(5, story.Level().StaleQuantity);
        Assert.True(story.Engine.Cells(null, 0, 10).Single().IsStale);
    }

    [Fact]
    public void The_clock_never_goes_back()
    {
        using var story = new Story(Registry(Shop("p1", 1)));
        story.Full("p1:1", 0, Line("p1:mask", 5));
        story.Advance(500);
        story.Advance(1);
        Assert.Equal(5, story.Level().StaleQuantity);
        Assert.Equal(StartMs + (500 * 60_000), story.Engine.NowMs);
    }

    [Fact]
    public void Coverage_names_fresh_stale_and_silent_reporters()
    {
        using var story = new Story(Registry(Shop("p1", 1), Shop("p1", 2), Shop("p1", 3)));
        story.Full("p1:1", 0, Line("p1:mask", 5));
        story.Full("p1:2", -500, Line("p1:mask", 5));
        CoverageRow row = Assert.Single(story.Engine.Coverage());
        Assert.Equal(("p1", Tier.Retailer, 13), (row.Participant, row.Tier, row.Prefecture));
        Assert.Equal((3, 1, 1, 1), (row.Expected, row.Fresh, row.Stale, row.Silent));
        Assert.Equal(At(0), row.NewestAsOf);
    }

    [Fact]
    public void Outflow_comes_from_falls_and_a_rise_is_replenishment()
    {
        using var story = new Story(Registry(Shop("p1", 1)));
        story.Full("p1:1", 0, Line("p1:mask", 100));
        story.Advance(60);
        story.Full("p1:1", 60, Line("p1:mask", 90));
        Assert.Equal(240, story.Level().OutflowPerDay);
        Assert.Equal(90 / 240.0, story.Level().DaysOfSupply);
        story.Advance(120);
        story.Full("p1:1", 120, Line("p1:mask", 500));
        Assert.Equal(120, story.Level().OutflowPerDay);
    }

    [Fact]
    public void Outflow_is_unknown_before_ten_minutes_and_after_seven_days()
    {
        using var story = new Story(Registry(Shop("p1", 1)));
        story.Full("p1:1", 0, Line("p1:mask", 100));
        story.Advance(10);
        story.Full("p1:1", 9.9, Line("p1:mask", 90));
        Assert.Null(story.Level().OutflowPerDay);
        story.Full("p1:1", 10, Line("p1:mask", 90));
        Assert.Equal(1440, story.Level().OutflowPerDay);
        story.Advance(8 * 24 * 60);
        Assert.Null(story.Level().OutflowPerDay);
    }

    [Fact]
    public void What_is_not_for_sale_does_not_lengthen_the_days_of_supply()
    {
        using var story = new Story(Registry(Shop("p1", 1)));
        story.Full("p1:1", 0, Line("p1:mask", 100), Line("p1:kid", 1000) with { SaleState = SaleState.Paused });
        story.Advance(60);
        story.Full("p1:1", 60, Line("p1:mask", 90), Line("p1:kid", 1000) with { SaleState = SaleState.Paused });
        Assert.Equal(1090, story.Level().Quantity);
        Assert.Equal(90 / 240.0, story.Level().DaysOfSupply);
    }

    [Fact]
    public void The_sequence_rises_only_when_something_changed()
    {
        using var story = new Story(Registry(Shop("p1", 1)));
        story.Full("p1:1", 10, Line("p1:mask", 100));
        long first = story.Engine.View(Audience.Public).Sequence;
        Assert.Equal(first, story.Engine.View(Audience.Ministry).Sequence);
        story.Full("p1:1", 9, Line("p1:mask", 1));
        Assert.Equal(first, story.Engine.View(Audience.Ministry).Sequence);
        story.Full("p1:1", 11, Line("p1:mask", 1));
        Assert.True(story.Engine.View(Audience.Ministry).Sequence > first);
    }
}
