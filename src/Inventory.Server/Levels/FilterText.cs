namespace Inventory.Server.Levels;

/// <summary>
/// A filter as it stands on the wire: query parameters of the levels call, or the argument of Subscribe.
/// </summary>
internal sealed record FilterText
{
    /// <summary>Dimensions separated by commas.</summary>
    public string? By { get; init; }

    /// <summary>Category id.</summary>
    public string? Category { get; init; }

    /// <summary>JIS X 0401 code.</summary>
    public string? Prefecture { get; init; }

    /// <summary>Tier.</summary>
    public string? Tier { get; init; }

    /// <summary>Status.</summary>
    public string? Status { get; init; }
}
