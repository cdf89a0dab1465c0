namespace Inventory.Storage.Kafka;

/// <summary>Who publishes a partition's levels.</summary>
/// <param name="Epoch">The highest number claimed; 0 when nobody ever did.</param>
/// <param name="Instance">The owner; empty when nobody ever claimed.</param>
/// <param name="Url">The base URL at which the owner answers queries; empty when it stated none.</param>
/// <param name="NextOffset">The offset on the levels topic up to which this is known.</param>
public readonly record struct PartitionOwner(long Epoch, string Instance, string Url, long NextOffset);
