using Inventory.Engine;
using Inventory.Server.Levels;
using Inventory.Server.Registry;
using Microsoft.AspNetCore.SignalR;

namespace Inventory.Server.Hub;

/// <summary>
/// The live door. <c>Subscribe(filter)</c> is answered by <c>Levels</c> messages: first a full one, then what changed
/// since the last one sent on this
/// connection. Nothing is ever broadcast: each connection has a sender of its own (<see cref="LiveConnection"/>).
/// </summary>
internal sealed class StockHub(HubBoard board, RegistryHolder registry) : Microsoft.AspNetCore.SignalR.Hub
{
    /// <summary>Watches the levels of a filter; a second call replaces the first.</summary>
    /// <exception cref="HubException">The filter is not valid, or too many are asked for.</exception>
    public void Subscribe(FilterText? filter)
    {
        if (LevelFilter.Read(filter ?? new FilterText(), registry.Current, out var wrong) is not { } query)
            throw new HubException($"parameterInvalid: {wrong.Name}: expected {wrong.Expected}");
        if (board.Find(Context.ConnectionId) is not { } connection)
            throw new HubException("notConnected");
        if (!connection.TryTakeSubscribe())
            throw new HubException("rateLimited: too many subscriptions in a short time");
        if (!board.Subscribe(connection, query))
            throw new HubException("tooManyFilters: too many different filters are watched at once");
    }

    /// <summary>Stops <c>Levels</c>; heartbeats and alerts go on.</summary>
    public void Unsubscribe()
    {
        if (board.Find(Context.ConnectionId) is { } connection)
            board.Unsubscribe(connection);
    }
}
