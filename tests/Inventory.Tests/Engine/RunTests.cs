using Inventory.Model.Identifiers;
using Xunit;
using static Inventory.Tests.Engine.Story;

namespace Inventory.Tests.Engine;

public sealed class RunTests
{
    [Fact]
    public void Locations_of_the_last_run_that_are_not_in_this_one_are_gone()
    {
        using var story = new Story();
        FirstRun(story);
        SecondRun(story);
        Assert.Equal(3 * 20, story.Level().Quantity);
        Assert.Equal(3, story.Level().Locations!.Value.Expected);
        Assert.Empty(story.Engine.Cells(new LocationId("tw:3")));
    }

    [Fact]
    public void The_first_run_after_the_second_changes_nothing()
    {
        using var inOrder = new Story();
        FirstRun(inOrder);
        SecondRun(inOrder);
        FirstRun(inOrder, "again");
        using var reversed = new Story();
        SecondRun(reversed);
        FirstRun(reversed);
        Assert.Equal(3 * 20, inOrder.Level().Quantity);
        Assert.Equal(inOrder.Level(), reversed.Level());
        Assert.Empty(reversed.Engine.Cells(new LocationId("tw:4")));
    }

    [Fact]
    public void A_run_without_its_marker_takes_nothing_away()
    {
        using var story = new Story();
        FirstRun(story);
        story.InRun("r2", "tw:0", 60, Line("p1:mask", 20));
        Assert.Equal(20 + (4 * 10), story.Level().Quantity);
    }

    [Fact]
    public void A_marker_that_names_more_locations_than_came_takes_nothing_away()
    {
        using var story = new Story();
        FirstRun(story);
        story.InRun("r2", "tw:0", 60, Line("p1:mask", 20));
        story.CloseRun("r2", 60, 2);
        Assert.Equal(20 + (4 * 10), story.Level().Quantity);
    }

    [Fact]
    public void A_location_that_reported_after_the_run_stays()
    {
        using var story = new Story();
        FirstRun(story);
        story.Partial("tw:4", 70, Line("p1:mask", 33));
        SecondRun(story);
        Assert.Equal((3 * 20) + 33, story.Level().Quantity);
    }

    [Fact]
    public void A_marker_reaches_every_partition()
    {
        using var story = new Story(partitions: 4);
        FirstRun(story);
        SecondRun(story);
        Assert.Equal(3 * 20, story.Level().Quantity);
    }

    private static void FirstRun(Story story, string run = "r1")
    {
        for (int i = 0; i < 5; i++)
            story.InRun(run, $"tw:{i}", 0, Line("p1:mask", 10));
        story.CloseRun(run, 0, 5);
    }

    private static void SecondRun(Story story)
    {
        for (int i = 0; i < 3; i++)
            story.InRun("r2", $"tw:{i}", 60, Line("p1:mask", 20));
        story.CloseRun("r2", 60, 3);
    }
}
