using Inventory.Model.Alerts;
using Inventory.Model.Registry;
using Inventory.Storage.Kafka;
using Xunit;
using static Inventory.Tests.Storage.Kafka.KafkaFixture;

namespace Inventory.Tests.Storage.Kafka;

public sealed class KafkaAlertsTests
{
    [KafkaFact]
    public async Task An_alert_comes_back_as_it_was_and_a_former_judge_is_not_heard()
    {
        using var brokers = new MockBrokers(1);
        KafkaOptions options = brokers.WithTopics();
        using var alerts = new KafkaAlerts(options);
        Alert raised = Raised("a-1");
        Alert cleared = raised with
        {
            State = AlertState.Cleared,
            ClearedAt = raised.RaisedAt.AddHours(1),
            AcknowledgedAt = raised.RaisedAt.AddMinutes(5),
            AcknowledgedBy = "ministry",
            Note = "電話した",
        };
        await alerts.PublishAsync([raised, Raised("a-2") with { Prefecture = null, Tier = null }], 3, default);
        await alerts.PublishAsync([cleared], null, default);
        await alerts.PublishAsync([Raised("a-3")], 2, default);
        await alerts.PublishAsync([Raised("a-4")], 4, default);

        using var reader = new KafkaAlertsReader(options);
        var read = new List<Alert>();
        Eventually(
            () => { reader.Poll(read, 10, TimeSpan.FromMilliseconds(50)); return reader.IsCaughtUp; }, "it is caught up");

        Assert.Equal(["a-1", "a-2", "a-1", "a-4"], read.Select(x => x.Id));
        Assert.Equal(raised, read[0]);
        Assert.Equal(cleared, read[2]);
        Assert.Null(read[1].Prefecture);
        Assert.Equal(1, reader.Ignored);
    }

    [KafkaFact]
    public async Task What_is_no_alert_is_passed_over()
    {
        using var brokers = new MockBrokers(1);
        KafkaOptions options = brokers.WithTopics();
        var config = new Confluent.Kafka.ProducerConfig { BootstrapServers = options.Bootstrap };
        using var foreign = new Confluent.Kafka.ProducerBuilder<string, string?>(config).Build();
        string?[] values = ["no json", "{}", "[1]", null, "{\"id\":\"x\",\"measure\":\"coverage\",\"state\":\"later\"}"];
        foreach (string? value in values)
            await foreign.ProduceAsync(options.Topics.Alerts, new() { Key = "x", Value = value! });
        using var alerts = new KafkaAlerts(options);
        await alerts.PublishAsync([Raised("a-1")], 1, default);

        using var reader = new KafkaAlertsReader(options);
        var read = new List<Alert>();
        Eventually(
            () => { reader.Poll(read, 10, TimeSpan.FromMilliseconds(50)); return reader.IsCaughtUp; }, "it is caught up");

        Assert.Equal("a-1", Assert.Single(read).Id);
        Assert.Equal(values.Length, reader.Ignored);
    }

    private static Alert Raised(string id) => new()
    {
        Id = id,
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
