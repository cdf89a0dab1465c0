using Inventory.Server.Backbone;
using Inventory.Server.Core;
using Inventory.Server.Hub;
using Inventory.Server.Ingest;
using Inventory.Server.Options;
using Inventory.Server.Registry;
using Inventory.Storage.Log;

namespace Inventory.Server.Observability;

/// <summary>What the probes look at.</summary>
internal sealed class ProbeServices(
    ILiveLevels core, RegistryHolder registry, IngestParts ingest, HubBoard board, TimeProvider time,
    ServerOptions options, ISnapshotWriter? log = null, BackboneWriter? writer = null)
{
    /// <summary>The core.</summary>
    public ILiveLevels Core => core;

    /// <summary>The registry in force.</summary>
    public RegistryHolder Registry => registry;

    /// <summary>Why the log takes no appends; null when it does, and where this process makes none.</summary>
    public string? LogError =>
        options.Has(ServerRoles.Gateway) ? ingest.Health.Error ?? writer?.Problem : null;

    /// <summary>Bytes that wait to be made durable; 0 where this process makes nothing durable.</summary>
    public long PendingBytes => log?.PendingBytes ?? 0;

    /// <summary>The deliveries in progress.</summary>
    public DeliveryGate Gate => ingest.Gate;

    /// <summary>The clock.</summary>
    public TimeProvider Time => time;

    /// <summary>The live connections.</summary>
    public HubBoard Board => board;
}
