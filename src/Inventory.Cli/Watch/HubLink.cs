using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Inventory.Cli.Watch;

/// <summary>
/// A subscription to the live hub that comes back by itself. After each reconnect it subscribes anew, so the first
/// message is again a full one. Handlers run one after the other.
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
    private readonly CancellationTokenSource _disposing = new();
    private volatile bool _isStarted;

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
        _hub = builder.Build();
        _hub.ServerTimeout = TimeSpan.FromSeconds(30);
        _hub.Closed += _ => ReopenAsync();
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
            _isStarted = true;
            await SubscribeAsync(cancellation);
        }
        catch (HubException x)
        {
            throw new UsageException($"この問い合わせはできません。{x.Message}", $"The server refuses the question. {x.Message}");
        }
        catch (Exception) when (_isStarted && !cancellation.IsCancellationRequested)
        {
            // The link broke in the middle of the first subscription; it is being opened anew.
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
    public async ValueTask DisposeAsync()
    {
        await _disposing.CancelAsync();
        await _hub.DisposeAsync();
        _disposing.Dispose();
    }

    private Task SubscribeAsync(CancellationToken cancellation) => _hub.InvokeAsync("Subscribe", _filter, cancellation);

    /// <summary>
    /// Opens a broken link anew for as long as it is wanted. The client's own reconnect gives up when the server says
    /// goodbye, which a server does that is restarted.
    /// </summary>
    private async Task ReopenAsync()
    {
        for (int failures = 1; _isStarted && !_disposing.IsCancellationRequested; failures++)
        {
            OnLink?.Invoke(false);
            try
            {
                await Task.Delay(Push.BackOff.After(Math.Min(failures, 20), null, Random.Shared.NextDouble()),
                    _disposing.Token);
                await _hub.StartAsync(_disposing.Token);
                await SubscribeAsync(_disposing.Token);
                OnLink?.Invoke(true);
                return;
            }
            catch (Exception) when (_disposing.IsCancellationRequested)
            {
                return;
            }
            catch (Exception) when (_hub.State == HubConnectionState.Disconnected)
            {
                // Not back yet; whatever the reason, the next try tells.
            }
            catch (Exception)
            {
                // Up again but not subscribed: closing it brings it here once more.
                _ = _hub.StopAsync(_disposing.Token);
                return;
            }
        }
    }
}
