using Inventory.Server.Problems;
using Microsoft.AspNetCore.Authentication;

namespace Inventory.Server.Auth;

/// <summary>Answers 401 to a wrong key on every address, also on those that need none.</summary>
internal static class WrongKeyGate
{
    /// <summary>The middleware.</summary>
    public static Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        bool isWrong = context.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult?.Failure is not null;
        return isWrong ? ProblemReasons.KeyUnknown().ExecuteAsync(context) : next(context);
    }
}
