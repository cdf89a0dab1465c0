namespace Inventory.Storage.Kafka;

/// <summary>Records of a partition that a reader expected and that are not there any more.</summary>
/// <param name="Partition">The partition.</param>
/// <param name="Expected">The offset the reader wanted.</param>
/// <param name="Found">The offset it goes on at; lower than expected when the topic was made anew.</param>
public readonly record struct OffsetGap(int Partition, long Expected, long Found);
