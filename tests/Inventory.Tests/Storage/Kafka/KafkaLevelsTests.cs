using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using Inventory.Storage;
using Inventory.Storage.Kafka;
using Xunit;
using static Inventory.Tests.Storage.Kafka.KafkaFixture;

namespace Inventory.Tests.Storage.Kafka;

public sealed class KafkaLevelsTests
{
    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(50);

    [KafkaFact]
    public void What_an_owner_publishes_arrives_in_order_with_its_number()
    {
        using var brokers = new MockBrokers(1);
        KafkaOptions options = brokers.WithTopics();
        using var levels = new KafkaLevels(options);

        long epoch = levels.Claim(1, "core-a", "http://10.0.0.1:5080", null, default);
        Assert.True(levels.Publish(1, epoch, [Group("masks", "1"), Group("masks", "2"), Tick("t1")]));
        levels.Flush(TimeSpan.FromSeconds(10));
        Assert.True(levels.Publish(1, epoch, [new LevelMessage("g:masks:13:retailer", default)]));

        List<LevelRecord> records = ReadUntil(options, 5, out KafkaLevelsReader reader);
        using (reader)
        {
            Assert.Equal(1, epoch);
            Assert.Equal(["claim", "g:masks:13:retailer", "g:masks:13:retailer", "tick", "g:masks:13:retailer"], records.Select(x => x.Key));
            Assert.Equal(["1", "2", "t1"], records.Skip(1).Take(3).Select(Text));
            Assert.True(records[4].IsTombstone);
            Assert.All(records, x => Assert.Equal((1, 1L, "core-a"), (x.Partition, x.Epoch, x.Instance)));
            Eventually(() => { reader.Poll([], 1, Wait); return reader.IsCaughtUp; }, "it is caught up");
            Assert.Equal(("core-a", "http://10.0.0.1:5080", 1L), (reader.Owner(1).Instance, reader.Owner(1).Url, reader.Owner(1).Epoch));
            Assert.Equal(0, reader.Owner(0).Epoch);
            using JsonDocument claim = JsonDocument.Parse(records[0].Value);
            Assert.Equal(1, claim.RootElement.GetProperty("epoch").GetInt64());
        }
    }

    [KafkaFact]
    public void What_a_zombie_writes_after_its_successor_took_over_is_ignored()
    {
        using var brokers = new MockBrokers(1);
        KafkaOptions options = brokers.WithTopics(1);
        using var zombie = new KafkaLevels(options);
        using var successor = new KafkaLevels(options);
        long old = zombie.Claim(0, "core-a", "", null, default);
        Publish(zombie, old, Group("masks", "old"));
        long now = successor.Claim(0, "core-b", "", null, default);
        Publish(zombie, old, Group("masks", "late"), Tick("late"));
        Publish(successor, now, Group("masks", "new"), Tick("new"));
        Publish(zombie, old, new LevelMessage("g:masks:13:retailer", default));

        List<LevelRecord> records = ReadUntil(options, 5, out KafkaLevelsReader reader);
        using (reader)
        {
            Eventually(() => { reader.Poll(records, 10, Wait); return reader.IsCaughtUp; }, "it is caught up");
            Assert.True(now > old);
            Assert.Equal(["claim", "g:masks:13:retailer", "claim", "g:masks:13:retailer", "tick"], records.Select(x => x.Key));
            Assert.Equal(["old", "new"], records.Where(x => x.Key[0] == 'g').Select(Text));
            Assert.Equal(3, reader.Ignored);
            Assert.Equal("core-b", reader.Owner(0).Instance);
        }
    }

    [KafkaFact]
    public async Task Of_claims_at_the_same_moment_each_number_has_one_winner()
    {
        using var brokers = new MockBrokers(1);
        KafkaOptions options = brokers.WithTopics(1);
        for (int round = 0; round < 3; round++)
        {
            KafkaLevels[] cores = [.. Enumerable.Range(0, 4).Select(_ => new KafkaLevels(options))];
            long[] epochs = await Task.WhenAll(cores.Select(
                (x, i) => Task.Run(() => x.Claim(0, $"core-{round}-{i}", "", null, default))));
            Assert.Equal(4, epochs.Distinct().Count());
            int winner = Array.IndexOf(epochs, epochs.Max());
            using var reader = new KafkaLevelsReader(options, 1);
            Eventually(() => { reader.Poll([], 100, Wait); return reader.IsCaughtUp; }, "it is caught up");
            Assert.Equal((epochs.Max(), $"core-{round}-{winner}"), (reader.Owner(0).Epoch, reader.Owner(0).Instance));
            foreach (KafkaLevels core in cores)
                core.Dispose();
        }
    }

    [KafkaFact]
    public void A_claim_with_the_same_number_behind_another_is_void()
    {
        using var brokers = new MockBrokers(1);
        KafkaOptions options = brokers.WithTopics(1);
        Raw(options, "claim", 5, "core-a", "{}");
        Raw(options, "claim", 5, "core-b", "{}");
        Raw(options, "g:masks:13:retailer", 5, "core-b", "b");
        Raw(options, "g:masks:13:retailer", 5, "core-a", "a");
        Raw(options, "claim", 4, "core-c", "{}");
        Raw(options, "claim", 6, "core-d", null);

        List<LevelRecord> records = ReadUntil(options, 2, out KafkaLevelsReader reader);
        using (reader)
        {
            Eventually(() => { reader.Poll(records, 10, Wait); return reader.IsCaughtUp; }, "it is caught up");
            Assert.Equal(["{}", "a"], records.Select(Text));
            Assert.Equal("core-a", reader.Owner(0).Instance);
        }

        using var levels = new KafkaLevels(options);
        Assert.Equal(6, levels.Claim(0, "core-e", "", null, default));
    }

    [KafkaFact]
    public void Messages_that_are_nobodys_are_ignored_and_do_no_harm()
    {
        using var brokers = new MockBrokers(1);
        KafkaOptions options = brokers.WithTopics(1);
        // A compacted topic as a follower may meet it: duplicates of a key, then a tombstone, with garbage between.
        Raw(options, "g:masks:13:retailer", 1, "core-a", "before any claim");
        Raw(options, "claim", 1, "core-a", "no json");
        Raw(options, "g:masks:13:retailer", 1, "core-a", "1");
        Raw(options, null, 1, "core-a", "no key");
        Raw(options, "g:masks:13:retailer", null, "core-a", "no epoch");
        Raw(options, "g:masks:13:retailer", 1, null, "no instance");
        Raw(options, "g:masks:13:retailer", 1, "core-a", "2");
        Raw(options, "g:masks:13:retailer", 1, "core-a", null);

        List<LevelRecord> records = ReadUntil(options, 4, out KafkaLevelsReader reader);
        using (reader)
        {
            Assert.Equal(["no json", "1", "2", ""], records.Select(Text));
            Assert.Equal(4, reader.Ignored);
            Assert.Equal("", reader.Owner(0).Url);
        }
    }

    [KafkaFact]
    public void A_claim_goes_on_from_what_the_process_has_read()
    {
        using var brokers = new MockBrokers(1);
        KafkaOptions options = brokers.WithTopics(1);
        using var before = new KafkaLevels(options);
        long first = before.Claim(0, "core-a", "", null, default);
        Publish(before, first, [.. Enumerable.Range(0, 100).Select(x => Group("masks", "x"))]);
        using var reader = new KafkaLevelsReader(options, 1);
        Eventually(() => { reader.Poll([], 1000, Wait); return reader.IsCaughtUp; }, "it is caught up");

        using var after = new KafkaLevels(options);
        Assert.Equal(first + 1, after.Claim(0, "core-b", "", reader, default));
        Eventually(() => { reader.Poll([], 1000, Wait); return reader.Owner(0).Instance == "core-b"; }, "the claim arrives");
    }

    [KafkaFact]
    public void With_the_brokers_away_nothing_piles_up_and_the_loss_is_told_once()
    {
        using var brokers = new MockBrokers(1);
        KafkaOptions options = brokers.WithTopics(1) with { DeliveryTimeout = TimeSpan.FromSeconds(2) };
        using var levels = new KafkaLevels(options);
        long epoch = levels.Claim(0, "core-a", "", null, default);
        brokers.SetDown(1);

        Assert.True(levels.Publish(0, epoch, [Tick("1")]));
        Assert.False(levels.Publish(0, epoch, [Tick("2")]));
        Eventually(() => levels.TakeLoss(0), "the loss is told");
        Assert.False(levels.TakeLoss(0));
        Assert.Throws<StorageException>(() => levels.Claim(0, "core-a", "", null, default));
        brokers.SetUp(1);

        long again = levels.Claim(0, "core-a", "", null, default);
        Assert.True(again > epoch);
        Publish(levels, again, Tick("3"));
        Assert.Contains(ReadAll(options, options.Topics.Levels, 1), x => Encoding.UTF8.GetString(x.Message.Value!) == "3");
    }

    [KafkaFact]
    public void Nothing_is_published_without_a_claim()
    {
        using var brokers = new MockBrokers(1);
        using var levels = new KafkaLevels(brokers.WithTopics(1));
        Assert.Throws<InvalidOperationException>(() => levels.Publish(0, 1, [Tick("1")]));
    }

    [KafkaFact]
    public void The_ends_of_the_snapshots_can_be_asked()
    {
        using var brokers = new MockBrokers(1);
        KafkaOptions options = brokers.WithTopics(2);
        using var ends = new KafkaEnds(options, 2);
        Assert.Equal(
            [new PartitionSpan(0, 0, 0), new PartitionSpan(1, 0, 0)], ends.Ask(TimeSpan.FromSeconds(10)));
    }

    private static LevelMessage Group(string category, string text) =>
        new($"g:{category}:13:retailer", Encoding.UTF8.GetBytes(text));

    private static LevelMessage Tick(string text) => new("tick", Encoding.UTF8.GetBytes(text));

    private static string Text(LevelRecord record) => Encoding.UTF8.GetString(record.Value.Span);

    private static void Publish(KafkaLevels levels, long epoch, params LevelMessage[] messages)
    {
        Eventually(() => levels.Publish(0, epoch, messages), "the messages are taken");
        levels.Flush(TimeSpan.FromSeconds(10));
    }

    private static List<LevelRecord> ReadUntil(KafkaOptions options, int count, out KafkaLevelsReader reader)
    {
        var follower = new KafkaLevelsReader(options, options.Partitions);
        var records = new List<LevelRecord>();
        Eventually(
            () => { follower.Poll(records, 100, Wait); return records.Count >= count; }, $"{count} messages");
        reader = follower;
        return records;
    }

    private static void Raw(KafkaOptions options, string? key, long? epoch, string? instance, string? value)
    {
        var headers = new Headers();
        if (epoch is { } number)
            headers.Add("epoch", Encoding.UTF8.GetBytes($"{number}"));
        if (instance is not null)
            headers.Add("instance", Encoding.UTF8.GetBytes(instance));
        using IProducer<string?, string?> producer =
            new ProducerBuilder<string?, string?>(new ProducerConfig { BootstrapServers = options.Bootstrap }).Build();
        producer.ProduceAsync(
            new TopicPartition(options.Topics.Levels, 0),
            new Message<string?, string?> { Key = key, Value = value, Headers = headers }).GetAwaiter().GetResult();
    }
}
