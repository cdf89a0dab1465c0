using Inventory.Model.Alerts;

namespace Inventory.Storage.Kafka;

/// <summary>Writes alerts for everybody to follow. May be used from any thread.</summary>
public sealed class KafkaAlerts : IDisposable
{
    /// <summary>A writer that connects lazily.</summary>
    public KafkaAlerts(KafkaOptions options) => throw new NotSupportedException();

    /// <summary>Writes the alerts' present states; completes when all are acknowledged.</summary>
    /// <param name="alerts">The alerts.</param>
    /// <param name="epoch">The judge's number (its claim of partition 0); null for what people do, such as acknowledging.
    /// </param>
    /// <param name="cancellation">Stops waiting; what was handed over is still delivered.</param>
    /// <exception cref="StorageException">Not all were delivered; saying it again does no harm.</exception>
    public Task PublishAsync(IReadOnlyList<Alert> alerts, long? epoch, CancellationToken cancellation) =>
        throw new NotSupportedException();

    /// <inheritdoc/>
    public void Dispose() => throw new NotSupportedException();
}
