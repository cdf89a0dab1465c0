using Inventory.Engine;
using Inventory.Engine.Partial;
using Inventory.Model.History;
using Inventory.Model.Levels;
using Inventory.Model.Registry;
using Inventory.Model.Snapshots;
using Inventory.Tests.Schemas;
using NJsonSchema;
using Xunit;
using static Inventory.Tests.Engine.Story;

namespace Inventory.Tests.Engine.Partial;

public sealed class LevelMergeTests
{
    private static readonly StockRegistry Known = Registry(Shop("p1", 1), Shop("p1", 2), Shop("p1", 3));

    [Fact]
    public void Locations_that_the_registry_expects_are_counted_once_whatever_the_number_of_partitions()
    {
        using Story one = PartialStory.Owner(Known);
        using Story two = PartialStory.Owner(Known);
        one.Full("p1:1", 0, Line("p1:mask", 5));
        two.Full("p1:2", 0, Line("p1:mask", 7));
        two.Full("p9:9", 0, Line("p1:mask", 1));
        var merge = new LevelMerge(Known, 2);
        Assert.True(merge.Apply(0, one.Engine.Collect(1)) & merge.Apply(1, two.Engine.Collect(1)));
        Level level = merge.View(Audience.Ministry).Query(new LevelQuery { Category = "masks" }).Levels.Single();
        Assert.Equal((13, new LevelLocations(4, 3, 3, 0)), (level.Quantity, level.Locations));
        Assert.Equal([("p1", 3, 2, 1), ("p9", 1, 1, 0)], merge.Coverage().Select(x => (x.Participant!, x.Expected, x.Fresh, x.Silent)));
        Assert.Equal(3, merge.Counts.Locations);
    }

    [Fact]
    public void What_a_partition_says_is_shown_together_at_its_tick()
    {
        using Story owner = PartialStory.Owner(Known);
        var merge = new LevelMerge(Known, 1);
        owner.Full("p1:1", 0, Line("p1:mask", 5), Line("p1:rice", 50));
        List<PartialMessage> messages = owner.Engine.Collect(1);
        Assert.True(merge.Apply(0, messages[..^1]));
        Assert.Equal((null, false), (merge.Masks(), merge.IsWhole));
        Assert.True(merge.Apply(0, messages[^1..]));
        Assert.Equal((5, true), (merge.Masks(), merge.IsWhole));
    }

    [Fact]
    public void A_tick_whose_messages_did_not_all_come_shows_nothing_until_they_do()
    {
        using Story owner = PartialStory.Owner(Known);
        var merge = new LevelMerge(Known, 1);
        merge.Apply(0, owner.Engine.Collect(1));
        owner.Full("p1:1", 1, Line("p1:mask", 5));
        List<PartialMessage> messages = owner.Engine.Collect(1);
        PartialMessage lost = messages.First(x => x.Key.StartsWith("g:masks", StringComparison.Ordinal));
        Assert.True(merge.Apply(0, messages.Where(x => x != lost)));
        PartitionState state = Assert.Single(merge.Partitions);
        Assert.Equal((1, false), (state.Tick, state.IsComplete));
        Assert.Null(merge.Masks());
        Assert.True(merge.Apply(0, owner.Engine.Collect(1, all: true)));
        Assert.Equal((5, true), (merge.Masks(), merge.Partitions[0].IsComplete));
    }

    [Fact]
    public void A_successor_replaces_all_at_its_first_tick_and_a_zombie_changes_nothing()
    {
        using Story old = PartialStory.Owner(Known);
        using Story next = PartialStory.Owner(Known);
        var merge = new LevelMerge(Known, 1);
        Assert.True(merge.Claim(0, 1, "a"));
        old.Full("p1:1", 0, Line("p1:mask", 5));
        old.Full("p1:2", 0, Line("p1:rice", 5));
        merge.Apply(0, old.Engine.Collect(1));
        Assert.True(merge.Claim(0, 2, "b"));
        Assert.True(merge.Claim(0, 2, "late"));
        Assert.Equal((5, "b", 1L), (merge.Masks(), merge.Partitions[0].Instance, merge.Partitions[0].ShownEpoch));
        next.Full("p1:3", 0, Line("p1:mask", 9));
        List<PartialMessage> told = next.Engine.Collect(2);
        merge.Apply(0, told[..^1]);
        old.Full("p1:1", 1, Line("p1:mask", 500));
        Assert.True(merge.Apply(0, old.Engine.Collect(1)));
        Assert.Equal(5, merge.Masks());
        merge.Apply(0, told[^1..]);
        Assert.True(merge.Apply(0, old.Engine.Collect(1, all: true)));
        Assert.Equal((9, 2L, true), (merge.Masks(), merge.Partitions[0].ShownEpoch, merge.Partitions[0].IsComplete));
        Assert.DoesNotContain(merge.View(Audience.Ministry).Query(new LevelQuery { Category = "rice" }).Levels, x => x.Quantity > 0);
    }

    [Fact]
    public void The_levels_of_a_dead_owner_stay_and_say_how_old_they_are()
    {
        using Story one = PartialStory.Owner(Known);
        using Story two = PartialStory.Owner(Known);
        var merge = new LevelMerge(Known, 2);
        one.Full("p1:1", 0, Line("p1:mask", 5));
        merge.Apply(0, one.Engine.Collect(1));
        two.Advance(600);
        merge.Apply(1, two.Engine.Collect(1));
        merge.Advance(two.Engine.NowMs);
        Assert.Equal(5, merge.Masks());
        Assert.Equal([600 * 60_000L, 0], merge.Partitions.Select(x => x.AgeMs));
    }

    [Fact]
    public void History_is_told_only_of_the_whole_nation()
    {
        using Story owner = PartialStory.Owner(Known);
        owner.Full("p1:1", 0, Line("p1:mask", 5));
        var merge = new LevelMerge(Known, 2);
        merge.Apply(0, owner.Engine.Collect(1));
        var points = new List<HistoryPoint>();
        merge.CollectHistory(10, points);
        Assert.Empty(points);
        using Story other = PartialStory.Owner(Known);
        merge.Apply(1, other.Engine.Collect(1));
        merge.CollectHistory(10, points);
        Assert.Contains(points, x => x is { Category: "masks", Prefecture: -1, Tier: -1, Quantity: 5, Expected: 3, Reporting: 1 });
    }

    [Fact]
    public void A_new_registry_moves_what_it_knows_and_takes_away_what_it_no_longer_knows()
    {
        using Story owner = PartialStory.Owner(Known);
        owner.Full("p1:1", 0, Line("p1:mask", 5));
        var merge = new LevelMerge(Known, 1);
        merge.Apply(0, owner.Engine.Collect(1));
        StockRegistry moved = With(new RegistryFacts { Version = "v2", Locations = [Shop("p1", 1, prefecture: 1)] });
        merge.Replace(moved);
        Assert.Equal((5, "v1"), (merge.Masks(), merge.Partitions[0].Registry));
        owner.Engine.Replace(moved);
        List<PartialMessage> told = owner.Engine.Collect(1);
        Assert.Contains(told, x => x.Key == "g:masks:13:retailer");
        merge.Apply(0, told);
        Level level = Assert.Single(merge.View(Audience.Ministry).Query(new LevelQuery { Category = "masks", ByPrefecture = true }).Levels);
        Assert.Equal(("01", 5, "v2"), (level.Prefecture, level.Quantity, merge.Partitions[0].Registry));
        Assert.Equal([(1, 1)], merge.Coverage().Select(x => (x.Prefecture, x.Expected)));
    }

    [Fact]
    public void Every_message_holds_to_its_schema_and_odd_ids_are_bounded()
    {
        using Story owner = PartialStory.Owner(Known);
        string odd = new('x', 300);
        owner.Full("p1:1", 0, Line("p1:mask", 5), Line("p1:rice", long.MaxValue), Line("p1:kid", -3));
        owner.Tell(Snapshot("p9:9", 0, SnapshotScope.Full, Line("p1:mask", 1)) with { Sender = new(odd) });
        owner.Partial("p1:1", 30, Line("p1:mask", 2));
        List<PartialMessage> messages = owner.Engine.Collect(7);
        JsonSchema schema = SchemaFiles.Load("stock-levels.v1");
        Assert.True(messages.Count > 4);
        foreach (PartialMessage message in messages)
            Assert.Empty(schema.Validate(System.Text.Encoding.UTF8.GetString(message.Utf8.Span)));
        var merge = new LevelMerge(Known, 1);
        Assert.True(merge.Apply(0, messages));
        Assert.True(merge.IsWhole);
        Assert.Equal(owner.Level().Quantity, merge.Masks());
    }
}
