namespace Inventory.Server.Http;

/// <summary>Finds query parameters that a call does not know.</summary>
internal static class QueryCheck
{
    /// <summary>The first unknown name; null when all are known.</summary>
    public static string? FirstUnknown(HttpRequest request, params IReadOnlyList<string> known) =>
        request.Query.Keys.FirstOrDefault(x => !known.Contains(x));

    /// <summary>Names the query parameters of a call that reads them by hand, for the OpenAPI document.</summary>
    public static RouteHandlerBuilder TakesQuery(this RouteHandlerBuilder builder, params string[] names) =>
        builder.WithMetadata(new QueryNames(names));
}
