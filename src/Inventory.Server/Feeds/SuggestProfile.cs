using Inventory.Adapters.Suggesting;
using Inventory.Model.Identifiers;
using Inventory.Model.Registry;

namespace Inventory.Server.Feeds;

/// <summary>Proposes a feed profile for a file nobody has described yet; bad input never throws.</summary>
internal delegate Task<ProfileSuggestion> SuggestProfile(
    Stream body, string? fileName, ParticipantId participant, StockRegistry registry, DateTimeOffset receivedAt,
    CancellationToken cancellation);
