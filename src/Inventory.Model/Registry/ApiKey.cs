using Inventory.Model.Identifiers;

namespace Inventory.Model.Registry;

/// <summary>An API key's hash and what it opens. The key itself is never stored.</summary>
/// <param name="Sha256">SHA-256 of the key's UTF-8 bytes, 64 lower-case hexadecimal digits.</param>
/// <param name="Participant">The key's owner; null for the ministry.</param>
/// <param name="IsMinistry">True for the ministry's keys.</param>
/// <param name="IsDemo">True for a demo key: refused unless the registry is a demo.</param>
public sealed record ApiKey(string Sha256, ParticipantId? Participant, bool IsMinistry, bool IsDemo);
