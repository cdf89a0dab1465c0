using Inventory.Model.Receipts;

namespace Inventory.Storage.Kafka;

/// <summary>A delivery of which nothing was accepted, as it stands on the rejections topic.</summary>
/// <param name="Receipt">Its receipt or what would have been: feed, participant, time, counts, refused lines.</param>
/// <param name="FileName">The sender's name for it; null when none was given.</param>
/// <param name="Reason">The stable reason, such as <c>formatMismatch</c>.</param>
public sealed record RefusedDelivery(Receipt Receipt, string? FileName, string Reason);
