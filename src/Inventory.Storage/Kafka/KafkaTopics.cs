using System.Globalization;

namespace Inventory.Storage.Kafka;

/// <summary>The topics of the platform: which there are, how they are kept, and that they are there.</summary>
public static class KafkaTopics
{
    private const int DayMs = 86_400_000;

    /// <summary>Creates what is missing and checks what is there; gives the number of partitions of the snapshots,
    /// which is the one of the levels too. What is there is never changed.</summary>
    /// <exception cref="StorageException">A topic is missing and cannot be created, or the counts do not fit; the
    /// message says what to create.</exception>
    public static async Task<int> EnsureAsync(
        KafkaOptions options, ITopicAdmin admin, CancellationToken cancellation)
    {
        IReadOnlyDictionary<string, int> present = await admin.ListAsync(cancellation);
        int partitions = present.TryGetValue(options.Topics.Snapshots, out int count) ? count : options.Partitions;
        IReadOnlyList<TopicSpec> missing =
            [.. Specs(options, partitions).Where(x => !present.ContainsKey(x.Name))];
        if (missing.Count > 0)
        {
            await CreateAsync(admin, missing, cancellation);
            present = await WaitAsync(admin, missing, cancellation);
            partitions = present[options.Topics.Snapshots];
        }

        string[] alike = [options.Topics.Levels, options.Topics.Receipts];
        foreach (string topic in alike)
        {
            if (present[topic] == partitions)
                continue;
            throw new StorageException(
                $"{topic} のパーティション数は {options.Topics.Snapshots} と同じでなければなりません。 / "
                + $"{topic} has {present[topic]} partitions and {options.Topics.Snapshots} has {partitions}: they must be equal. "
                + $"Create {topic} anew with {partitions} partitions.");
        }

        return partitions;
    }

    /// <summary>The topics as they are created where they are missing.</summary>
    public static IReadOnlyList<TopicSpec> Specs(KafkaOptions options, int partitions)
    {
        string bytesMax = Text(KafkaLimits.MessageBytesMax);
        var facts = new Dictionary<string, string>
        {
            ["cleanup.policy"] = "delete",
            ["retention.ms"] = Text((long)options.Retention.TotalMilliseconds),
            ["max.message.bytes"] = bytesMax,
        };
        var levels = new Dictionary<string, string>
        {
            ["cleanup.policy"] = "compact",
            // Short segments, cleaned early: a new follower reads the topic from its beginning.
            ["segment.ms"] = Text(10 * 60_000),
            ["segment.bytes"] = Text(64 << 20),
            ["min.cleanable.dirty.ratio"] = "0.1",
            ["delete.retention.ms"] = Text(DayMs),
            ["max.message.bytes"] = bytesMax,
        };
        Dictionary<string, string> Kept(int days) => new()
        {
            ["cleanup.policy"] = "compact,delete",
            ["retention.ms"] = Text((long)days * DayMs),
            ["max.message.bytes"] = bytesMax,
        };
        // Months of daily business, a year and a bit for what auditors ask for.
        const int YearDays = 400;
        var refused = new Dictionary<string, string>
        {
            ["cleanup.policy"] = "delete",
            ["retention.ms"] = Text(30L * DayMs),
            ["max.message.bytes"] = bytesMax,
        };
        TopicSpec Topic(string name, int count, Dictionary<string, string> settings)
        {
            if (options.Replication >= 3)
                settings["min.insync.replicas"] = "2";
            return new TopicSpec(name, count, options.Replication, settings);
        }

        return
        [
            Topic(options.Topics.Snapshots, partitions, facts),
            Topic(options.Topics.Levels, partitions, levels),
            Topic(options.Topics.Rejections, 1, refused),
            Topic(options.Topics.Receipts, partitions, Kept(YearDays)),
            Topic(options.Topics.Alerts, 1, Kept(YearDays)),
        ];
    }

    private static async Task CreateAsync(
        ITopicAdmin admin, IReadOnlyList<TopicSpec> missing, CancellationToken cancellation)
    {
        try
        {
            await admin.CreateAsync(missing, cancellation);
        }
        catch (StorageException e)
        {
            throw new StorageException(
                "足りないトピックを作れません。次の通りに作ってください。 / Topics are missing and cannot be created from here. "
                + $"Create them, then start again:\n{Commands(missing)}\n{e.Message}", e.IsTransient, e);
        }
    }

    /// <summary>A topic that was just created is not known to every broker at once.</summary>
    private static async Task<IReadOnlyDictionary<string, int>> WaitAsync(
        ITopicAdmin admin, IReadOnlyList<TopicSpec> missing, CancellationToken cancellation)
    {
        for (int tries = 0; ; tries++)
        {
            IReadOnlyDictionary<string, int> present = await admin.ListAsync(cancellation);
            TopicSpec? absent = missing.FirstOrDefault(x => !present.ContainsKey(x.Name));
            if (absent is null)
                return present;
            if (tries == 50)
                throw new StorageException($"Kafka: {absent.Name} was created and is not there yet.", isTransient: true);
            await Task.Delay(200, cancellation);
        }
    }

    private static string Commands(IReadOnlyList<TopicSpec> missing) => string.Join('\n', missing.Select(x =>
        $"kafka-topics.sh --create --topic {x.Name} --partitions {x.Partitions} --replication-factor {x.Replication} "
        + string.Join(' ', x.Settings.Select(s => $"--config {s.Key}={s.Value}"))));

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
