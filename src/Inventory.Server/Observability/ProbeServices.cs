using Inventory.Server.Core;
using Inventory.Server.Hub;
using Inventory.Server.Ingest;
using Inventory.Server.Registry;

namespace Inventory.Server.Observability;

/// <summary>What the probes look at.</summary>
internal sealed class ProbeServices(
    ILiveLevels core, RegistryHolder registry, IngestParts ingest, HubBoard board)
{
    /// <summary>The core.</summary>
    public ILiveLevels Core => core;

    /// <summary>The registry in force.</summary>
    public RegistryHolder Registry => registry;

    /// <summary>Whether the log takes appends.</summary>
    public LogHealth Health => ingest.Health;

    /// <summary>The deliveries in progress.</summary>
    public DeliveryGate Gate => ingest.Gate;

    /// <summary>The live connections.</summary>
    public HubBoard Board => board;
}
