using Microsoft.Net.Http.Headers;

namespace Inventory.Server.Http;

/// <summary>Chooses a media type by the Accept header.</summary>
internal static class Accepted
{
    /// <summary>
    /// The served type the caller likes best, the first one when all are the same to it; null when it takes none.
    /// </summary>
    public static string? Choose(HttpRequest request, params ReadOnlySpan<string> served)
    {
        if (request.Headers.Accept.Count == 0)
            return served[0];
        if (!MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var wanted))
            return served[0];
        foreach (MediaTypeHeaderValue range in wanted.OrderByDescending(x => x.Quality ?? 1))
        {
            if (range.Quality == 0)
                continue;
            foreach (string type in served)
            {
                if (Matches(range, type))
                    return type;
            }
        }

        return null;
    }

    /// <summary>Parameters such as a charset do not matter: there is one form of each type.</summary>
    private static bool Matches(MediaTypeHeaderValue range, string type) =>
        range.MatchesAllTypes
        || range.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase)
        || (range.MatchesAllSubTypes && type.StartsWith(range.Type + "/", StringComparison.OrdinalIgnoreCase));
}
