using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Inventory.Cli.Watch;

/// <summary>
/// A subscription to the live hub that comes back by itself. After each reconnect it subscribes anew, so the first message is again a full one.
/// Handlers run one after the other.
/// </summary>
internal sealed class HubLink : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private readonly WebSocketConnectionFactory _factory;
    private readonly HubConnection _hub;
    private readonly LevelFilter _filter;

    /// <summary>A link that is not open yet.</summary>
    public HubLink(Uri server, string? key, LevelFilter filter)
    {
        _filter = filter;
        _factory = new WebSocketConnectionFactory(key);
        var address = new UriBuilder(new Uri(server, "hubs/stock"));
        address.Scheme = server.Scheme == "https" ? "wss" : "ws";
        var builder = new HubConnectionBuilder();
        builder.Services.AddSingleton<IConnectionFactory>(_factory);
        builder.Services.AddSingleton<EndPoint>(new UriEndPoint(address.Uri));
        builder.AddJsonProtocol(options => options.PayloadSerializerOptions = Json);
        _hub = builder.WithAutomaticReconnect(new Forever()).Build();
        _hub.ServerTimeout = TimeSpan.FromSeconds(30);
        _hub.Reconnecting += _ => Tell(false);
        _hub.Reconnected += async _ =>
        {
            await SubscribeAsync(CancellationToken.None);
            await Tell(true);
        };
        _hub.On<JsonElement>("Levels", x =>
        {
            OnRaw?.Invoke(x);
            if (OnLevels is not null && x.Deserialize<LevelMessage>(Json) is { } message)
                OnLevels(message);
        });
        // A client without a handler would log each beat as unknown.
        _hub.On<JsonElement>("Heartbeat", _ => OnHeartbeat?.Invoke());
        _hub.On<JsonElement>("Alert", _ => { });
    }

    /// <summary>Told of each message.</summary>
    public Action<LevelMessage>? OnLevels { get; set; }

    /// <summary>Told of each message as it came.</summary>
    public Action<JsonElement>? OnRaw { get; set; }

    /// <summary>Told of each heartbeat.</summary>
    public Action? OnHeartbeat { get; set; }

    /// <summary>Told when the link breaks (false) and when it is back (true).</summary>
    public Action<bool>? OnLink { get; set; }

    /// <summary>Opens and subscribes.</summary>
    /// <exception cref="UsageException">The server refused the key, or cannot be reached.</exception>
    public async Task OpenAsync(CancellationToken cancellation)
    {
        try
        {
            await _hub.StartAsync(cancellation);
            await SubscribeAsync(cancellation);
        }
        catch (Exception x) when (x is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            if (_factory.LastStatus is 401 or 403)
                throw new UsageException("キーが受け付けられません。", "The server does not accept the key.");
            throw new UsageException(
                $"サーバーに届きません。{x.Message}", $"The server cannot be reached. {x.Message}", ExitCodes.Unreachable);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    private Task SubscribeAsync(CancellationToken cancellation) => _hub.InvokeAsync("Subscribe", _filter, cancellation);

    private Task Tell(bool isUp)
    {
        OnLink?.Invoke(isUp);
        return Task.CompletedTask;
    }

    private sealed class Forever : IRetryPolicy
    {
        /// <summary>Doubles from half a second to half a minute, cut by chance so that not all come back at once.</summary>
        public TimeSpan? NextRetryDelay(RetryContext retryContext) =>
            Push.BackOff.After((int)Math.Min(20, retryContext.PreviousRetryCount + 1), null, Random.Shared.NextDouble());
    }
}
