using Inventory.Server.Held;

namespace Inventory.Server.Ingest;

/// <summary>What the ingest walk is put together from.</summary>
internal sealed record IngestParts(
    DeliveryGate Gate, ShrinkGuard Guard, SupersededDesk Superseded, LogHealth Health, HeldDeliveries Held);
