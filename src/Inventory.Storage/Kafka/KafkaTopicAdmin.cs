namespace Inventory.Storage.Kafka;

/// <summary>Asks the brokers themselves.</summary>
public sealed class KafkaTopicAdmin : ITopicAdmin, IDisposable
{
    /// <summary>Connects lazily.</summary>
    public KafkaTopicAdmin(KafkaOptions options) => throw new NotSupportedException();

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, int>> ListAsync(CancellationToken cancellation) =>
        throw new NotSupportedException();

    /// <inheritdoc/>
    public Task CreateAsync(IReadOnlyList<TopicSpec> topics, CancellationToken cancellation) =>
        throw new NotSupportedException();

    /// <inheritdoc/>
    public void Dispose() => throw new NotSupportedException();
}
