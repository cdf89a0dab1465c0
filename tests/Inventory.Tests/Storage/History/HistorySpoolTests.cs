using Inventory.Model.History;
using Inventory.Model.Levels;
using Inventory.Storage.History;
using Xunit;
using Xunit.Abstractions;

namespace Inventory.Tests.Storage.History;

public sealed class HistorySpoolTests(ITestOutputHelper output) : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Everything_comes_out_once_and_in_order_over_any_number_of_ends_of_the_process()
    {
        int seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        HistorySpool spool = Open();
        int written = 0;
        int released = 0;
        for (int round = 0; round < 400; round++)
        {
            switch (random.Next(6))
            {
                case 0:
                    // Without Dispose, as kill -9 leaves it: what is on the disk is what counts.
                    spool.Dispose();
                    spool = Open();
                    int again = spool.Count;
                    Assert.True(again >= written - released, "an entry was lost");
                    released = written - again;
                    break;
                case < 4:
                    Assert.True(spool.TryAppend(Entry(written++, random.Next(1, 40))));
                    break;
                default:
                    IReadOnlyList<HistoryEntry?> entries = spool.Peek(random.Next(1, 20));
                    for (int i = 0; i < entries.Count; i++)
                        Assert.Equal(released + i, NumberOf(entries[i]!));
                    spool.Release(entries.Count);
                    released += entries.Count;
                    break;
            }
        }

        while (spool.Peek(1000) is { Count: > 0 } rest)
        {
            Assert.Equal(released, NumberOf(rest[0]!));
            spool.Release(rest.Count);
            released += rest.Count;
        }

        Assert.Equal(written, released);
        Assert.Equal(0, spool.Bytes);
        spool.Dispose();
        Assert.Empty(Directory.GetFiles(folder["spool"]));
    }

    [Fact]
    public void A_file_cut_at_any_byte_keeps_every_whole_entry()
    {
        using (HistorySpool spool = Open(segment: 1 << 20))
        {
            for (int i = 0; i < 3; i++)
                spool.TryAppend(Entry(i, 2));
        }

        string path = Directory.GetFiles(folder["spool"]).Single();
        byte[] whole = File.ReadAllBytes(path);
        int entry = whole.Length / 3;
        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(path, whole[..length]);
            using HistorySpool spool = Open();
            Assert.Equal(length / entry, spool.Count);
            Assert.Equal(length % entry == 0 ? 0 : 1, spool.TornFiles);
            Assert.Equal(Enumerable.Range(0, length / entry), spool.Peek(9).Select(x => NumberOf(x!)));
        }
    }

    [Fact]
    public void A_wrong_byte_ends_its_file_there_and_later_files_are_read()
    {
        using (HistorySpool spool = Open(segment: 1))
        {
            for (int i = 0; i < 3; i++)
                spool.TryAppend(Entry(i, 2));
        }

        string second = Directory.GetFiles(folder["spool"]).Order(StringComparer.Ordinal).ElementAt(1);
        byte[] bytes = File.ReadAllBytes(second);
        bytes[20] ^= 1;
        File.WriteAllBytes(second, bytes);
        using HistorySpool again = Open();
        Assert.Equal((2, 1), (again.Count, again.TornFiles));
        Assert.Equal(0, NumberOf(again.Peek(1)[0]!));
        again.Release(1);
        Assert.Equal(2, NumberOf(again.Peek(1)[0]!));
        Assert.True(again.TryAppend(Entry(3, 2)));
        Assert.Equal(4, Directory.GetFiles(folder["spool"]).Length + again.Count);
    }

    [Fact]
    public void A_full_spool_refuses_the_newest_and_frames_before_points()
    {
        using HistorySpool spool = Open(bytesMax: 10_000);
        var frame = new HistoryEntry(null, new ShownFrame(Audience.Public, 1, 0, 1, 1, new byte[1000]));
        int frames = 0;
        while (spool.TryAppend(frame))
            frames++;
        Assert.Equal(4, frames);
        int points = 0;
        while (spool.TryAppend(Entry(points, 1)))
            points++;
        Assert.True(points > 0);
        Assert.True(spool.Bytes <= 10_000);
        spool.Release(1);
        Assert.True(spool.TryAppend(Entry(points, 1)));
        Assert.Equal(frames + points, spool.Count);
    }

    [Fact]
    public async Task A_reader_that_waits_is_woken_by_the_next_entry()
    {
        using HistorySpool spool = Open();
        Task waiting = spool.WaitAsync(default);
        Assert.False(waiting.IsCompleted);
        spool.TryAppend(Entry(0, 1));
        await waiting.WaitAsync(TimeSpan.FromSeconds(30));
        spool.Release(1);
        Assert.False(spool.WaitAsync(default).IsCompleted);
    }

    [Fact]
    public void Entries_come_back_as_they_were()
    {
        using HistorySpool spool = Open();
        HistoryPoint[] points =
        [
            new(5, "マスク", -1, 2, long.MinValue, long.MaxValue, 1, 2, 3, 4, null),
            new(6, "", 47, -1, 0, 0, 0, 0, 0, 0, 0.1),
        ];
        byte[] body = [1, 2, 3];
        spool.TryAppend(new HistoryEntry(points, null));
        spool.TryAppend(new HistoryEntry(null, new ShownFrame(Audience.Ministry, 9, 8, 7, 6, body)));
        IReadOnlyList<HistoryEntry?> found = spool.Peek(2);
        Assert.Equal(points, found[0]!.Points);
        ShownFrame frame = found[1]!.Frame!;
        Assert.Equal((Audience.Ministry, 9L, 8L, 7L, 6L), (frame.Audience, frame.ComputedAtMs, frame.PreviousMs, frame.Sequence, frame.NextOffset));
        Assert.Equal(body, frame.Body.ToArray());
    }

    private HistorySpool Open(long bytesMax = 1 << 20, int segment = 700) => new(folder["spool"], bytesMax, segment);

    private static HistoryEntry Entry(int number, int points) => new(
        [.. Enumerable.Range(0, points).Select(i => new HistoryPoint(number, "c", i, 0, number, 0, 0, 0, 0, 0, null))], null);

    private static int NumberOf(HistoryEntry entry) => (int)entry.Points![0].TimeMs;
}
