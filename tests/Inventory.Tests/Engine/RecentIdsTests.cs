using System.Buffers.Binary;
using Inventory.Engine;
using Inventory.Engine.Checkpoint;
using Inventory.Engine.Runs;
using Inventory.Model.Levels;
using Inventory.Model.Snapshots;
using Xunit;
using static Inventory.Tests.Engine.Story;

namespace Inventory.Tests.Engine;

public sealed class RecentIdsTests
{
    private static readonly EngineOptions Remembering = new() { RecentIdsMax = 3 };

    [Fact]
    public void A_record_that_comes_again_does_not_undo_a_correction_of_the_same_time()
    {
        using Story story = Told(Remembering);
        StockSnapshot first = Snapshot("p1:1", 0, SnapshotScope.Full, Line("p1:mask", 5)) with { SnapshotId = "a" };
        story.Tell(first);
        story.Tell(first with { SnapshotId = "b", Lines = [Line("p1:mask", 7)] });
        long sequence = story.Engine.View(Audience.Ministry).Sequence;
        Assert.Equal(new RecordOutcome(0, 0, false, IsDuplicate: true), story.Tell(first));
        Assert.Equal((7, sequence), (story.Level().Quantity, story.Engine.View(Audience.Ministry).Sequence));
    }

    [Fact]
    public void Another_record_under_a_known_id_is_ignored_and_counted_apart()
    {
        using Story story = Told(Remembering);
        StockSnapshot first = Snapshot("p1:1", 0, SnapshotScope.Full, Line("p1:mask", 5)) with { SnapshotId = "a" };
        story.Tell(first);
        Assert.Equal(new RecordOutcome(0, 0, false, IsIdReused: true), story.Tell(first with { Lines = [Line("p1:mask", 9)] }));
        Assert.Equal(5, story.Level().Quantity);
        Assert.Equal(1, story.Tell(first with { Sender = new("p2"), Lines = [Line("p1:mask", 9)] }).Applied);
    }

    [Fact]
    public void An_unreadable_record_leaves_its_id_free()
    {
        using Story story = Told(Remembering);
        byte[] bytes = story.Encode(Snapshot("p1:1", 0, SnapshotScope.Full, Line("p1:mask", 5)));
        Assert.True(story.Apply(bytes[..^3]).IsMalformed);
        Assert.Equal(1, story.Apply(bytes).Applied);
    }

    [Fact]
    public void Without_the_option_nothing_is_remembered()
    {
        using Story story = Told(new EngineOptions());
        StockSnapshot first = Snapshot("p1:1", 0, SnapshotScope.Full, Line("p1:mask", 5));
        story.Tell(first);
        Assert.Equal(new RecordOutcome(1, 0, false), story.Tell(first));
    }

    [Fact]
    public void The_oldest_ids_are_forgotten_first_and_the_others_are_saved()
    {
        using Story story = Told(Remembering);
        for (int i = 0; i < 40; i++)
            story.Tell(Numbered(i));
        byte[] saved = story.Saved();
        using var loaded = StockEngine.Load(new MemoryStream(saved), Remembering, Registry());
        Assert.Equal([true, true, true, false], new[] { 39, 38, 37, 36 }.Select(i => Again(loaded, story.Encode(Numbered(i))).IsDuplicate));
        using var engine = StockEngine.Load(new MemoryStream(saved), Remembering, Registry());
        var stream = new MemoryStream();
        engine.Save(stream);
        Assert.Equal(saved, stream.ToArray());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(100)]
    public void Any_bound_holds_the_newest(int countMax)
    {
        var ids = new RecentIds(countMax);
        for (ulong i = 0; i < 250; i++)
        {
            ids.Add(new RecentId(i, i * 3));
            Assert.Equal((int)Math.Min(i + 1, (ulong)countMax), ids.Count);
            Assert.Equal(new RecentId(i, i * 3), ids[ids.Count - 1]);
            Assert.Equal(new RecentId(i + 1 - (ulong)ids.Count, (i + 1 - (ulong)ids.Count) * 3), ids[0]);
        }
    }

    [Fact]
    public void A_state_of_the_version_before_loads_and_remembers_nothing()
    {
        using Story story = Told(new EngineOptions());
        story.Tell(Numbered(1));
        using var loaded = StockEngine.Load(new MemoryStream(AsVersion1(story.Saved())), Remembering, Registry());
        Assert.Equal(story.Engine.Cells(null, 0, 9), loaded.Cells(null, 0, 9));
        Assert.False(Again(loaded, story.Encode(Numbered(1))).IsDuplicate);
    }

    private static StockSnapshot Numbered(int i) =>
        Snapshot("p1:1", i, SnapshotScope.Full, Line("p1:mask", i)) with { SnapshotId = $"s-{i}" };

    private static RecordOutcome Again(StockEngine engine, byte[] payload)
    {
        var outcome = new RecordOutcome[1];
        engine.Apply([new LogRecord(engine.NextOffset, engine.NowMs, payload)], outcome);
        return outcome[0];
    }

    private static Story Told(EngineOptions options) => new(Registry(), options: options);

    // The blocks' contents without the count of ids at the end, and with the version before.
    private static byte[] AsVersion1(byte[] saved)
    {
        var content = new List<byte>();
        for (int at = 0; BinaryPrimitives.ReadInt32LittleEndian(saved.AsSpan(at)) is > 0 and int length;)
        {
            content.AddRange(saved[(at + sizeof(int))..(at + sizeof(int) + length)]);
            at += sizeof(int) + length + sizeof(ulong);
        }

        byte[] old = [.. content[..^sizeof(long)]];
        old[sizeof(long)] = 1;
        var stream = new MemoryStream();
        var to = new StateWriter(stream);
        to.WriteColumn<byte>(old);
        to.Finish();
        return stream.ToArray();
    }
}
