using Inventory.Server.Core;
using Inventory.Server.Held;
using Inventory.Server.Quality;

namespace Inventory.Server.Ingest;

/// <summary>What the ingest walk is put together from.</summary>
internal sealed record IngestParts(
    DeliveryGate Gate, ShrinkGuard Guard, SupersededDesk Superseded, LogHealth Health, HeldDeliveries Held,
    QualityDesk Quality, IOutcomes Outcomes, IRefusals Refusals);
