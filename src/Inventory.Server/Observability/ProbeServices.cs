using Inventory.Server.Core;
using Inventory.Server.Hub;
using Inventory.Server.Ingest;
using Inventory.Server.Registry;
using Inventory.Storage.Log;

namespace Inventory.Server.Observability;

/// <summary>What the probes look at.</summary>
internal sealed record ProbeServices(
    StockCore Core, SqliteStore Store, RegistryHolder Registry, LogHealth Health, MetricsListener Metrics)
{
    /// <summary>The live connections.</summary>
    public required HubBoard Board { get; init; }

    /// <summary>The deliveries in progress.</summary>
    public required DeliveryGate Gate { get; init; }
}
