namespace Inventory.Storage.Kafka;

/// <summary>A topic as this platform needs it.</summary>
/// <param name="Name">The full name.</param>
/// <param name="Partitions">How many partitions.</param>
/// <param name="Replication">How many replicas.</param>
/// <param name="Settings">The topic's settings, such as <c>cleanup.policy</c>.</param>
public sealed record TopicSpec(
    string Name, int Partitions, int Replication, IReadOnlyDictionary<string, string> Settings);
