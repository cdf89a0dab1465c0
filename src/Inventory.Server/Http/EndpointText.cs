using Inventory.Server.Problems;

namespace Inventory.Server.Http;

/// <summary>Says in both languages what a call does, and what it may answer, for the OpenAPI document.</summary>
internal static class EndpointText
{
    /// <summary>A summary in Japanese and English.</summary>
    public static RouteHandlerBuilder Describe(this RouteHandlerBuilder builder, string ja, string en) =>
        builder.WithSummary($"{ja} / {en}").WithTags("v1");

    /// <summary>The bodies a call takes.</summary>
    public static RouteHandlerBuilder TakesBody(
        this RouteHandlerBuilder builder, string first, params string[] others) =>
        builder.WithMetadata(new BodyTypes([first, .. others]));

    /// <summary>The statuses a call may answer; errors are problem details.</summary>
    public static RouteHandlerBuilder Answers(this RouteHandlerBuilder builder, params int[] statuses)
    {
        foreach (int status in statuses)
        {
            if (status < 300)
                builder.Produces(status, contentType: "application/json");
            else if (status == StatusCodes.Status304NotModified)
                builder.Produces(status);
            else
                builder.Produces(status, contentType: Problem.MediaType);
        }

        return builder;
    }
}
