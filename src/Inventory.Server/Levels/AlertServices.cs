using Inventory.Server.Auth;
using Inventory.Server.Core;
using Inventory.Server.Options;
using Inventory.Storage;

namespace Inventory.Server.Levels;

/// <summary>What the alert calls need.</summary>
internal sealed record AlertServices(
    SqliteStore Store, AlertDesk Desk, AuditDesk Audit, ServerOptions Options, TimeProvider Time);
