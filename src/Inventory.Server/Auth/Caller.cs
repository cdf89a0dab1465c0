using System.Security.Claims;
using Inventory.Model.Identifiers;
using Inventory.Model.Levels;

namespace Inventory.Server.Auth;

/// <summary>Who asks: an audience and, for a participant, which one.</summary>
/// <param name="Audience">What they may see.</param>
/// <param name="Participant">The legal entity; null for the ministry and the public.</param>
internal sealed record Caller(Audience Audience, ParticipantId? Participant)
{
    /// <summary>The claim that holds the audience.</summary>
    public const string AudienceClaim = "audience";

    /// <summary>The claim that holds the participant.</summary>
    public const string ParticipantClaim = "participant";

    /// <summary>The claim that holds the key's hash, to tell when a key was taken away.</summary>
    public const string KeyClaim = "keySha256";

    /// <summary>Somebody without a key.</summary>
    public static readonly Caller Public = new(Audience.Public, null);

    /// <summary>True for the ministry.</summary>
    public bool IsMinistry => Audience == Audience.Ministry;

    /// <summary>How the audit and acknowledgements name the caller: a role or participant, never a person.</summary>
    public string Name => Participant?.Value ?? (IsMinistry ? "ministry" : "public");

    /// <summary>
    /// Reads the claims that <see cref="KeyAuthenticationHandler"/> wrote; the public when there are none.
    /// </summary>
    public static Caller From(ClaimsPrincipal? principal)
    {
        if (principal?.FindFirst(AudienceClaim)?.Value is not { } audience)
            return Public;
        string? participant = principal.FindFirst(ParticipantClaim)?.Value;
        return new Caller(Enum.Parse<Audience>(audience), participant is null ? null : new ParticipantId(participant));
    }

    /// <summary>True when the caller is the ministry or this participant.</summary>
    public bool IsMinistryOr(ParticipantId participant) => IsMinistry || Participant == participant;
}
