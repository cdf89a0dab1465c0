using System.Collections.Concurrent;
using System.Text;
using Confluent.Kafka;
using Inventory.Storage.Kafka;
using Xunit;
using static Inventory.Tests.Storage.Kafka.KafkaFixture;

namespace Inventory.Tests.Storage.Kafka;

public sealed class KafkaPartitionReaderTests
{
    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(50);

    [KafkaFact]
    public async Task A_record_comes_with_its_headers_and_the_gateways_time()
    {
        using var brokers = new MockBrokers(1);
        KafkaOptions options = brokers.WithTopics();
        using var folder = new TestFolder();
        await using KafkaSnapshotWriter writer = Open(options, folder);
        var receipt = await Push(writer, Entry("s-1", Location(1), 9));
        using var reader = new KafkaPartitionReader(options, _ => null);

        PartitionRecord record = Assert.Single(ReadUntil(reader, 1));

        Assert.Equal((Sender, "s-1", (ulong?)9, receipt.Id), (record.Sender, record.SnapshotId, record.ContentHash, record.Receipt));
        Assert.Equal(receipt.ReceivedAt.ToUnixTimeMilliseconds(), record.Record.ReceivedAtMs);
        Assert.Equal(Entry("s-1", Location(1), 9).Payload.ToArray(), record.Record.Payload.ToArray());
        Assert.Equal(1, reader.EndOffset(record.Partition));
        Assert.Equal(0, reader.StartOffset(record.Partition));
    }

    [KafkaFact]
    public async Task Records_that_are_not_ours_come_as_they_are_with_the_brokers_time()
    {
        using var brokers = new MockBrokers(1);
        KafkaOptions options = brokers.WithTopics(1);
        var sent = new Timestamp(new DateTime(2026, 11, 22, 0, 0, 0, DateTimeKind.Utc));
        await Foreign(options, "no json", sent);
        await Foreign(options, null, sent);
        await Foreign(options, "{}", sent, new Headers { { "received", "yesterday"u8.ToArray() }, { "contentHash", "zz"u8.ToArray() } });
        await Foreign(options, "[]", sent, new Headers { { "received", "-5"u8.ToArray() }, { "sender", new byte[2000] } });
        using var reader = new KafkaPartitionReader(options, _ => null);

        List<PartitionRecord> records = ReadUntil(reader, 4);

        Assert.Equal(["no json", "", "{}", "[]"], records.Select(x => Encoding.UTF8.GetString(x.Record.Payload.Span)));
        Assert.All(records, x => Assert.Equal(sent.UnixTimestampMs, x.Record.ReceivedAtMs));
        Assert.All(records, x => Assert.Null(x.Sender));
        Assert.All(records, x => Assert.Null(x.ContentHash));
        Assert.Equal([0, 1, 2, 3], records.Select(x => x.Record.Offset));
    }

    [KafkaFact]
    public async Task Reading_goes_on_where_the_state_is_and_not_where_the_group_is()
    {
        using var brokers = new MockBrokers(1);
        KafkaOptions options = brokers.WithTopics(1);
        using var folder = new TestFolder();
        await using KafkaSnapshotWriter writer = Open(options, folder);
        for (int i = 0; i < 10; i++)
            await Push(writer, Entry($"s-{i}", Location(i)));
        using (var first = new KafkaPartitionReader(options, _ => null))
        {
            ReadUntil(first, 10);
            first.Commit(0, 10);
        }

        using var second = new KafkaPartitionReader(options, partition => 4);
        List<PartitionRecord> records = ReadUntil(second, 6);

        Assert.Equal([4, 5, 6, 7, 8, 9], records.Select(x => x.Record.Offset));
    }

    [KafkaFact]
    public async Task What_was_committed_can_be_watched_from_outside()
    {
        using var brokers = new MockBrokers(1);
        KafkaOptions options = brokers.WithTopics(1);
        using var folder = new TestFolder();
        await using KafkaSnapshotWriter writer = Open(options, folder);
        await Push(writer, Entry("s-1", Location(1)), Entry("s-2", Location(2)));
        using (var reader = new KafkaPartitionReader(options, _ => null))
        {
            ReadUntil(reader, 2);
            reader.Commit(0, 2);
            reader.Commit(7, 2);
        }

        var config = new ConsumerConfig { BootstrapServers = options.Bootstrap, GroupId = options.Group };
        using IConsumer<Ignore, Ignore> outside = new ConsumerBuilder<Ignore, Ignore>(config).Build();
        TopicPartitionOffset committed = Assert.Single(
            outside.Committed([new TopicPartition(options.Topics.Snapshots, 0)], TimeSpan.FromSeconds(10)));
        Assert.Equal(2, committed.Offset.Value);
    }

    [KafkaFact]
    public async Task Records_deleted_before_the_start_are_told_and_reading_goes_on()
    {
        using var brokers = new MockBrokers(1);
        KafkaOptions options = brokers.WithTopics(1);
        using var folder = new TestFolder();
        await using KafkaSnapshotWriter writer = Open(options, folder);
        for (int i = 0; i < 10; i++)
            await Push(writer, Entry($"s-{i}", Location(i)));
        brokers.DeleteBefore(options.Topics.Snapshots, 0, 6);
        var gaps = new List<OffsetGap>();
        using var reader = new KafkaPartitionReader(options, _ => 3) { Skipped = gaps.Add };

        List<PartitionRecord> records = ReadUntil(reader, 4);

        Assert.Equal([6, 7, 8, 9], records.Select(x => x.Record.Offset));
        Assert.Equal(new OffsetGap(0, 3, 6), Assert.Single(gaps));
    }

    [KafkaFact]
    public async Task A_state_from_before_the_topic_was_made_anew_is_told()
    {
        using var brokers = new MockBrokers(1);
        KafkaOptions options = brokers.WithTopics(1);
        using var folder = new TestFolder();
        await using KafkaSnapshotWriter writer = Open(options, folder);
        await Push(writer, Entry("s-1", Location(1)));
        var gaps = new List<OffsetGap>();
        using var reader = new KafkaPartitionReader(options, _ => 1000) { Skipped = gaps.Add };

        Assert.Equal(0, Assert.Single(ReadUntil(reader, 1)).Record.Offset);
        Assert.Equal(new OffsetGap(0, 1000, 0), Assert.Single(gaps));
    }

    [KafkaFact]
    public async Task Records_deleted_under_a_reader_that_stood_still_are_told()
    {
        using var brokers = new MockBrokers(1);
        KafkaOptions options = brokers.WithTopics(1);
        using var folder = new TestFolder();
        await using KafkaSnapshotWriter writer = Open(options, folder);
        await Push(writer, Entry("s-first", Location(0)));
        var gaps = new List<OffsetGap>();
        using var reader = new KafkaPartitionReader(options, _ => null) { Skipped = gaps.Add };
        ReadUntil(reader, 1);

        // The broker is away for the reader's fetches while others write and retention deletes.
        brokers.SetDown(1);
        Thread.Sleep(300);
        brokers.SetUp(1);
        for (int i = 0; i < 10; i++)
            await Push(writer, Entry($"s-{i}", Location(i)));
        brokers.DeleteBefore(options.Topics.Snapshots, 0, 8);
        var records = new List<PartitionRecord>();
        Eventually(
            () => { reader.Poll(records, 100, Wait); return records.Count > 0 && records[^1].Record.Offset == 10; }, "the end");

        // Some may have been fetched before they were deleted; what is missing must be told exactly.
        long[] offsets = [1, .. records.Select(x => x.Record.Offset)];
        long missing = 10 - records.Count;
        Assert.Equal(missing, gaps.Sum(x => x.Found - x.Expected));
        Assert.Equal(offsets.Order(), offsets);
    }

    [KafkaFact]
    public async Task Two_readers_share_the_partitions_and_no_record_is_lost_or_read_by_both()
    {
        using var brokers = new MockBrokers(1);
        KafkaOptions options = brokers.WithTopics(6);
        using var folder = new TestFolder();
        await using KafkaSnapshotWriter writer = Open(options, folder);
        // State as cores keep it: saved when a partition is given up, loaded when one is taken.
        var saved = new ConcurrentDictionary<int, long>();
        var applied = new ConcurrentBag<(int Partition, long Offset)>();
        using var stop = new CancellationTokenSource();
        Task pushes = Task.Run(async () =>
        {
            for (int i = 0; !stop.IsCancellationRequested; i++)
            {
                await Push(writer, Entry($"s-{i}", Location(i)));
                await Task.Delay(5);
            }
        });
        var one = new Core(options, saved, applied);
        Eventually(() => one.Count == 6, "the first has all");
        for (int round = 0; round < 2; round++)
        {
            var two = new Core(options, saved, applied);
            Eventually(() => one.Count == 3 && two.Count == 3, $"they share, round {round}");
            two.Dispose();
            Eventually(() => one.Count == 6, $"the first has all again, round {round}");
        }

        await stop.CancelAsync();
        await pushes;
        int written = ReadSnapshots(options).Count;
        Eventually(() => applied.Count >= written, "all is applied");
        one.Dispose();
        Assert.Equal(written, applied.Count);
        Assert.Equal(written, applied.Distinct().Count());
    }

    [KafkaFact]
    public async Task A_broker_that_goes_and_comes_back_costs_time_and_no_record()
    {
        using var brokers = new MockBrokers(1);
        KafkaOptions options = brokers.WithTopics(2);
        using var folder = new TestFolder();
        await using KafkaSnapshotWriter writer = Open(options, folder);
        using var reader = new KafkaPartitionReader(options, _ => null);
        await Push(writer, Entry("s-1", Location(1)));
        ReadUntil(reader, 1);
        brokers.SetDown(1);
        Task<Inventory.Model.Receipts.Receipt> push = Push(writer, Entry("s-2", Location(2)));
        var none = new List<PartitionRecord>();
        for (int i = 0; i < 10; i++)
            reader.Poll(none, 10, Wait);
        Assert.Empty(none);
        brokers.SetUp(1);

        await push;
        Assert.Equal("s-2", Assert.Single(ReadUntil(reader, 1)).SnapshotId);
    }

    private static List<PartitionRecord> ReadUntil(KafkaPartitionReader reader, int count)
    {
        var records = new List<PartitionRecord>();
        Eventually(
            () => { reader.Poll(records, 100, Wait); return records.Count >= count; }, $"{count} records, had {records.Count}");
        return records;
    }

    private static async Task Foreign(KafkaOptions options, string? value, Timestamp time, Headers? headers = null)
    {
        using IProducer<string, string?> producer =
            new ProducerBuilder<string, string?>(new ProducerConfig { BootstrapServers = options.Bootstrap }).Build();
        await producer.ProduceAsync(
            options.Topics.Snapshots,
            new Message<string, string?> { Key = "k", Value = value!, Timestamp = time, Headers = headers });
    }

    /// <summary>A core's reading loop on a thread of its own.</summary>
    private sealed class Core : IDisposable
    {
        private readonly Thread thread;
        private volatile bool isStopping;
        private volatile int count;

        public Core(
            KafkaOptions options, ConcurrentDictionary<int, long> saved, ConcurrentBag<(int, long)> applied)
        {
            thread = new Thread(() => Run(options, saved, applied)) { IsBackground = true };
            thread.Start();
        }

        public int Count => count;

        public void Dispose()
        {
            isStopping = true;
            thread.Join();
        }

        private void Run(
            KafkaOptions options, ConcurrentDictionary<int, long> saved, ConcurrentBag<(int, long)> applied)
        {
            var next = new Dictionary<int, long>();
            var pending = new List<PartitionRecord>();
            void Apply()
            {
                foreach (PartitionRecord record in pending)
                {
                    applied.Add((record.Partition, record.Record.Offset));
                    next[record.Partition] = record.Record.Offset + 1;
                }

                pending.Clear();
            }

            using var reader = new KafkaPartitionReader(
                options, x => saved.TryGetValue(x, out long offset) ? offset : null);
            reader.Revoked = partitions =>
            {
                // What the poll has given so far belongs to the state that is saved.
                Apply();
                foreach (int partition in partitions)
                {
                    if (next.Remove(partition, out long offset))
                        saved[partition] = offset;
                }
            };
            while (!isStopping)
            {
                reader.Poll(pending, 100, Wait);
                Apply();
                count = reader.Partitions.Count;
            }
        }
    }
}
