using Inventory.Server.Auth;
using Inventory.Server.Ingest;
using Inventory.Server.Options;

namespace Inventory.Server.Feeds;

/// <summary>What the calls that try and save feeds need.</summary>
internal sealed record FeedServices(PushServices Push, SavedFeedDesk Desk, AuditDesk Audit, ServerOptions Options);
