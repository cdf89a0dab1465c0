using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Inventory.Model.Registry;
using Inventory.Server.Hosting;
using Inventory.Server.Options;
using Inventory.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Inventory.Tests.Server;

/// <summary>
/// A real server on a port of its own, with a real store in a temporary folder and a small registry of its own.
/// </summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly SqliteStore _store;

    private RunningServer(WebApplication app, SqliteStore store, string folder)
    {
        _app = app;
        _store = store;
        Folder = folder;
        Address = new Uri(app.Urls.First());
        Client = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(60) };
    }

    /// <summary>Folder of data and registry; survives a stop so that a test can start again on it.</summary>
    public string Folder { get; }

    public Uri Address { get; }

    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    public string RegistryFolder => Path.Combine(Folder, "registry");

    public static Task<RunningServer> StartAsync(ServerLimits? limits = null) =>
        StartAsync(Directory.CreateTempSubdirectory("inventory-server-").FullName, limits ?? new ServerLimits());

    public static Task<RunningServer> StartAsync(string folder, ServerLimits limits) =>
        StartAsync(folder, limits, null, null);

    /// <summary>Starts with a drop folder or with services of the test's own.</summary>
    public static async Task<RunningServer> StartAsync(
        string folder, ServerLimits limits, string? drop, Action<IServiceCollection>? more, HistoryOptions? history = null)
    {
        string registryFolder = Path.Combine(folder, "registry");
        SmallRegistry.WriteWhenMissing(registryFolder);
        StockRegistry? registry = RegistryLoader.Load(registryFolder, out IReadOnlyList<RegistryError> errors);
        Assert.True(registry is not null, string.Join('\n', errors));
        string data = Path.Combine(folder, "data");
        var options = new ServerOptions
        {
            Urls = "http://127.0.0.1:0",
            Data = data,
            Registry = registryFolder,
            Drop = drop,
            Limits = limits,
            History = history ?? new HistoryOptions(),
        };
        SqliteStore store = SqliteStore.Open(data, TimeProvider.System);
        WebApplicationBuilder builder =
            WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = folder });
        builder.Logging.ClearProviders();
        more?.Invoke(builder.Services);
        WebApplication app = ServerHost.Build(builder, options, store, registry);
        await app.StartAsync();
        var server = new RunningServer(app, store, folder);
        await server.WaitUntilReadyAsync();
        return server;
    }

    public static HttpRequestMessage Request(HttpMethod method, string path, string? key, HttpContent? body = null)
    {
        var request = new HttpRequestMessage(method, path) { Content = body };
        if (key is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return request;
    }

    public async Task<(int Status, string Body, HttpResponseMessage Response)> SendAsync(
        HttpMethod method, string path, string? key, HttpContent? body = null)
    {
        HttpResponseMessage response = await Client.SendAsync(Request(method, path, key, body));
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(), response);
    }

    public async Task<(int Status, JsonElement Json)> GetAsync(string path, string? key)
    {
        (int status, string body, _) = await SendAsync(HttpMethod.Get, path, key);
        return (status, Parse(body));
    }

    public async Task<(int Status, JsonElement Json)> PushAsync(string json, string? key, string path = "/v1/snapshots")
    {
        (int status, string body, _) = await SendAsync(
            HttpMethod.Post, path, key, new StringContent(json, Encoding.UTF8, "application/json"));
        return (status, Parse(body));
    }

    public async Task<(int Status, JsonElement Json)> PushFileAsync(
        string feed, string text, string? key, string query = "")
    {
        var body = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        (int status, string answer, _) =
            await SendAsync(HttpMethod.Post, $"/v1/feeds/{feed}/snapshots{query}", key, body);
        return (status, Parse(answer));
    }

    /// <summary>Waits until the core has published a state in which all durable records are applied.</summary>
    public async Task SettleAsync()
    {
        var core = _app.Services.GetRequiredService<Inventory.Server.Core.StockCore>();
        long end = _store.Log.NextOffset;
        await UntilAsync(() => core.Status.NextOffset >= end, "the core applies the log");
        var after = core.Published;
        await UntilAsync(() => !ReferenceEquals(core.Published, after), "the core publishes");
    }

    public static async Task UntilAsync(Func<bool> condition, string what)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!condition())
        {
            Assert.False(patience.IsCancellationRequested, "waited in vain: " + what);
            await Task.Yield();
        }
    }

    public async Task StopAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _store.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private static JsonElement Parse(string body)
    {
        using JsonDocument document = JsonDocument.Parse(body.Length == 0 ? "null" : body);
        return document.RootElement.Clone();
    }

    private async Task WaitUntilReadyAsync()
    {
        var core = _app.Services.GetRequiredService<Inventory.Server.Core.StockCore>();
        await UntilAsync(() => core.Status.Phase == Inventory.Server.Core.CorePhase.Live, "the core goes live");
    }
}
