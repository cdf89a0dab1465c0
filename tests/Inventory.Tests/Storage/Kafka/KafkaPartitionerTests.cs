using System.Text;
using Confluent.Kafka;
using Inventory.Storage.Kafka;
using Xunit;

namespace Inventory.Tests.Storage.Kafka;

public sealed class KafkaPartitionerTests
{
    [Theory]
    // The vectors of Apache Kafka's own tests of its hash.
    [InlineData("21", -973932308)]
    [InlineData("foobar", -790332482)]
    [InlineData("a-little-bit-long-string", -985981536)]
    [InlineData("a-little-bit-longer-string", -1486304829)]
    [InlineData("lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8", -58897971)]
    [InlineData("abc", 479470107)]
    public void The_hash_is_the_one_of_the_Java_client(string key, int expected) =>
        Assert.Equal(expected, unchecked((int)KafkaPartitioner.Murmur2(Encoding.UTF8.GetBytes(key))));

    [KafkaFact]
    public async Task A_foreign_producer_puts_a_location_where_we_do()
    {
        using var brokers = new MockBrokers(1);
        KafkaOptions options = brokers.WithTopics(12);
        var config = new ProducerConfig
        {
            BootstrapServers = options.Bootstrap,
            Partitioner = Partitioner.Murmur2,
            LingerMs = 5,
        };
        using IProducer<string, string> producer = new ProducerBuilder<string, string>(config).Build();
        string[] keys = [.. Enumerable.Range(0, 300).Select(x => $"demo-retailer:棚{x}"), "4900000000016", "", "a:b"];
        DeliveryResult<string, string>[] results = await Task.WhenAll(keys.Select(
            x => producer.ProduceAsync(options.Topics.Snapshots, new Message<string, string> { Key = x, Value = "x" })));

        Assert.Equal(
            keys.Select(x => KafkaPartitioner.PartitionOf(x, 12)), results.Select(x => x.Partition.Value));
    }
}
