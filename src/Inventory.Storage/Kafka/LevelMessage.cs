namespace Inventory.Storage.Kafka;

/// <summary>One message for the levels topic.</summary>
/// <param name="Key">Such as <c>g:masks:13:retailer</c> or <c>tick</c>.</param>
/// <param name="Value">UTF-8 JSON; empty is a tombstone: the group is no more.</param>
public readonly record struct LevelMessage(string Key, ReadOnlyMemory<byte> Value);
