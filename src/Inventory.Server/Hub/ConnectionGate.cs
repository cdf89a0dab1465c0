using System.Collections.Concurrent;
using System.Net;
using Inventory.Server.Options;
using Inventory.Server.Problems;

namespace Inventory.Server.Hub;

/// <summary>Bounds live connections in all and per address, before the socket is taken.</summary>
internal sealed class ConnectionGate(ServerOptions options)
{
    private readonly ConcurrentDictionary<IPAddress, int> _byAddress = new();
    private int _all;

    /// <summary>The middleware of the hub's path.</summary>
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (!context.WebSockets.IsWebSocketRequest && !HttpMethods.IsGet(context.Request.Method))
        {
            await next(context);
            return;
        }

        IPAddress address = context.Connection.RemoteIpAddress ?? IPAddress.None;
        int here = _byAddress.AddOrUpdate(address, 1, (_, count) => count + 1);
        int all = Interlocked.Increment(ref _all);
        try
        {
            if (here > options.Limits.ConnectionsPerAddressMax)
                await ProblemReasons.RateLimited(5).ExecuteAsync(context);
            else if (all > options.Limits.ConnectionsMax)
                await ProblemReasons.Busy().ExecuteAsync(context);
            else
                await next(context);
        }
        finally
        {
            Interlocked.Decrement(ref _all);
            if (_byAddress.AddOrUpdate(address, 0, (_, count) => count - 1) == 0)
                _byAddress.TryRemove(new KeyValuePair<IPAddress, int>(address, 0));
        }
    }
}
