using Inventory.Server.Options;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Inventory.Server.Backbone;

/// <summary>Where other processes reach this one; it stands on each claim.</summary>
internal sealed class CoreAddress(BackboneOptions options, IServer server)
{
    /// <summary>
    /// The base URL: the setting, else the first address that is listened on; empty while none is.
    /// </summary>
    public string Url => options.Advertised
        ?? server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? string.Empty;
}
