namespace Inventory.Server.Options;

/// <summary>How the process is started: the options of the public contract, each with its default.</summary>
internal sealed record ServerOptions
{
    /// <summary>Loopback by default: a fresh installation must not be reachable from outside by accident.</summary>
    public const string UrlsDefault = "http://127.0.0.1:5080";

    /// <summary>Addresses to listen on, separated by semicolons.</summary>
    public string Urls { get; init; } = UrlsDefault;

    /// <summary>The folder of everything durable.</summary>
    public string Data { get; init; } = "./data";

    /// <summary>The registry's folder.</summary>
    public required string Registry { get; init; }

    /// <summary>True when the simulated nation is pushed through the same door as everybody else's files.</summary>
    public bool Demo { get; init; }

    /// <summary>The drop folder; null for none.</summary>
    public string? Drop { get; init; }

    /// <summary>Where the history is kept, and for how long.</summary>
    public HistoryOptions History { get; init; } = new();

    /// <summary>What this process does.</summary>
    public ServerRoles Roles { get; init; } = ServerRoles.All;

    /// <summary>How it takes part in the log of several processes; null with the embedded log.</summary>
    public BackboneOptions? Backbone { get; init; }

    /// <summary>Bounds.</summary>
    public ServerLimits Limits { get; init; } = new();

    /// <summary>True when the process has the role.</summary>
    public bool Has(ServerRoles role) => Roles.HasFlag(role);
}
