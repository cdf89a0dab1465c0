using Inventory.Server.Core;
using Inventory.Server.Hub;
using Inventory.Server.Ingest;
using Inventory.Server.Registry;
using Inventory.Storage;

namespace Inventory.Server.Observability;

/// <summary>What the probes look at.</summary>
internal sealed class ProbeServices(
    StockCore core, SqliteStore store, RegistryHolder registry, IngestParts ingest, HubBoard board,
    TimeProvider time)
{
    /// <summary>The core.</summary>
    public StockCore Core => core;

    /// <summary>The store.</summary>
    public SqliteStore Store => store;

    /// <summary>The registry in force.</summary>
    public RegistryHolder Registry => registry;

    /// <summary>Whether the log takes appends.</summary>
    public LogHealth Health => ingest.Health;

    /// <summary>The deliveries in progress.</summary>
    public DeliveryGate Gate => ingest.Gate;

    /// <summary>The clock.</summary>
    public TimeProvider Time => time;

    /// <summary>The live connections.</summary>
    public HubBoard Board => board;
}
