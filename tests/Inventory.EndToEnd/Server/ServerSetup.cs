namespace Inventory.EndToEnd.Server;

/// <summary>How a server process is started; what is left out is a temporary folder and the demo registry.</summary>
internal sealed record ServerSetup
{
    public string? Data { get; init; }

    public string? Registry { get; init; }

    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Environment variables without their prefix, such as limits__PushBurst.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();
}
