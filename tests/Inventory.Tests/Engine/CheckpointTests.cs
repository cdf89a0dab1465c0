using Inventory.Engine;
using Inventory.Model.Levels;
using Inventory.Model.Snapshots;
using Xunit;
using static Inventory.Tests.Engine.Story;

namespace Inventory.Tests.Engine;

public sealed class CheckpointTests
{
    [Fact]
    public void A_loaded_state_is_the_saved_one_byte_for_byte_and_level_by_level()
    {
        using var story = Busy(1);
        byte[] saved = story.Saved();
        using StockEngine loaded = Load(saved, 1);
        Assert.Equal(saved, Save(loaded));
        var query = new LevelQuery { ByPrefecture = true, ByTier = true, ByStatus = true };
        LevelSet before = story.Engine.View(Audience.Ministry).Query(query);
        LevelSet after = loaded.View(Audience.Ministry).Query(query);
        Assert.Equal(before.Levels, after.Levels);
        Assert.Equal(before.Sequence, after.Sequence);
        Assert.Equal(story.Engine.Counts, loaded.Counts);
        Assert.Equal(story.Engine.Cells(null, 0, 99), loaded.Cells(null, 0, 99));
    }

    [Fact]
    public void The_number_of_partitions_changes_nothing()
    {
        using var one = Busy(1);
        using var five = Busy(5);
        Assert.Equal(one.Saved(), five.Saved());
        using StockEngine three = Load(five.Saved(), 3);
        Assert.Equal(one.Saved(), Save(three));
    }

    [Fact]
    public void The_size_of_batches_changes_nothing()
    {
        using var story = Busy(1);
        foreach (int size in new[] { 1, 2, 7, 1000 })
        {
            using var engine = new StockEngine(new EngineOptions(), Registry(Shop("p1", 1), Shop("p2", 1)));
            engine.Advance(StartMs);
            foreach (LogRecord[] batch in story.Log.Chunk(size))
                engine.Apply(batch, new RecordOutcome[batch.Length]);
            engine.Advance(story.Engine.NowMs);
            Assert.Equal(story.Saved(), Save(engine));
        }
    }

    [Fact]
    public void A_broken_state_is_refused_wherever_it_is_broken()
    {
        using var story = Busy(1);
        byte[] saved = story.Saved();
        for (int i = 0; i < saved.Length; i++)
        {
            Assert.Throws<InvalidDataException>(() => Load(saved[..i], 1));
            byte[] bent = [.. saved];
            bent[i] ^= 0x10;
            Assert.Throws<InvalidDataException>(() => Load(bent, 1));
        }
    }

    [Fact]
    public void A_state_loaded_under_a_newer_registry_is_counted_again()
    {
        using var story = new Story(Registry(Shop("p1", 1, prefecture: 13)));
        story.Full("p1:1", 0, Line("p1:mask", 5));
        using var loaded = StockEngine.Load(
            new MemoryStream(story.Saved()), new EngineOptions(), With(new() { Version = "v2", Locations = [Shop("p1", 1, prefecture: 27)] }));
        var level = loaded.View(Audience.Ministry).Query(new LevelQuery { Category = "masks", ByPrefecture = true }).Levels.Single();
        Assert.Equal(("27", 5L), (level.Prefecture, level.Quantity));
        Assert.True(loaded.View(Audience.Ministry).Sequence > story.Engine.View(Audience.Ministry).Sequence);
    }

    private static Story Busy(int partitions)
    {
        var random = new Random(7);
        var story = new Story(Registry(Shop("p1", 1), Shop("p2", 1)), partitions);
        for (int i = 0; i < 60; i++)
        {
            story.Partial(
                $"p{1 + (i % 4)}:{1 + (i % 5)}", i / 10.0, Line("p1:mask", random.Next(100)), Line($"p1:x{i % 3}", 4, (StockStatus)(i % 4)),
                Line("p1:rice", null) with { Band = new QuantityBand(1, i % 2 == 0 ? null : 9) });
            story.InRun($"r{i / 20}", $"tw:{i % 6}", i / 10.0, Line("p1:kid", random.Next(100)));
        }

        story.CloseRun("r1", 5, 6);
        story.Advance(200);
        return story;
    }

    private static StockEngine Load(byte[] saved, int partitions) => StockEngine.Load(
        new MemoryStream(saved), new EngineOptions { Partitions = partitions }, Registry(Shop("p1", 1), Shop("p2", 1)));

    private static byte[] Save(StockEngine engine)
    {
        var stream = new MemoryStream();
        engine.Save(stream);
        return stream.ToArray();
    }
}
