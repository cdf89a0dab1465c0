using Inventory.Model.Receipts;
using Inventory.Model.Rejections;
using Inventory.Model.Snapshots;
using Inventory.Storage;
using Inventory.Storage.Log;
using Xunit;
using static Inventory.Tests.Storage.Log.LogFixture;

namespace Inventory.Tests.Storage.Log;

public sealed class SqliteSnapshotLogTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task What_was_appended_is_read_in_order_and_again_after_opening()
    {
        await using (SqliteSnapshotLog log = Open(folder))
        {
            Receipt first = await Append(log, Entry("a"), Entry("b", lines: 3));
            Receipt second = await Append(log, Entry("c"));
            Assert.Equal(new OffsetRange(0, 1), first.Offsets);
            Assert.Equal(new OffsetRange(2, 2), second.Offsets);
            Assert.Equal(4, first.Lines.Accepted);
            Assert.Equal(["demo-retailer/a/", "demo-retailer/b/", "demo-retailer/c/"], ReadAll(log).Select(Text));
        }

        await using SqliteSnapshotLog again = Open(folder);
        Assert.Equal(3, again.NextOffset);
        Assert.Equal(["demo-retailer/a/", "demo-retailer/b/", "demo-retailer/c/"], ReadAll(again).Select(Text));
        Assert.Equal(new OffsetRange(3, 3), (await Append(again, Entry("d"))).Offsets);
    }

    [Fact]
    public async Task The_same_snapshot_again_is_a_duplicate_and_changes_nothing()
    {
        await using SqliteSnapshotLog log = Open(folder);
        await Append(log, Entry("a", "x", lines: 5));
        Receipt receipt = await Append(log, Entry("a", "x", lines: 5), Entry("b", lines: 2));
        Assert.Equal((2, 5, 0), (receipt.Lines.Accepted, receipt.Lines.Duplicate, receipt.Lines.Rejected));
        Assert.Equal(1, receipt.Snapshots);
        Assert.Equal(new OffsetRange(1, 1), receipt.Offsets);
        Receipt pure = await Append(log, Entry("a", "x", lines: 5));
        Assert.Equal((0, 5), (pure.Lines.Accepted, pure.Lines.Duplicate));
        Assert.Null(pure.Offsets);
        Assert.Equal(2, log.NextOffset);
    }

    [Fact]
    public async Task A_reused_id_is_refused_with_its_place_and_does_not_touch_the_first()
    {
        await using SqliteSnapshotLog log = Open(folder);
        await Append(log, Entry("a", "x", lines: 5));
        Receipt receipt = await Append(log, Entry("a", "y", lines: 7));
        Assert.Equal((0, 0, 7), (receipt.Lines.Accepted, receipt.Lines.Duplicate, receipt.Lines.Rejected));
        Rejection rejection = Assert.Single(receipt.Rejections);
        Assert.Equal(new Rejection(new SourcePosition(Path: ""), "snapshotId", "a", RejectionReason.IdReused), rejection);
        Assert.Equal("demo-retailer/a/x", Text(Assert.Single(ReadAll(log))));
    }

    [Fact]
    public async Task The_same_id_of_another_sender_is_another_snapshot()
    {
        await using SqliteSnapshotLog log = Open(folder);
        await Append(log, Entry("23", sender: "a1"), Entry("3", sender: "a12"), Entry("23", sender: "b1"));
        Assert.Equal(3, log.NextOffset);
    }

    [Fact]
    public async Task Duplicates_inside_one_commit_are_found()
    {
        await using SqliteSnapshotLog log = Open(folder);
        (ManualResetEventSlim gate, Task held) = await Hold(log);
        Task<Receipt> first = Append(log, Entry("a", "x"), Entry("a", "x"));
        Task<Receipt> second = Append(log, Entry("a", "x"));
        Task<Receipt> third = Append(log, Entry("a", "z"));
        gate.Set();
        await held;
        Assert.Equal((1, 1), ((await first).Lines.Accepted, (await first).Lines.Duplicate));
        Assert.Equal((0, 1), ((await second).Lines.Accepted, (await second).Lines.Duplicate));
        Assert.Equal((0, 1), ((await third).Lines.Accepted, (await third).Lines.Rejected));
        Assert.Equal(2, log.CommitCount);
        Assert.Single(ReadAll(log));
    }

    [Fact]
    public async Task Sixty_four_producers_lose_nothing_double_nothing_and_leave_no_gap()
    {
        const int Producers = 64;
        const int Each = 40;
        await using SqliteSnapshotLog log = Open(folder, new LogOptions { TailBytesMax = 4096, RowBytesMax = 700 });
        var acknowledged = new Dictionary<string, OffsetRange>[Producers];
        await Task.WhenAll(Enumerable.Range(0, Producers).Select(p => Task.Run(async () =>
        {
            acknowledged[p] = [];
            for (int i = 0; i < Each; i++)
            {
                string id = $"{p}-{i}";
                acknowledged[p][id] = (await Append(log, Entry(id), Entry(id + "b"))).Offsets!.Value;
            }
        })));
        List<LogRecord> all = ReadAll(log);
        Assert.Equal(Producers * Each * 2, all.Count);
        Assert.Equal(all.Count, all.Select(Text).Distinct().Count());
        foreach ((string id, OffsetRange range) in acknowledged.SelectMany(a => a))
        {
            Assert.Equal($"demo-retailer/{id}/", Text(all[(int)range.First]));
            Assert.Equal($"demo-retailer/{id}b/", Text(all[(int)range.Last]));
        }
    }

    [Fact]
    public async Task Many_waiting_calls_share_one_commit()
    {
        await using SqliteSnapshotLog log = Open(folder);
        (ManualResetEventSlim gate, Task held) = await Hold(log);
        Task<Receipt>[] waiting = [.. Enumerable.Range(0, 1000).Select(i => Append(log, Entry($"{i}")))];
        gate.Set();
        await held;
        await Task.WhenAll(waiting);
        Assert.Equal(2, log.CommitCount);
        Assert.Equal(1000, log.NextOffset);
    }

    [Fact]
    public async Task A_commit_stays_within_its_bounds()
    {
        await using SqliteSnapshotLog log = Open(folder, new LogOptions { CommitCountMax = 100 });
        (ManualResetEventSlim gate, Task held) = await Hold(log);
        Task<Receipt>[] waiting = [.. Enumerable.Range(0, 1000).Select(i => Append(log, Entry($"{i}")))];
        gate.Set();
        await held;
        await Task.WhenAll(waiting);
        Assert.Equal(11, log.CommitCount);
    }

    [Fact]
    public async Task A_full_queue_is_answered_busy_and_a_retry_helps()
    {
        await using SqliteSnapshotLog log = Open(folder, new LogOptions { PendingBytesMax = 10_000 });
        (ManualResetEventSlim gate, Task held) = await Hold(log);
        var waiting = new List<Task<Receipt>>();
        StorageException? busy = null;
        for (int i = 0; busy is null && i < 1000; i++)
        {
            Task<Receipt> task = Append(log, Entry($"{i}"));
            if (task.IsFaulted)
                busy = await Assert.ThrowsAsync<StorageException>(() => task);
            else
                waiting.Add(task);
        }

        Assert.True(busy!.IsTransient);
        Assert.Contains("busy", busy.Message, StringComparison.Ordinal);
        gate.Set();
        await held;
        await Task.WhenAll(waiting);
        Assert.Equal(waiting.Count, log.NextOffset);
        await Append(log, Entry("after"));
        Assert.Equal(waiting.Count + 1, log.NextOffset);
    }

    [Fact]
    public async Task One_delivery_beyond_the_queue_is_refused_for_good()
    {
        await using SqliteSnapshotLog log = Open(folder, new LogOptions { PendingBytesMax = 10_000 });
        StorageException e = await Assert.ThrowsAsync<StorageException>(() => Append(log, Entry("a", new string('x', 10_000))));
        Assert.False(e.IsTransient);
        await Append(log, Entry("b"));
        Assert.Equal(1, log.NextOffset);
    }

    [Fact]
    public async Task A_large_delivery_is_one_commit_in_several_rows()
    {
        await using SqliteSnapshotLog log = Open(folder, new LogOptions { RowBytesMax = 1000, TailBytesMax = 0 });
        LogEntry[] entries = [.. Enumerable.Range(0, 50).Select(i => Entry($"{i}", new string('x', 100)))];
        Receipt receipt = await Append(log, entries);
        Assert.Equal(new OffsetRange(0, 49), receipt.Offsets);
        Assert.Equal(1, log.CommitCount);
        Assert.Equal(
            entries.Select(e => e.Payload.ToArray()), ReadAll(log, countMax: 3).Select(r => r.Payload.ToArray()));
    }

    [Fact]
    public async Task A_caller_that_gives_up_in_time_appended_nothing_and_harms_nobody()
    {
        await using SqliteSnapshotLog log = Open(folder);
        using var giveUp = new CancellationTokenSource();
        (ManualResetEventSlim gate, Task held) = await Hold(log);
        Task<Receipt> first = log.AppendAsync(Request(Entry("a")), CancellationToken.None).AsTask();
        Task<Receipt> second = log.AppendAsync(Request(Entry("b")), giveUp.Token).AsTask();
        Task<Receipt> third = log.AppendAsync(Request(Entry("c")), CancellationToken.None).AsTask();
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        gate.Set();
        await held;
        await Task.WhenAll(first, third);
        Assert.Equal(["demo-retailer/a/", "demo-retailer/c/"], ReadAll(log).Select(Text));
    }

    [Fact]
    public async Task Reading_keeps_to_its_bounds_and_gives_at_least_one()
    {
        await using SqliteSnapshotLog log = Open(folder);
        await Append(log, Entry("a", new string('x', 1000)), Entry("b"), Entry("c"), Entry("d"));
        var into = new List<LogRecord>();
        Assert.Equal(1, log.Read(0, into, 10, 10));
        Assert.Equal(2, log.Read(1, into, 3, 1000));
        Assert.Equal(3, into.Count);
        Assert.Equal(0, log.Read(3, into, 3, 1000));
        Assert.Equal(1, log.Read(3, into, 9, 1000));
        Assert.Equal(0, log.Read(4, into, 9, 1000));
        Assert.Equal([0L, 1, 2, 3], into.Select(r => r.Offset));
    }

    [Fact]
    public async Task A_slow_reader_gets_every_record_from_the_database()
    {
        await using SqliteSnapshotLog log = Open(folder, new LogOptions { TailBytesMax = 2000 });
        var read = new List<string>();
        var into = new List<LogRecord>();
        for (int i = 0; i < 300; i++)
        {
            await Append(log, Entry($"{i}"));
            if (i % 3 == 0)
            {
                log.Read(read.Count, into, 1, 100);
                read.AddRange(into.Select(Text));
                into.Clear();
            }
        }

        while (log.Read(read.Count, into, 7, 1000) > 0)
        {
            read.AddRange(into.Select(Text));
            into.Clear();
        }

        Assert.Equal(Enumerable.Range(0, 300).Select(i => $"demo-retailer/{i}/"), read);
    }

    [Fact]
    public async Task Waiting_ends_with_the_commit_that_brings_the_record()
    {
        await using SqliteSnapshotLog log = Open(folder);
        Task first = log.WaitAsync(0, CancellationToken.None).AsTask();
        Task second = log.WaitAsync(1, CancellationToken.None).AsTask();
        Assert.False(first.IsCompleted);
        await Append(log, Entry("a"));
        await first;
        Assert.False(second.IsCompleted);
        await Append(log, Entry("b"));
        await second;
        using var giveUp = new CancellationTokenSource();
        Task third = log.WaitAsync(2, giveUp.Token).AsTask();
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => third);
    }

    [Fact]
    public async Task Closing_commits_what_waits_and_wakes_the_readers()
    {
        SqliteSnapshotLog log = Open(folder);
        Task reader = log.WaitAsync(50, CancellationToken.None).AsTask();
        (ManualResetEventSlim gate, Task held) = await Hold(log);
        Task<Receipt> waiting = Append(log, Entry("a"));
        ValueTask closing = log.DisposeAsync();
        gate.Set();
        await held;
        await closing;
        await waiting;
        await Assert.ThrowsAsync<ObjectDisposedException>(() => reader);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => Append(log, Entry("b")));
        await using SqliteSnapshotLog again = Open(folder);
        Assert.Equal(1, again.NextOffset);
    }

    [Fact]
    public async Task The_time_of_receipt_never_goes_back()
    {
        var time = new SteppedTime();
        await using (SqliteSnapshotLog log = Open(folder, time: time))
        {
            await Append(log, Entry("a"));
            time.Now -= TimeSpan.FromHours(1);
            Assert.Equal(time.Now.AddHours(1), (await Append(log, Entry("b"))).ReceivedAt);
        }

        await using SqliteSnapshotLog again = Open(folder, time: time);
        await Append(again, Entry("c"));
        time.Now += TimeSpan.FromHours(2);
        await Append(again, Entry("d"));
        List<LogRecord> all = ReadAll(again);
        Assert.Equal(all[0].ReceivedAtMs, all[2].ReceivedAtMs);
        Assert.Equal(all[0].ReceivedAtMs + 3_600_000, all[3].ReceivedAtMs);
    }
}
