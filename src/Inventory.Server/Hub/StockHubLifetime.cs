using Microsoft.AspNetCore.SignalR;

namespace Inventory.Server.Hub;

/// <summary>
/// Hands each connection to the board, which writes to it directly: a message rendered once can then go to many.
/// </summary>
internal sealed class StockHubLifetime(HubBoard board, ILogger<DefaultHubLifetimeManager<StockHub>> logger)
    : DefaultHubLifetimeManager<StockHub>(logger)
{
    /// <inheritdoc/>
    public override async Task OnConnectedAsync(HubConnectionContext connection)
    {
        await base.OnConnectedAsync(connection);
        board.Add(connection);
    }

    /// <inheritdoc/>
    public override Task OnDisconnectedAsync(HubConnectionContext connection)
    {
        board.Remove(connection.ConnectionId);
        return base.OnDisconnectedAsync(connection);
    }
}
