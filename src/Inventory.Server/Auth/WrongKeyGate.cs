using Inventory.Server.Problems;
using Microsoft.AspNetCore.Authentication;

namespace Inventory.Server.Auth;

/// <summary>Answers 401 to a wrong key on every address, also on those that need none.</summary>
internal static class WrongKeyGate
{
    /// <summary>The middleware.</summary>
    public static async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        // The handler keeps its answer, so this looks nothing up again.
        AuthenticateResult result = await context.AuthenticateAsync();
        if (result.Failure is null)
            await next(context);
        else
            await ProblemReasons.KeyUnknown().ExecuteAsync(context);
    }
}
