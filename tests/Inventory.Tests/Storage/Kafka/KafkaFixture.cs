using System.Diagnostics;
using System.Text;
using Confluent.Kafka;
using Inventory.Model.Receipts;
using Inventory.Storage.Kafka;
using Inventory.Storage.Log;

namespace Inventory.Tests.Storage.Kafka;

/// <summary>Builds pushes and reads whole topics back with the bare client.</summary>
internal static class KafkaFixture
{
    public const string Sender = "demo-retailer";

    /// <summary>A canonical snapshot of one line.</summary>
    public static LogEntry Entry(string id, string location, int quantity = 1, string? run = null)
    {
        string runText = run is null ? string.Empty : $"\"feed\":\"demo-csv\",\"run\":\"{run}\",";
        string line = $$"""{"item":"09521000000010","quantity":{{quantity}},"unit":"EA","baseQuantity":{{quantity}}}""";
        string text = $$"""
            {"specVersion":"1.0","snapshotId":"{{id}}","sender":"{{Sender}}",{{runText}}"location":"{{location}}",
            """ + $$"""
            "asOf":"2026-11-22T09:00:00+09:00","scope":"full","lines":[{{line}}]}
            """;
        return new LogEntry(Sender, id, (ulong)quantity, 1, Encoding.UTF8.GetBytes(text), location);
    }

    /// <summary>The marker of a run with this many locations.</summary>
    public static LogEntry Marker(string id, string run, int locations)
    {
        string text = $$$"""
            {"specVersion":"1.0","snapshotId":"{{{id}}}","sender":"{{{Sender}}}","feed":"demo-csv","run":"{{{run}}}","asOf":"2026-11-22T09:00:00+09:00","runClosed":{"locations":{{{locations}}}}}
            """;
        return new LogEntry(Sender, id, 7, 0, Encoding.UTF8.GetBytes(text));
    }

    /// <summary>The n-th location.</summary>
    public static string Location(int n) => $"{Sender}:store-{n}";

    public static AppendRequest Request(params LogEntry[] entries) => new(entries, new Receipt
    {
        Id = string.Empty,
        Feed = "demo-csv",
        Participant = Sender,
        Snapshots = entries.Count(e => e.Lines > 0),
        Lines = new ReceiptLines { Accepted = entries.Sum(e => (long)e.Lines) },
    });

    public static async Task<Receipt> Push(KafkaSnapshotWriter writer, params LogEntry[] entries) =>
        await writer.AppendAsync(Request(entries), CancellationToken.None);

    public static KafkaSnapshotWriter Open(KafkaOptions options, TestFolder folder, string name = "gateway")
    {
        string directory = Directory.CreateDirectory(folder[name]).FullName;
        return KafkaSnapshotWriter.Open(options, options.Partitions, directory, TimeProvider.System);
    }

    /// <summary>Every message of a topic up to its end.</summary>
    public static List<ConsumeResult<string, byte[]?>> ReadAll(KafkaOptions options, string topic, int partitions)
    {
        var config = new ConsumerConfig
        {
            BootstrapServers = options.Bootstrap,
            GroupId = "test",
            EnablePartitionEof = true,
            FetchWaitMaxMs = 5,
            AutoOffsetReset = AutoOffsetReset.Earliest,
        };
        using IConsumer<string, byte[]?> consumer = new ConsumerBuilder<string, byte[]?>(config).Build();
        consumer.Assign(Enumerable.Range(0, partitions).Select(x => new TopicPartitionOffset(topic, x, Offset.Beginning)));
        var all = new List<ConsumeResult<string, byte[]?>>();
        int ends = 0;
        long deadline = Environment.TickCount64 + 30_000;
        while (ends < partitions)
        {
            if (Environment.TickCount64 > deadline)
                throw new TimeoutException($"{topic} was not read to its end");
            if (consumer.Consume(TimeSpan.FromMilliseconds(100)) is not { } result)
                continue;
            if (result.IsPartitionEOF)
                ends++;
            else
                all.Add(result);
        }

        consumer.Close();
        return all;
    }

    public static List<ConsumeResult<string, byte[]?>> ReadSnapshots(KafkaOptions options) =>
        ReadAll(options, options.Topics.Snapshots, options.Partitions);

    /// <summary>A message's header as text.</summary>
    public static string? Header<T>(ConsumeResult<string, T> message, string name) =>
        message.Message.Headers.TryGetLastBytes(name, out byte[] bytes) ? Encoding.UTF8.GetString(bytes) : null;

    /// <summary>Waits until it holds; a generous bound, for a hang must not look like one.</summary>
    public static void Eventually(Func<bool> holds, string what, int seconds = 30)
    {
        var watch = Stopwatch.StartNew();
        while (!holds())
        {
            if (watch.Elapsed.TotalSeconds > seconds)
                throw new TimeoutException($"it did not happen in {seconds} s: {what}");
            Thread.Sleep(5);
        }
    }
}
