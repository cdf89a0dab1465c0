using Inventory.Model.Registry;

namespace Inventory.Server.Registry;

/// <summary>A feed that was saved while the server ran.</summary>
/// <param name="Profile">The profile.</param>
/// <param name="Sha256">Hash of its bytes, part of the registry's version.</param>
internal sealed record SavedFeed(FeedProfile Profile, string Sha256);

/// <summary>A saved feed that is not in force, and why.</summary>
internal sealed record SkippedFeed(string Id, string Reason);

/// <summary>The saved files that could not be read at the start.</summary>
internal sealed record BrokenFeeds(IReadOnlyList<SkippedFeed> Feeds);
