using System.Globalization;
using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using Inventory.Model.Receipts;
using Inventory.Storage;
using Inventory.Storage.Kafka;
using Inventory.Storage.Log;
using Xunit;
using static Inventory.Tests.Storage.Kafka.KafkaFixture;

namespace Inventory.Tests.Storage.Kafka;

public sealed class KafkaSnapshotWriterTests
{
    [KafkaFact]
    public async Task What_a_receipt_says_is_on_the_topic_with_key_and_headers()
    {
        using var brokers = new MockBrokers();
        KafkaOptions options = brokers.WithTopics();
        using var folder = new TestFolder();
        await using KafkaSnapshotWriter writer = Open(options, folder);
        LogEntry[] entries = [.. Enumerable.Range(0, 20).Select(x => Entry($"s-{x}", Location(x), x + 1))];

        Receipt receipt = await Push(writer, entries);

        List<ConsumeResult<string, byte[]?>> records = ReadSnapshots(options);
        Assert.Equal(20, receipt.Lines.Accepted);
        Assert.Equal(20, records.Count);
        foreach (ConsumeResult<string, byte[]?> record in records)
        {
            LogEntry entry = entries.Single(x => x.SnapshotId == Header(record, "snapshotId"));
            Assert.Equal(entry.Location, record.Message.Key);
            Assert.Equal(KafkaPartitioner.PartitionOf(entry.Location, 3), record.Partition.Value);
            Assert.Equal(entry.Payload.ToArray(), record.Message.Value);
            Assert.Equal("stock-snapshot.v1", Header(record, "schema"));
            Assert.Equal(Sender, Header(record, "sender"));
            Assert.Equal(entry.ContentHash.ToString("x16", CultureInfo.InvariantCulture), Header(record, "contentHash"));
            Assert.Equal(receipt.Id, Header(record, "receipt"));
            Assert.Equal(
                receipt.ReceivedAt.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), Header(record, "received"));
        }

        Assert.Equal(
            records.GroupBy(x => x.Partition.Value).OrderBy(x => x.Key)
                .Select(x => new PartitionOffsets(x.Key, x.Min(y => y.Offset.Value), x.Max(y => y.Offset.Value))),
            receipt.Partitions!);
    }

    [KafkaFact]
    public async Task A_push_sent_again_is_a_duplicate_and_changed_content_is_refused()
    {
        using var brokers = new MockBrokers(1);
        KafkaOptions options = brokers.WithTopics();
        using var folder = new TestFolder();
        await using KafkaSnapshotWriter writer = Open(options, folder);
        await Push(writer, Entry("s-1", Location(1), 5));

        Receipt again = await Push(writer, Entry("s-1", Location(1), 5));
        Receipt other = await Push(writer, Entry("s-1", Location(1), 6));

        Assert.Equal((0, 1, 0), (again.Lines.Accepted, again.Lines.Duplicate, again.Lines.Rejected));
        Assert.Null(again.Offsets);
        Assert.Equal((0, 0, 1), (other.Lines.Accepted, other.Lines.Duplicate, other.Lines.Rejected));
        Assert.Equal("snapshotId", Assert.Single(other.Rejections).Field);
        Assert.Single(ReadSnapshots(options));
    }

    [KafkaFact]
    public async Task The_same_push_by_many_at_once_is_accepted_once()
    {
        using var brokers = new MockBrokers(1);
        KafkaOptions options = brokers.WithTopics();
        using var folder = new TestFolder();
        await using KafkaSnapshotWriter writer = Open(options, folder);

        Receipt[] receipts = await Task.WhenAll(Enumerable.Range(0, 16).Select(
            _ => Task.Run(() => Push(writer, Entry("s-1", Location(1)), Entry("s-2", Location(2))))));

        Assert.Equal(2, receipts.Sum(x => x.Lines.Accepted));
        Assert.Equal(30, receipts.Sum(x => x.Lines.Duplicate));
        Assert.Equal(2, ReadSnapshots(options).Count);
        Assert.Equal(16, receipts.Select(x => x.Id).Distinct().Count());
    }

    [KafkaFact]
    public async Task Two_gateways_know_each_others_ids_and_receipts()
    {
        using var brokers = new MockBrokers(1);
        KafkaOptions options = brokers.WithTopics();
        using var folder = new TestFolder();
        await using KafkaSnapshotWriter one = Open(options, folder, "one");
        await using KafkaSnapshotWriter two = Open(options, folder, "two");
        Receipt receipt = await Push(one, Entry("s-1", Location(1)), Marker("m-1", "r-1", 1));

        // The receipt comes after the records; both topics are followed by one reader, but not in one order.
        Eventually(() => two.FindReceiptAsync(receipt.Id, default).AsTask().Result is not null, "the receipt arrives");
        Eventually(
            () => Push(two, Entry("s-1", Location(1))).Result.Lines.Duplicate == 1, "the id arrives");

        Receipt? found = await two.FindReceiptAsync(receipt.Id, default);
        Assert.Equal(Json(receipt), Json(found!));
        Assert.Equal(receipt.Id, (await two.FindLastAcceptedAsync("demo-csv", default))!.Id);
        Assert.Null(await two.FindReceiptAsync("R-20260101-0000000000000000", default));
        Assert.Null(await two.FindLastAcceptedAsync("another", default));
    }

    [KafkaFact]
    public async Task A_gateway_that_lost_its_file_reads_it_back_before_it_takes_a_push()
    {
        using var brokers = new MockBrokers(1);
        KafkaOptions options = brokers.WithTopics();
        using var folder = new TestFolder();
        Receipt receipt;
        await using (KafkaSnapshotWriter writer = Open(options, folder, "before"))
            receipt = await Push(writer, [.. Enumerable.Range(0, 500).Select(x => Entry($"s-{x}", Location(x)))]);

        await using KafkaSnapshotWriter fresh = Open(options, folder, "after");
        Receipt again = await Push(fresh, Entry("s-499", Location(499)), Entry("s-new", Location(1)));

        Assert.Equal((1, 1), (again.Lines.Accepted, again.Lines.Duplicate));
        Assert.Equal(Json(receipt), Json((await fresh.FindReceiptAsync(receipt.Id, default))!));
    }

    [KafkaFact]
    public async Task Errors_that_pass_are_borne_and_nothing_is_there_twice()
    {
        using var brokers = new MockBrokers();
        KafkaOptions options = brokers.WithTopics();
        using var folder = new TestFolder();
        await using KafkaSnapshotWriter writer = Open(options, folder);
        // Not leader, timed out, not enough replicas, connection lost.
        brokers.FailProduce(6, 7, 19, MockBrokers.TransportError);

        Receipt receipt = await Push(writer, [.. Enumerable.Range(0, 50).Select(x => Entry($"s-{x}", Location(x)))]);

        Assert.Equal(50, receipt.Lines.Accepted);
        AssertOnce(options, 50);
    }

    [KafkaFact]
    public async Task A_lasting_error_gives_no_receipt_and_the_next_try_adds_what_is_missing()
    {
        using var brokers = new MockBrokers(1);
        KafkaOptions options = brokers.WithTopics();
        using var folder = new TestFolder();
        await using KafkaSnapshotWriter writer = Open(options, folder);
        await writer.Ready;
        LogEntry[] entries = [.. Enumerable.Range(0, 30).Select(x => Entry($"s-{x}", Location(x)))];
        const int MessageTooLarge = 10;
        brokers.FailProduce(MessageTooLarge);

        StorageException error = await Assert.ThrowsAsync<StorageException>(() => Push(writer, entries));
        Receipt receipt = await Push(writer, entries);

        Assert.False(error.IsTransient);
        Assert.Equal(30, receipt.Lines.Accepted + receipt.Lines.Duplicate);
        Assert.InRange(receipt.Lines.Accepted, 1, 30);
        AssertOnce(options, 30);
    }

    [KafkaFact]
    public async Task A_push_whose_receipt_was_never_given_is_a_duplicate_at_another_gateway()
    {
        using var brokers = new MockBrokers(1);
        KafkaOptions options = brokers.WithTopics(1);
        using var folder = new TestFolder();
        await using KafkaSnapshotWriter dying = Open(options, folder, "dying");
        await using KafkaSnapshotWriter other = Open(options, folder, "other");
        await Task.WhenAll(dying.Ready, other.Ready);
        LogEntry[] entries = [.. Enumerable.Range(0, 10).Select(x => Entry($"s-{x}", Location(x)))];
        // The records are taken, the receipt is not: as if the gateway had died between the two.
        const int MessageTooLarge = 10;
        brokers.FailProduce(0, MessageTooLarge);
        await Assert.ThrowsAsync<StorageException>(() => Push(dying, entries));
        Assert.Equal(10, ReadSnapshots(options).Count);

        Receipt? receipt = null;
        Eventually(
            () => (receipt = Push(other, [Entry("probe", Location(0)), .. entries]).Result).Lines.Duplicate >= 10,
            "the ids arrive");

        // Each is there at least once, and once only where the other gateway knew it in time.
        Assert.Equal(0, receipt!.Lines.Rejected);
        Assert.Equal(11, ReadSnapshots(options).Select(x => Header(x, "snapshotId")).Distinct().Count());
        Assert.NotNull(await other.FindReceiptAsync(receipt.Id, default));
    }

    [KafkaFact]
    public async Task A_run_whose_gateway_died_between_the_markers_is_closed_by_the_next_try()
    {
        using var brokers = new MockBrokers(1);
        KafkaOptions options = brokers.WithTopics(4);
        using var folder = new TestFolder();
        LogEntry[] run = [Entry("s-1", Location(1), 1, "r-1"), Marker("m-1", "r-1", 1)];
        await using (KafkaSnapshotWriter writer = Open(options, folder, "first"))
            await Push(writer, run);
        ConsumeResult<string, byte[]?>[] all = [.. ReadSnapshots(options)];
        // A second cluster on which only some of it arrived.
        using var torn = new MockBrokers(1);
        KafkaOptions tornOptions = torn.WithTopics(4);
        var config = new ProducerConfig { BootstrapServers = tornOptions.Bootstrap };
        using (IProducer<string, byte[]?> producer = new ProducerBuilder<string, byte[]?>(config).Build())
        {
            foreach (ConsumeResult<string, byte[]?> x in all.Where(x => Header(x, "schema") == "stock-snapshot.v1" || x.Partition.Value < 2))
                await producer.ProduceAsync(x.TopicPartition, x.Message);
        }

        await using KafkaSnapshotWriter next = Open(tornOptions, folder, "next");
        Receipt receipt = await Push(next, run);

        Assert.Equal((0, 1), (receipt.Lines.Accepted, receipt.Lines.Duplicate));
        Assert.Equal(
            all.Select(x => (x.Partition.Value, Header(x, "snapshotId"))).Order(),
            ReadSnapshots(tornOptions).Select(x => (x.Partition.Value, Header(x, "snapshotId"))).Order());
    }

    [KafkaFact]
    public async Task With_the_brokers_away_pushes_are_bounded_and_told_to_come_again()
    {
        using var brokers = new MockBrokers(1);
        KafkaOptions options = brokers.WithTopics() with
        {
            DeliveryTimeout = TimeSpan.FromSeconds(2),
            QueueBytesMax = 10_000,
        };
        using var folder = new TestFolder();
        await using KafkaSnapshotWriter writer = Open(options, folder);
        await Push(writer, Entry("s-first", Location(0)));
        brokers.SetDown(1);

        Task<Receipt>[] pushes =
            [.. Enumerable.Range(0, 100).Select(x => Push(writer, Entry($"s-{x}", Location(x))))];
        Assert.InRange(writer.PendingBytes, 1, 10_000);
        foreach (Task<Receipt> push in pushes)
            Assert.True((await Assert.ThrowsAsync<StorageException>(() => push)).IsTransient);
        Assert.Equal(0, writer.PendingBytes);
        Assert.NotNull(writer.LastError);

        brokers.SetUp(1);
        for (int i = 0; i < 100; i++)
        {
            Receipt receipt = await Push(writer, Entry($"s-{i}", Location(i)));
            Assert.Equal(1, receipt.Lines.Accepted + receipt.Lines.Duplicate);
        }

        AssertOnce(options, 101);
        Assert.Null(writer.LastError);
    }

    [KafkaFact]
    public async Task Leaders_that_move_while_pushes_come_lose_nothing()
    {
        using var brokers = new MockBrokers();
        KafkaOptions options = brokers.WithTopics();
        using var folder = new TestFolder();
        await using KafkaSnapshotWriter writer = Open(options, folder);
        await writer.Ready;
        using var stop = new CancellationTokenSource();
        Task mover = Task.Run(async () =>
        {
            for (int i = 0; !stop.IsCancellationRequested; i++)
            {
                brokers.SetLeader(options.Topics.Snapshots, i % 3, 1 + (i % 2));
                await Task.Delay(100);
            }
        });

        for (int i = 0; i < 40; i++)
        {
            LogEntry[] entries = [.. Enumerable.Range(0, 5).Select(x => Entry($"s-{i}-{x}", Location((5 * i) + x)))];
            Assert.Equal(5, (await Push(writer, entries)).Lines.Accepted);
        }

        await stop.CancelAsync();
        await mover;
        AssertOnce(options, 200);
    }

    [KafkaFact]
    public async Task A_run_closes_in_every_partition_with_the_partitions_own_count()
    {
        using var brokers = new MockBrokers(1);
        KafkaOptions options = brokers.WithTopics(6);
        using var folder = new TestFolder();
        await using KafkaSnapshotWriter writer = Open(options, folder);
        string[] places = [.. Enumerable.Range(0, 9).Select(Location).Where(x => KafkaPartitioner.PartitionOf(x, 6) != 2)];
        LogEntry[] entries =
            [.. places.Select((x, i) => Entry($"s-{i}", x, 1, "r-1")), Entry("s-twice", places[0], 2, "r-1"),
                Marker("m-1", "r-1", places.Length)];

        Receipt receipt = await Push(writer, entries);

        Assert.Equal(places.Length + 1, receipt.Snapshots);
        List<ConsumeResult<string, byte[]?>> markers =
            [.. ReadSnapshots(options).Where(x => Header(x, "schema") == "run-marker.v1").OrderBy(x => x.Partition.Value)];
        Assert.Equal(
            Enumerable.Range(0, 6).Select(p => places.Count(x => KafkaPartitioner.PartitionOf(x, 6) == p)),
            markers.Select(Locations));
        Assert.Equal(0, Locations(markers[2]));
        // A marker is the last of its run in its partition.
        foreach (ConsumeResult<string, byte[]?> marker in markers)
            Assert.DoesNotContain(ReadSnapshots(options), x => x.Partition == marker.Partition && x.Offset > marker.Offset);
        Receipt again = await Push(writer, entries);
        Assert.Equal((0, places.Length + 1), (again.Lines.Accepted, again.Lines.Duplicate));
        Assert.Equal(places.Length + 1 + 6, ReadSnapshots(options).Count);
    }

    [KafkaFact]
    public async Task A_run_that_did_not_come_whole_closes_nowhere()
    {
        using var brokers = new MockBrokers(1);
        KafkaOptions options = brokers.WithTopics();
        using var folder = new TestFolder();
        await using KafkaSnapshotWriter writer = Open(options, folder);

        await Push(writer, Entry("s-1", Location(1), 1, "r-1"), Marker("m-1", "r-1", 3));

        foreach (ConsumeResult<string, byte[]?> marker in ReadSnapshots(options).Where(x => Header(x, "schema") == "run-marker.v1"))
        {
            int own = KafkaPartitioner.PartitionOf(Location(1), 3) == marker.Partition.Value ? 1 : 0;
            Assert.True(Locations(marker) > own, "the count asks for more places than the partition will see");
        }
    }

    [KafkaFact]
    public async Task A_refused_delivery_stands_on_the_rejections_topic()
    {
        using var brokers = new MockBrokers(1);
        KafkaOptions options = brokers.WithTopics();
        using var folder = new TestFolder();
        await using KafkaSnapshotWriter writer = Open(options, folder);
        Receipt receipt = await Push(writer);

        await writer.RejectAsync(new RefusedDelivery(receipt, "在庫.csv", "formatMismatch"), default);

        ConsumeResult<string, byte[]?> message = Assert.Single(ReadAll(options, options.Topics.Rejections, 1));
        using JsonDocument json = JsonDocument.Parse(message.Message.Value);
        Assert.Equal("在庫.csv", json.RootElement.GetProperty("fileName").GetString());
        Assert.Equal("formatMismatch", json.RootElement.GetProperty("reason").GetString());
        Assert.Equal(receipt.Id, json.RootElement.GetProperty("receipt").GetProperty("receipt").GetString());
        Assert.Equal("demo-csv", message.Message.Key);
    }

    [KafkaFact]
    public async Task The_superseded_count_of_a_receipt_reaches_the_other_gateway()
    {
        using var brokers = new MockBrokers(1);
        KafkaOptions options = brokers.WithTopics();
        using var folder = new TestFolder();
        await using KafkaSnapshotWriter one = Open(options, folder, "one");
        await using KafkaSnapshotWriter two = Open(options, folder, "two");
        Receipt receipt = await Push(one, Entry("s-1", Location(1)));

        await one.SetSupersededAsync(receipt.Id, 1, default);
        await one.SetSupersededAsync("R-unknown", 1, default);

        Assert.Equal(1, (await one.FindReceiptAsync(receipt.Id, default))!.Lines.Superseded);
        Eventually(
            () => two.FindReceiptAsync(receipt.Id, default).AsTask().Result?.Lines.Superseded == 1, "the count arrives");
    }

    [KafkaFact]
    public async Task A_snapshot_greater_than_a_record_is_refused_and_nothing_of_the_push_is_there()
    {
        using var brokers = new MockBrokers(1);
        KafkaOptions options = brokers.WithTopics();
        using var folder = new TestFolder();
        await using KafkaSnapshotWriter writer = Open(options, folder);
        var huge = new LogEntry(Sender, "s-huge", 1, 1, new byte[8 << 20], Location(2));

        StorageException error =
            await Assert.ThrowsAsync<StorageException>(() => Push(writer, Entry("s-1", Location(1)), huge));

        Assert.False(error.IsTransient);
        Assert.Contains("s-huge", error.Message, StringComparison.Ordinal);
        Assert.Empty(ReadSnapshots(options));
    }

    private static string Json(Receipt receipt) => Encoding.UTF8.GetString(ReceiptJson.ToUtf8(receipt));

    private static int Locations(ConsumeResult<string, byte[]?> marker)
    {
        using JsonDocument json = JsonDocument.Parse(marker.Message.Value);
        return json.RootElement.GetProperty("runClosed").GetProperty("locations").GetInt32();
    }

    private static void AssertOnce(KafkaOptions options, int count)
    {
        string?[] ids = [.. ReadSnapshots(options).Select(x => Header(x, "snapshotId"))];
        Assert.Equal(count, ids.Distinct().Count());
        Assert.Equal(count, ids.Length);
    }
}
