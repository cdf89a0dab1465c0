namespace Inventory.Storage.Kafka;

/// <summary>Lists and creates topics. An interface, for not every broker lets its clients do so.</summary>
public interface ITopicAdmin
{
    /// <summary>The partition count of each topic that is there.</summary>
    /// <exception cref="StorageException">The brokers cannot be asked.</exception>
    Task<IReadOnlyDictionary<string, int>> ListAsync(CancellationToken cancellation);

    /// <summary>Creates topics; one that another process created meanwhile is no error.</summary>
    /// <exception cref="StorageException">The brokers refused; the message says why.</exception>
    Task CreateAsync(IReadOnlyList<TopicSpec> topics, CancellationToken cancellation);
}
