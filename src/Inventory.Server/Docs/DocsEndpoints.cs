using System.Reflection;
using Inventory.Server.Http;

namespace Inventory.Server.Docs;

/// <summary>
/// The page that shows the OpenAPI document to people: our own, served from here, asking nobody else.
/// </summary>
internal static class DocsEndpoints
{
    /// <summary>Maps the page and its two files.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        Map(routes, "/docs", "docs.html", "text/html; charset=utf-8");
        Map(routes, "/docs/docs.js", "docs.js", "text/javascript; charset=utf-8");
        Map(routes, "/docs/docs.css", "docs.css", "text/css; charset=utf-8");
    }

    private static void Map(IEndpointRouteBuilder routes, string path, string file, string type)
    {
        byte[] bytes = Read(file);
        routes.MapGet(path, () =>
            new BytesResult(bytes, type) { CacheControl = "public, max-age=300" }).ExcludeFromDescription();
    }

    private static byte[] Read(string file)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("docs/" + file)
            ?? throw new InvalidOperationException($"resource docs/{file} is missing from the build");
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
