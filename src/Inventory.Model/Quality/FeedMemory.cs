namespace Inventory.Model.Quality;

/// <summary>What a feed's last deliveries said, as far as it is needed to see that they say the same again.</summary>
/// <param name="Feed">The feed.</param>
/// <param name="Content">Hash over all places, items, statuses and quantities, whatever their order and times.</param>
/// <param name="Since">As-of of the first delivery with this content.</param>
/// <param name="Last">As-of of the last one.</param>
/// <param name="Count">Deliveries with this content and rising as-of.</param>
public sealed record FeedMemory(string Feed, string Content, DateTimeOffset Since, DateTimeOffset Last, int Count);
