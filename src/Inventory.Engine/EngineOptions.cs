namespace Inventory.Engine;

/// <summary>How the engine is sized.</summary>
public sealed record EngineOptions
{
    /// <summary>Partitions by location, 1 or more; the state does not depend on it.</summary>
    public int Partitions { get; init; } = 1;
}
