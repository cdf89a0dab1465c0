namespace Inventory.Adapters.Gs1;

/// <summary>One batch of a line: a part of its quantity, with lot and expiry.</summary>
internal readonly record struct Gs1Batch(string? Quantity, string? Unit, string? Lot, string? Expiry);
