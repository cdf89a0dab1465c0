using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Inventory.Tests.Cli;

/// <summary>What a scripted server saw.</summary>
internal sealed record SeenRequest(string Path, string? FileName, string? AsOf, string? Authorization, bool IsGzip,
    string Body);

/// <summary>A real HTTP server that answers pushes from a script; the last step stands for all that follow.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Queue<Func<HttpContext, Task>> _steps;

    private ScriptedServer(WebApplication app, IEnumerable<Func<HttpContext, Task>> steps)
    {
        _app = app;
        _steps = new Queue<Func<HttpContext, Task>>(steps);
    }

    public ConcurrentQueue<SeenRequest> Seen { get; } = [];

    public string Url => _app.Urls.First();

    public static async Task<ScriptedServer> StartAsync(params Func<HttpContext, Task>[] steps)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        WebApplication app = builder.Build();
        var server = new ScriptedServer(app, steps);
        app.MapPost("/{**path}", server.AnswerAsync);
        await app.StartAsync();
        return server;
    }

    public static Func<HttpContext, Task> Status(int status, string? retryAfter = null) => async context =>
    {
        context.Response.StatusCode = status;
        if (retryAfter is not null)
            context.Response.Headers.RetryAfter = retryAfter;
        await context.Response.WriteAsync(
            "{\"title\":\"no\",\"reason\":\"scripted\",\"message\":{\"ja\":\"台本どおり\",\"en\":\"as scripted\"}}");
    };

    public static Func<HttpContext, Task> Receipt(string id, int accepted, int rejected = 0) => async context =>
    {
        string rejections = rejected == 0
            ? string.Empty
            : "{\"source\":{\"line\":3},\"field\":\"quantity\",\"value\":\"abc\",\"reason\":\"quantityInvalid\","
                + "\"message\":{\"ja\":\"数量ではありません\",\"en\":\"not a quantity\"}}";
        await context.Response.WriteAsync(
            $"{{\"receipt\":\"{id}\",\"lines\":{{\"accepted\":{accepted},\"rejected\":{rejected},\"duplicate\":0}},"
            + $"\"warnings\":[],\"rejections\":[{rejections}]}}");
    };

    /// <summary>Cuts the connection in the middle of the answer.</summary>
    public static Task Abort(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        bool isGzip = context.Request.Headers.ContentEncoding == "gzip";
        Stream body = isGzip ? new GZipStream(context.Request.Body, CompressionMode.Decompress) : context.Request.Body;
        using var reader = new StreamReader(body);
        Seen.Enqueue(new SeenRequest(
            context.Request.Path + context.Request.QueryString,
            context.Request.Headers["X-File-Name"],
            context.Request.Headers["X-As-Of"],
            context.Request.Headers.Authorization,
            isGzip,
            await reader.ReadToEndAsync()));
        Func<HttpContext, Task> step;
        lock (_steps)
            step = _steps.Count > 1 ? _steps.Dequeue() : _steps.Peek();
        await step(context);
    }
}
