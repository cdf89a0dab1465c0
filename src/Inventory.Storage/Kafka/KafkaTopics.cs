namespace Inventory.Storage.Kafka;

/// <summary>The topics of the platform: which there are, how they are kept, and that they are there.</summary>
public static class KafkaTopics
{
    /// <summary>Creates what is missing and checks what is there; gives the number of partitions of the snapshots, which
    /// is the one of the levels too.</summary>
    /// <exception cref="StorageException">A topic is missing and cannot be created, or the counts do not fit; the message
    /// says what to create.</exception>
    public static Task<int> EnsureAsync(KafkaOptions options, ITopicAdmin admin, CancellationToken cancellation) =>
        throw new NotSupportedException();
}
