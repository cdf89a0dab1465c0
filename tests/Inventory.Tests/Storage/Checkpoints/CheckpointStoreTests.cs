using Inventory.Storage;
using Inventory.Storage.Checkpoints;
using Xunit;
using Xunit.Abstractions;

namespace Inventory.Tests.Storage.Checkpoints;

public sealed class CheckpointStoreTests(ITestOutputHelper output) : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_newest_is_loaded_and_two_are_kept()
    {
        var store = new CheckpointStore(folder["checkpoints"]);
        Assert.Null(Load(store, out IReadOnlyList<string> skipped));
        Assert.Empty(skipped);
        foreach (int offset in (int[])[5, 70, 300])
            store.Save(offset, stream => stream.Write(Content(offset)));
        Assert.Equal(Content(300), Load(store, out skipped));
        Assert.Empty(skipped);
        Assert.Equal(2, Directory.GetFiles(folder["checkpoints"]).Length);
    }

    [Fact]
    public void An_empty_checkpoint_and_a_large_one_come_back_whole()
    {
        var store = new CheckpointStore(folder["checkpoints"]);
        store.Save(0, _ => { });
        Assert.Equal([], Load(store, out _)!);
        byte[] large = new byte[300_001];
        new Random(1).NextBytes(large);
        store.Save(1, stream => stream.Write(large));
        Assert.Equal(large, Load(store, out _));
    }

    [Fact]
    public void A_wrong_byte_anywhere_costs_the_newest_only_and_is_named()
    {
        var store = new CheckpointStore(folder["checkpoints"]);
        store.Save(1, stream => stream.Write(Content(1)));
        store.Save(2, stream => stream.Write(Content(2)));
        string newest = Directory.GetFiles(folder["checkpoints"]).Order(StringComparer.Ordinal).Last();
        byte[] good = File.ReadAllBytes(newest);
        for (int i = 0; i < good.Length; i++)
        {
            byte[] bad = [.. good];
            bad[i] ^= (byte)(1 << (i % 8));
            AssertSkipped(store, newest, bad);
        }
    }

    [Fact]
    public void A_checkpoint_torn_or_grown_at_any_length_is_skipped()
    {
        int seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var store = new CheckpointStore(folder["checkpoints"]);
        store.Save(1, stream => stream.Write(Content(1)));
        store.Save(2, stream => stream.Write(Content(2)));
        string newest = Directory.GetFiles(folder["checkpoints"]).Order(StringComparer.Ordinal).Last();
        byte[] good = File.ReadAllBytes(newest);
        for (int length = 0; length < good.Length; length++)
            AssertSkipped(store, newest, good[..length]);
        byte[] tail = new byte[new Random(seed).Next(1, 50)];
        new Random(seed).NextBytes(tail);
        AssertSkipped(store, newest, [.. good, .. tail]);
    }

    [Fact]
    public void One_that_its_reader_refuses_is_skipped()
    {
        var store = new CheckpointStore(folder["checkpoints"]);
        store.Save(1, stream => stream.Write(Content(1)));
        store.Save(2, stream => stream.Write(Content(2)));
        int calls = 0;
        bool found = store.TryLoad(
            _ =>
            {
                if (calls++ == 0)
                    throw new InvalidDataException("written by a newer engine");
            },
            out IReadOnlyList<string> skipped);
        Assert.True(found);
        Assert.Contains("written by a newer engine", Assert.Single(skipped), StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_was_not_finished_changes_nothing()
    {
        var store = new CheckpointStore(folder["checkpoints"]);
        store.Save(1, stream => stream.Write(Content(1)));
        StorageException e = Assert.Throws<StorageException>(() => store.Save(2, stream =>
        {
            stream.Write(Content(2));
            throw new IOException("No space left on device");
        }));
        Assert.True(e.IsTransient);
        Assert.Equal(Content(1), Load(store, out IReadOnlyList<string> skipped));
        Assert.Empty(skipped);
        Assert.Single(Directory.GetFiles(folder["checkpoints"]));
    }

    private static byte[] Content(int offset) => [.. Enumerable.Range(0, 200).Select(i => (byte)((i * offset) & 0xff))];

    private static void AssertSkipped(CheckpointStore store, string path, byte[] bytes)
    {
        File.WriteAllBytes(path, bytes);
        Assert.Equal(Content(1), Load(store, out IReadOnlyList<string> skipped));
        Assert.StartsWith(Path.GetFileName(path), Assert.Single(skipped), StringComparison.Ordinal);
    }

    private static byte[]? Load(CheckpointStore store, out IReadOnlyList<string> skipped)
    {
        byte[]? content = null;
        bool found = store.TryLoad(
            stream =>
            {
                using var copy = new MemoryStream();
                stream.CopyTo(copy);
                content = copy.ToArray();
            },
            out skipped);
        Assert.Equal(found, content is not null);
        return content;
    }
}
