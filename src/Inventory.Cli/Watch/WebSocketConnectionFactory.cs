using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Connections;

namespace Inventory.Cli.Watch;

/// <summary>
/// Opens a SignalR connection over a web socket, without negotiation. The full SignalR client brings its own; only
/// its core is used here. The key travels in a header: in the address it would stand in the server's logs.
/// </summary>
internal sealed class WebSocketConnectionFactory(string? key) : IConnectionFactory
{
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(10);

    /// <summary>The status of the last refused handshake; 0 when none was refused.</summary>
    public int LastStatus { get; private set; }

    /// <inheritdoc/>
    public async ValueTask<ConnectionContext> ConnectAsync(EndPoint endpoint,
        CancellationToken cancellationToken = default)
    {
        if (endpoint is not UriEndPoint target)
            throw new ArgumentException($"expected a {nameof(UriEndPoint)}, found {endpoint.GetType().Name}", nameof(endpoint));
        var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        if (key is not null)
            socket.Options.SetRequestHeader("Authorization", $"Bearer {key}");
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(ConnectLimit);
            await socket.ConnectAsync(target.Uri, limit.Token);
            return new WebSocketConnection(socket);
        }
        catch (Exception x)
        {
            LastStatus = (int)socket.HttpStatusCode;
            socket.Dispose();
            if (x is OperationCanceledException && !cancellationToken.IsCancellationRequested)
                throw new WebSocketException("no answer in time", x);
            throw;
        }
    }
}
