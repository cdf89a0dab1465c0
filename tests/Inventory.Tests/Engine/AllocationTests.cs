using Inventory.Engine;
using Inventory.Model.Snapshots;
using Xunit;
using static Inventory.Tests.Engine.Story;

namespace Inventory.Tests.Engine;

public sealed class AllocationTests
{
    [Fact]
    public void Apply_allocates_nothing_once_its_locations_and_items_are_known()
    {
        using var story = new Story(Registry(Shop("p1", 1)));
        var records = new LogRecord[400];
        for (int i = 0; i < records.Length; i++)
        {
            StockLine[] lines = [.. Enumerable.Range(0, 50).Select(n => Line(n % 2 == 0 ? "p1:mask" : $"p1:i{n}", i + n))];
            records[i] = new LogRecord(i, StartMs, story.Encode(Snapshot("p1:1", i / 100.0, SnapshotScope.Full, lines)));
        }

        var outcomes = new RecordOutcome[200];
        story.Engine.Apply(records.AsSpan(0, 200), outcomes);
        long before = GC.GetAllocatedBytesForCurrentThread();
        story.Engine.Apply(records.AsSpan(200), outcomes);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(50, outcomes[^1].Applied);
        Assert.Equal(0, allocated);
    }

    [Fact]
    public void Numbered_lines_give_the_state_that_partial_snapshots_give()
    {
        using var told = new Story(Registry(Shop("p1", 1)), partitions: 3);
        using var bulk = new Story(Registry(Shop("p1", 1)), partitions: 3);
        var random = new Random(5);
        for (int i = 0; i < 300; i++)
        {
            string location = $"p1:{random.Next(9)}";
            string item = random.Next(2) == 0 ? "p1:mask" : "p1:kid";
            (int quantity, int minute) = (random.Next(100), random.Next(200));
            told.Partial(location, minute, Line(item, quantity));
            int key = bulk.Engine.KeyOf(item, StockStatus.OnHand);
            (int partition, int local) = bulk.Engine.PlaceOf(location, "p1");
            bulk.Engine.ApplyParsed(partition, [new(local, key, quantity, At(minute).ToUnixTimeMilliseconds())], StartMs);
        }

        Assert.Equal(told.Level(), bulk.Level());
        Assert.Equal(told.Engine.Cells(null, 0, 99), bulk.Engine.Cells(null, 0, 99));
    }
}
