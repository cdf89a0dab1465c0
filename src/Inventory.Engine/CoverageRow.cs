using Inventory.Model.Snapshots;

namespace Inventory.Engine;

/// <summary>Reporters of one participant, tier and prefecture.</summary>
/// <param name="Participant">The legal entity; null where the reader may not see it.</param>
/// <param name="Tier">The tier.</param>
/// <param name="Prefecture">0..47.</param>
/// <param name="Expected">Locations expected.</param>
/// <param name="Fresh">Reported within three intervals.</param>
/// <param name="Stale">Reported, but too long ago.</param>
/// <param name="Silent">Never reported.</param>
/// <param name="NewestAsOf">Newest as-of; null when all are silent.</param>
public sealed record CoverageRow(
    string? Participant, Tier Tier, int Prefecture, int Expected, int Fresh, int Stale, int Silent,
    DateTimeOffset? NewestAsOf);
