using Inventory.Storage;
using Inventory.Storage.Kafka;
using Xunit;

namespace Inventory.Tests.Storage.Kafka;

public sealed class KafkaTopicsTests
{
    private static readonly KafkaOptions Options = new() { Bootstrap = "127.0.0.1:1", Partitions = 6, TopicPrefix = "jp." };

    [Fact]
    public async Task Topics_that_are_missing_are_created_as_stated()
    {
        var admin = new ListedTopics();

        Assert.Equal(6, await KafkaTopics.EnsureAsync(Options, admin, default));

        Assert.Equal(
            ["jp.stock.alerts.v1", "jp.stock.levels.v1", "jp.stock.receipts.v1", "jp.stock.rejections.v1", "jp.stock.snapshots.v1"],
            admin.Created.Select(x => x.Name).Order(StringComparer.Ordinal));
        TopicSpec levels = admin.Created.Single(x => x.Name == Options.Topics.Levels);
        TopicSpec facts = admin.Created.Single(x => x.Name == Options.Topics.Snapshots);
        Assert.Equal(("compact", 6, 3), (levels.Settings["cleanup.policy"], levels.Partitions, levels.Replication));
        Assert.Equal(("delete", "604800000", "2"), (facts.Settings["cleanup.policy"], facts.Settings["retention.ms"], facts.Settings["min.insync.replicas"]));
    }

    [Fact]
    public async Task Topics_that_are_there_keep_their_partitions_and_are_left_alone()
    {
        var admin = new ListedTopics();
        foreach (TopicSpec topic in KafkaTopics.Specs(Options, 9))
            admin.Present[topic.Name] = topic.Partitions;

        Assert.Equal(9, await KafkaTopics.EnsureAsync(Options, admin, default));
        Assert.Empty(admin.Created);
    }

    [Fact]
    public async Task A_missing_levels_topic_gets_as_many_partitions_as_the_snapshots_have()
    {
        var admin = new ListedTopics { Present = { [Options.Topics.Snapshots] = 4 } };

        Assert.Equal(4, await KafkaTopics.EnsureAsync(Options, admin, default));
        Assert.Equal(4, admin.Present[Options.Topics.Levels]);
    }

    [Fact]
    public async Task Counts_that_do_not_fit_are_refused_by_name()
    {
        var admin = new ListedTopics { Present = { [Options.Topics.Snapshots] = 4, [Options.Topics.Levels] = 5 } };

        StorageException error =
            await Assert.ThrowsAsync<StorageException>(() => KafkaTopics.EnsureAsync(Options, admin, default));
        Assert.Contains("jp.stock.levels.v1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_topics_cannot_be_created_the_message_says_what_to_create()
    {
        var admin = new ListedTopics { Refuses = true };

        StorageException error =
            await Assert.ThrowsAsync<StorageException>(() => KafkaTopics.EnsureAsync(Options, admin, default));
        Assert.Contains(
            "kafka-topics.sh --create --topic jp.stock.levels.v1 --partitions 6 --replication-factor 3 --config cleanup.policy=compact",
            error.Message, StringComparison.Ordinal);
        Assert.Contains("not allowed", error.Message, StringComparison.Ordinal);
    }

    [KafkaFact]
    public async Task Topics_on_brokers_are_found_by_asking_them()
    {
        using var brokers = new MockBrokers(1);
        KafkaOptions options = brokers.WithTopics(5);
        using var admin = new KafkaTopicAdmin(options);

        Assert.Equal(5, await KafkaTopics.EnsureAsync(options, admin, default));
    }

    [KafkaFact]
    public async Task Settings_that_the_client_does_not_know_are_named()
    {
        using var brokers = new MockBrokers(1);
        KafkaOptions options = brokers.Options() with
        {
            Settings = new Dictionary<string, string> { ["sasl.passwort"] = "x" },
        };
        using var admin = new KafkaTopicAdmin(options);

        StorageException error = await Assert.ThrowsAsync<StorageException>(() => admin.ListAsync(default));
        Assert.Contains("sasl.passwort", error.Message, StringComparison.Ordinal);
    }

    /// <summary>An administrator's list, in memory: the brokers of the tests cannot be asked to create topics.</summary>
    private sealed class ListedTopics : ITopicAdmin
    {
        public Dictionary<string, int> Present { get; } = [];

        public List<TopicSpec> Created { get; } = [];

        public bool Refuses { get; init; }

        public Task<IReadOnlyDictionary<string, int>> ListAsync(CancellationToken cancellation) =>
            Task.FromResult<IReadOnlyDictionary<string, int>>(Present);

        public Task CreateAsync(IReadOnlyList<TopicSpec> topics, CancellationToken cancellation)
        {
            if (Refuses)
                throw new StorageException("not allowed");
            foreach (TopicSpec topic in topics)
            {
                Created.Add(topic);
                Present.Add(topic.Name, topic.Partitions);
            }

            return Task.CompletedTask;
        }
    }
}
