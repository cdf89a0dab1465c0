namespace Inventory.Cli.Watch;

/// <summary>What is asked of the hub; the names are those of <c>GET /v1/levels</c>.</summary>
internal sealed record LevelFilter(
    string By = "category", string? Category = null, string? Prefecture = null, string? Tier = null, string? Status = null);
