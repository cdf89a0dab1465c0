using System.Text;
using Confluent.Kafka;
using Inventory.Model.Alerts;

namespace Inventory.Storage.Kafka;

/// <summary>Writes alerts for everybody to follow. May be used from any thread.</summary>
public sealed class KafkaAlerts : IDisposable
{
    private readonly KafkaOptions options;
    private readonly bool simulated;
    private readonly KafkaProducer producer;

    /// <summary>A writer that connects lazily.</summary>
    /// <param name="options">The brokers.</param>
    /// <param name="simulated">Whether the alerts tell of a simulated nation; stands in each message.</param>
    public KafkaAlerts(KafkaOptions options, bool simulated = false)
    {
        this.options = options;
        this.simulated = simulated;
        producer = new KafkaProducer(options);
    }

    /// <summary>Writes the alerts' present states; completes when all are acknowledged.</summary>
    /// <param name="alerts">The alerts.</param>
    /// <param name="epoch">The judge's number (its claim of partition 0); null for what people do, such as
    /// acknowledging.
    /// </param>
    /// <param name="cancellation">Stops waiting; what was handed over is still delivered.</param>
    /// <exception cref="StorageException">Not all were delivered; saying it again does no harm.</exception>
    public async Task PublishAsync(IReadOnlyList<Alert> alerts, long? epoch, CancellationToken cancellation)
    {
        var batch = new DeliveryBatch();
        for (int i = 0; i < alerts.Count; i++)
        {
            var headers = new Headers();
            KafkaHeaders.Add(headers, KafkaHeaders.Schema, "alert.v1");
            if (epoch is { } number)
                KafkaHeaders.Add(headers, KafkaHeaders.Epoch, number);
            var message = new Message<byte[]?, byte[]?>
            {
                Key = Encoding.UTF8.GetBytes(alerts[i].Id),
                Value = AlertJson.ToUtf8(alerts[i], simulated),
                Headers = headers,
            };
            producer.Produce(options.Topics.Alerts, null, message, batch, i);
        }

        await batch.Close().WaitAsync(cancellation);
        if (batch.Error is { } error)
            throw KafkaErrors.Translate("an alert was not acknowledged", error);
    }

    /// <inheritdoc/>
    public void Dispose() => producer.Dispose();
}
