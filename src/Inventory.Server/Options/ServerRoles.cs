namespace Inventory.Server.Options;

/// <summary>What a process does. All three together are the whole platform in one process.</summary>
[Flags]
internal enum ServerRoles
{
    /// <summary>Takes deliveries, answers questions.</summary>
    Gateway = 1,

    /// <summary>Holds partitions of the log in its engine and publishes their levels.</summary>
    Core = 2,

    /// <summary>Keeps live connections to dashboards, answers questions.</summary>
    Hub = 4,

    /// <summary>Everything.</summary>
    All = Gateway | Core | Hub,
}
