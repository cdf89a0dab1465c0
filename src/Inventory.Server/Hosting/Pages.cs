using Inventory.Server.Http;
using Inventory.Server.Options;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;

namespace Inventory.Server.Hosting;

/// <summary>
/// The dashboard's files, found beside the program (published) or in the source tree (dotnet run), and a plain notice
/// without them.
/// </summary>
internal static class Pages
{
    private static readonly string Notice = """
        <!doctype html><html lang="ja"><head><meta charset="utf-8"><title>在庫の見える化</title></head><body>
        <h1>在庫の見える化</h1>
        <p>画面はまだ組み込まれていません。データは <a href="/v1/levels">/v1/levels</a>、使い方は <a href="/docs">/docs</a> にあります。</p>
        <p>The pages are not built into this server; data is at <a href="/v1/levels">/v1/levels</a>,
        the calls at <a href="/docs">/docs</a>.</p>
        </body></html>
        """;

    /// <summary>Serves the files when they are there.</summary>
    public static void Use(WebApplication app)
    {
        string? folder = Find(app.Environment.ContentRootPath);
        if (folder is null)
        {
            byte[] bytes = System.Text.Encoding.UTF8.GetBytes(Notice);
            app.MapGet("/", () => new BytesResult(bytes, "text/html; charset=utf-8")).ExcludeFromDescription();
            return;
        }

        var files = new PhysicalFileProvider(folder);
        var types = new FileExtensionContentTypeProvider();
        types.Mappings[".geojson"] = "application/json";
        app.UseDefaultFiles(new DefaultFilesOptions { FileProvider = files });
        app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = files,
            ContentTypeProvider = types,
            OnPrepareResponse = context => context.Context.Response.Headers.CacheControl = "no-cache",
        });
        // Page addresses have no extension: /send is send.html, /categories/masks is categories.html.
        app.MapFallback(context => SendPageAsync(context, files));
    }

    private static string? Find(string contentRoot)
    {
        string[] places =
        [
            Path.Combine(AppContext.BaseDirectory, "wwwroot"),
            Path.Combine(contentRoot, "wwwroot"),
            CommandLine.FindUpward(contentRoot, Path.Combine("src", "Inventory.Server", "wwwroot")) ?? string.Empty,
            CommandLine.FindUpward(AppContext.BaseDirectory, Path.Combine("src", "Inventory.Server", "wwwroot"))
                ?? string.Empty,
        ];
        return places.FirstOrDefault(x => x.Length > 0 && File.Exists(Path.Combine(x, "index.html")));
    }

    private static async Task SendPageAsync(HttpContext context, PhysicalFileProvider files)
    {
        string first = context.Request.Path.Value?.Split('/', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault()
            ?? "index";
        IFileInfo page = files.GetFileInfo(first + ".html");
        bool isPage = HttpMethods.IsGet(context.Request.Method) && page.Exists
            && first.All(c => char.IsAsciiLetterLower(c) || c == '-');
        if (!isPage)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.CacheControl = "no-cache";
        await context.Response.SendFileAsync(page);
    }
}
