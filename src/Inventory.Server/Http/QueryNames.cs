namespace Inventory.Server.Http;

/// <summary>Query parameters of a call that reads them by hand, for the OpenAPI document.</summary>
internal sealed record QueryNames(IReadOnlyList<string> Names);
