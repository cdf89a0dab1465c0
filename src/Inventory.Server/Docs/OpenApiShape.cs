using Inventory.Server.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Inventory.Server.Docs;

/// <summary>Completes the generated document: who we are, how keys are sent, and what calls read by hand.</summary>
internal static class OpenApiShape
{
    /// <summary>Registers the document <c>v1</c>.</summary>
    public static void Add(IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "在庫の見える化 / Stock visibility",
                Version = "1.0",
                Description = "鍵は Authorization: Bearer KEY。鍵がなければ公開の範囲です。"
                    + " / Keys are sent as Authorization: Bearer KEY; without one you see what the public sees."
                    + " Errors are RFC 9457 problem details with a stable reason.",
            };
            // The address depends on where it runs; the document must not.
            document.Servers = [];
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            foreach (object metadata in context.Description.ActionDescriptor.EndpointMetadata)
                Complete(operation, metadata);
            return Task.CompletedTask;
        });
    });

    private static void Complete(OpenApiOperation operation, object metadata)
    {
        if (metadata is BodyTypes bodies)
        {
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Content = bodies.Types.ToDictionary(x => x, _ => new OpenApiMediaType()),
            };
        }
        else if (metadata is QueryNames query)
        {
            operation.Parameters ??= [];
            foreach (string name in query.Names)
            {
                operation.Parameters.Add(new OpenApiParameter
                {
                    Name = name,
                    In = ParameterLocation.Query,
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                });
            }
        }
    }
}
