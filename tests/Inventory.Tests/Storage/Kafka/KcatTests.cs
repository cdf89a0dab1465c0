using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Inventory.Model.Alerts;
using Inventory.Model.Receipts;
using Inventory.Model.Registry;
using Inventory.Storage.Kafka;
using Inventory.Tests.Schemas;
using NJsonSchema;
using Xunit;
using static Inventory.Tests.Storage.Kafka.KafkaFixture;

namespace Inventory.Tests.Storage.Kafka;

/// <summary>The topics as other people's programs meet them: through kcat, which shares no code with this platform.
/// </summary>
public sealed class KcatTests
{
    [KcatFact]
    public async Task Another_program_reads_keys_headers_and_json_that_follows_the_schemas()
    {
        using var brokers = new MockBrokers(1);
        KafkaOptions options = brokers.WithTopics();
        using var folder = new TestFolder();
        await using KafkaSnapshotWriter writer = Open(options, folder);
        Receipt receipt = await Push(
            writer, Entry("s-1", Location(1), 1, "r-1"), Entry("s-2", Location(2), 2, "r-1"), Marker("m-1", "r-1", 2));
        await writer.RejectAsync(new RefusedDelivery(receipt, "a.csv", "formatMismatch"), default);
        using var alerts = new KafkaAlerts(options);
        await alerts.PublishAsync([AnAlert()], 1, default);
        using var levels = new KafkaLevels(options);
        levels.Claim(1, "core-a", "http://127.0.0.1:5080", null, default);

        List<JsonElement> snapshots = Read(options, options.Topics.Snapshots);
        Assert.Equal(["run-marker.v1", "stock-snapshot.v1"], snapshots.Select(Schema).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(5, snapshots.Count);
        Assert.Equal(
            [Location(1), Location(2)],
            snapshots.Where(x => Schema(x) == "stock-snapshot.v1").Select(Key).Order(StringComparer.Ordinal));
        Assert.All(snapshots, x => Assert.Equal(receipt.Id, Header(x, "receipt")));
        (string Topic, string Schema)[] others =
        [
            (options.Topics.Receipts, "receipt.v1"), (options.Topics.Rejections, "rejected-delivery.v1"),
            (options.Topics.Alerts, "alert.v1"), (options.Topics.Levels, "stock-levels.v1"),
        ];
        foreach ((string topic, string schema) in others)
            Assert.Equal(schema, Schema(Assert.Single(Read(options, topic))));
    }

    [KcatFact]
    public void A_snapshot_that_another_program_wrote_is_read_with_the_brokers_time()
    {
        using var brokers = new MockBrokers(1);
        KafkaOptions options = brokers.WithTopics();
        string payload = Encoding.UTF8.GetString(Entry("foreign-1", Location(7), 3).Payload.Span);
        long before = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

        Kcat($"{Location(7)}|{payload}\n", "-P", "-b", options.Bootstrap, "-t", options.Topics.Snapshots, "-K", "|",
            "-X", "topic.partitioner=murmur2_random");

        using var reader = new KafkaPartitionReader(options, _ => null);
        var records = new List<PartitionRecord>();
        Eventually(() => reader.Poll(records, 10, TimeSpan.FromMilliseconds(50)) > 0, "the record arrives");
        PartitionRecord record = Assert.Single(records);
        Assert.Equal(payload, Encoding.UTF8.GetString(record.Record.Payload.Span));
        Assert.Equal(KafkaPartitioner.PartitionOf(Location(7), 3), record.Partition);
        Assert.InRange(record.Record.ReceivedAtMs, before, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
        Assert.Equal((null, null, null), (record.Sender, record.SnapshotId, record.Receipt));
    }

    /// <summary>All messages of a topic as kcat tells them; each value is held against the schema its header names.
    /// </summary>
    private static List<JsonElement> Read(KafkaOptions options, string topic)
    {
        string output = Kcat(string.Empty, "-C", "-b", options.Bootstrap, "-t", topic, "-o", "beginning", "-e", "-q", "-J",
            "-X", "fetch.wait.max.ms=10");
        List<JsonElement> messages =
            [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(x => JsonDocument.Parse(x).RootElement)];
        foreach (JsonElement message in messages)
        {
            JsonSchema schema = SchemaFiles.Load(Schema(message));
            Assert.Empty(schema.Validate(message.GetProperty("payload").GetString()!));
        }

        return messages;
    }

    private static string Key(JsonElement message) => message.GetProperty("key").GetString()!;

    private static string Schema(JsonElement message) => Header(message, "schema");

    private static string Header(JsonElement message, string name)
    {
        string[] headers = [.. message.GetProperty("headers").EnumerateArray().Select(x => x.GetString()!)];
        return headers[Array.IndexOf(headers, name) + 1];
    }

    private static string Kcat(string input, params string[] arguments)
    {
        var start = new ProcessStartInfo("kcat", arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        using Process process = Process.Start(start)!;
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(60_000))
            process.Kill();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors.Result);
        return output.Result;
    }

    private static Alert AnAlert() => new()
    {
        Id = "a-1",
        Rule = "masks-low",
        Measure = AlertMeasure.DaysOfSupply,
        Category = "masks",
        Prefecture = "13",
        Tier = "retailer",
        Value = 2.5,
        Enter = 3,
        Clear = 5,
        Coverage = 0.9,
        RaisedAt = new DateTimeOffset(2026, 11, 22, 9, 0, 0, TimeSpan.FromHours(9)),
    };
}
