using Inventory.Server.Auth;
using Inventory.Server.Core;
using Inventory.Server.Options;
using Inventory.Server.Registry;

namespace Inventory.Server.Levels;

/// <summary>What the reading calls need.</summary>
internal sealed record LevelServices(
    ILiveLevels Core, ICellQueries Cells, RegistryHolder Registry, AuditDesk Audit, ServerOptions Options)
{
    /// <summary>True while the demo runs: every figure shown is then marked.</summary>
    public bool IsSimulated => Options.Demo;
}
