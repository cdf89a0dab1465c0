using Inventory.Storage.Checkpoints;
using Xunit;

namespace Inventory.Tests.Storage.Checkpoints;

public sealed class PartitionCheckpointsTests
{
    [Fact]
    public void A_partitions_state_goes_from_one_process_to_another_on_a_shared_folder()
    {
        using var folder = new TestFolder();
        var one = new PartitionCheckpoints(folder["shared"], "host-1/core");
        var two = new PartitionCheckpoints(folder["shared"], "host-2/core");
        one.For(0).Save(10, x => x.WriteByte(7));
        one.For(11).Save(20, x => x.WriteByte(8));

        Assert.Equal(7, Load(two.For(0)));
        Assert.Equal(8, Load(two.For(11)));
        Assert.Equal(-1, Load(two.For(5)));
        two.For(0).Save(15, x => x.WriteByte(9));
        Assert.Equal(9, Load(one.For(0)));
    }

    [Fact]
    public void An_unfinished_file_of_another_process_is_left_alone_until_it_is_surely_abandoned()
    {
        using var folder = new TestFolder();
        var one = new PartitionCheckpoints(folder["shared"], "a");
        one.For(3).Save(1, x => x.WriteByte(1));
        string mine = Path.Combine(folder["shared"], "p00003", "0000000000000000002.checkpoint.b.new");
        string old = Path.Combine(folder["shared"], "p00003", "0000000000000000002.checkpoint.c.new");
        File.WriteAllText(mine, "half");
        File.WriteAllText(old, "half");
        File.SetLastWriteTimeUtc(old, DateTime.UtcNow.AddDays(-2));

        one.For(3).Save(3, x => x.WriteByte(3));

        Assert.True(File.Exists(mine));
        Assert.False(File.Exists(old));
        Assert.Equal(3, Load(one.For(3)));
    }

    private static int Load(CheckpointStore store)
    {
        int value = -1;
        store.TryLoad(x => value = x.ReadByte(), out _);
        return value;
    }
}
