using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Inventory.Tests.Cli;

/// <summary>A real SignalR server with canned levels: one full answer per subscription, then a change, then it may
/// hang up.</summary>
internal sealed class LiveServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private LiveServer(WebApplication app) => _app = app;

    public string Url => _app.Urls.First();

    public static async Task<LiveServer> StartAsync(bool isSilent = false, bool hangsUpOnce = false)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        builder.Services.AddSignalR();
        builder.Services.AddSingleton(new Script { IsSilent = isSilent, HangUps = hangsUpOnce ? 1 : 0 });
        WebApplication app = builder.Build();
        app.Use(async (context, next) =>
        {
            if (context.Request.Headers.Authorization == "Bearer wrong")
                context.Response.StatusCode = 401;
            else
                await next();
        });
        app.MapHub<Hub>("/hubs/stock");
        app.MapGet("/v1/registry/categories", () => Results.Text(
            "[{\"id\":\"masks\",\"bands\":{\"fewDays\":1,\"someDays\":2,\"ampleDays\":3,\"plentyDays\":4}}]", "application/json"));
        await app.StartAsync();
        return new LiveServer(app);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    internal sealed class Script
    {
        public bool IsSilent { get; init; }

        public int HangUps { get; set; }

        public int Subscriptions { get; set; }
    }

    internal sealed class Hub(Script script) : Microsoft.AspNetCore.SignalR.Hub
    {
        public async Task Subscribe(JsonElement filter)
        {
            script.Subscriptions++;
            if (script.IsSilent)
                return;
            string by = filter.GetProperty("by").GetString()!;
            await Clients.Caller.SendAsync("Heartbeat", new { computedAt = "2026-01-01T00:00:00+00:00", sequence = 1 });
            await Clients.Caller.SendAsync("Levels", Message(1000 + script.Subscriptions, isFull: true, by));
            await Clients.Caller.SendAsync("Levels", Message(2000 + script.Subscriptions, isFull: false, by));
            if (script.HangUps-- > 0)
                Context.Abort();
        }

        private static JsonElement Message(int quantity, bool isFull, string by) => JsonDocument.Parse(
            "{\"audience\":\"ministry\",\"sequence\":" + quantity + ",\"computedAt\":\"2026-01-01T00:00:00+00:00\","
            + "\"full\":" + (isFull ? "true" : "false") + ",\"simulated\":true,\"by\":\"" + by + "\",\"levels\":["
            + "{\"category\":\"masks\",\"quantity\":" + quantity + ",\"staleQuantity\":7,\"unit\":\"ST\",\"daysOfSupply\":3.5,"
            + "\"outflowPerDay\":10.5,\"locations\":{\"expected\":50,\"reporting\":41,\"stocked\":40,\"out\":1},\"participants\":4,"
            + "\"asOf\":{\"oldest\":\"2026-01-01T00:00:00+00:00\",\"newest\":\"2026-01-01T00:00:00+00:00\"}}]}").RootElement;
    }
}
