using Inventory.Server.Auth;
using Inventory.Server.Ingest;
using Inventory.Server.Registry;
using Inventory.Storage.Log;

namespace Inventory.Server.Held;

/// <summary>What the calls on held deliveries need.</summary>
internal sealed class HeldServices(Ingestor ingestor, IngestParts parts, RegistryHolder registry, ISnapshotWriter log,
    AuditDesk audit) : IDisposable
{
    public Ingestor Ingestor => ingestor;

    public HeldDeliveries Held => parts.Held;

    public DeliveryGate Gate => parts.Gate;

    public RegistryHolder Registry => registry;

    public ISnapshotWriter Log => log;

    public AuditDesk Audit => audit;

    /// <summary>Lets one confirmation through at a time.</summary>
    public SemaphoreSlim Confirming { get; } = new(1);

    /// <inheritdoc/>
    public void Dispose() => Confirming.Dispose();
}
