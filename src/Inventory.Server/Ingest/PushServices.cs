using Inventory.Server.Registry;

namespace Inventory.Server.Ingest;

/// <summary>What the push calls need.</summary>
internal sealed record PushServices(
    Ingestor Ingestor, BodyReader Bodies, DeliveryGate Gate, RegistryHolder Registry, TimeProvider Time);
