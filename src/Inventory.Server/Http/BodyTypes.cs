namespace Inventory.Server.Http;

/// <summary>The media types of a body that is read by hand, for the OpenAPI document.</summary>
internal sealed record BodyTypes(IReadOnlyList<string> Types);
