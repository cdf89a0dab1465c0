using System.Security.Claims;
using System.Text.Encodings.Web;
using Inventory.Server.Problems;
using Inventory.Server.Registry;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Inventory.Server.Auth;

/// <summary>
/// <c>Authorization: Bearer KEY</c> against the registry's hashes. No header is no failure (the public);
/// a wrong key is one, so that
/// nobody takes the public's view for their own. A browser's WebSocket cannot send the header: the hub alone also
/// takes <c>access_token</c>.
/// </summary>
internal sealed class KeyAuthenticationHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder,
        RegistryHolder registry)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    /// <summary>The scheme's name.</summary>
    public const string SchemeName = "Key";

    private const string Prefix = "Bearer ";

    /// <inheritdoc/>
    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(Authenticate());

    /// <inheritdoc/>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties) =>
        ProblemReasons.KeyMissing().ExecuteAsync(Context);

    /// <inheritdoc/>
    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        ProblemReasons.Forbidden().ExecuteAsync(Context);

    private AuthenticateResult Authenticate()
    {
        string? key = ReadKey(out bool isMalformed);
        if (isMalformed)
            return AuthenticateResult.Fail("not a bearer key");
        if (key is null)
            return AuthenticateResult.NoResult();
        if (key.Length is 0 or > KeyRing.KeyLengthMax)
            return AuthenticateResult.Fail("not a key");
        string hash = KeyRing.Hash(key);
        if (KeyRing.Find(registry.Current, hash) is not { } caller)
            return AuthenticateResult.Fail("unknown key");
        var identity = new ClaimsIdentity(SchemeName);
        identity.AddClaim(new Claim(Caller.AudienceClaim, caller.Audience.ToString()));
        identity.AddClaim(new Claim(Caller.KeyClaim, hash));
        if (caller.Participant is { } participant)
            identity.AddClaim(new Claim(Caller.ParticipantClaim, participant.Value));
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
    }

    private string? ReadKey(out bool isMalformed)
    {
        isMalformed = false;
        string? header = Request.Headers.Authorization;
        if (!string.IsNullOrEmpty(header))
        {
            isMalformed = Request.Headers.Authorization.Count != 1
                || !header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);
            return isMalformed ? null : header[Prefix.Length..].Trim();
        }

        if (!Request.Query.TryGetValue("access_token", out var token))
            return null;
        if (!Request.Path.StartsWithSegments("/hubs"))
        {
            // Addresses are logged and shared: a key in one is refused, and not taken for the public either.
            isMalformed = true;
            return null;
        }

        return token.Count == 1 && !string.IsNullOrEmpty(token) ? token.ToString() : null;
    }
}
