namespace Inventory.Cli.Watch;

/// <summary>What the hub says about levels: all of the filter's, or those that changed.</summary>
internal sealed record LevelMessage
{
    /// <summary>Whose view it is.</summary>
    public string Audience { get; init; } = string.Empty;

    /// <summary>Rises with each message.</summary>
    public long Sequence { get; init; }

    /// <summary>When the levels were computed.</summary>
    public DateTimeOffset ComputedAt { get; init; }

    /// <summary>True when the message holds all levels of the filter.</summary>
    public bool Full { get; init; }

    /// <summary>True when a simulated nation runs behind them.</summary>
    public bool Simulated { get; init; }

    /// <summary>The levels.</summary>
    public IReadOnlyList<WatchedLevel> Levels { get; init; } = [];

    /// <summary>Levels that are no more.</summary>
    public IReadOnlyList<WatchedLevel>? Removed { get; init; }
}

/// <summary>A level as the wire has it.</summary>
internal sealed record WatchedLevel
{
    public string? Category { get; init; }

    public string? Prefecture { get; init; }

    public string? Tier { get; init; }

    public string? Status { get; init; }

    public long? Quantity { get; init; }

    public long? StaleQuantity { get; init; }

    public string? Unit { get; init; }

    public WatchedLocations? Locations { get; init; }

    public double? OutflowPerDay { get; init; }

    public double? DaysOfSupply { get; init; }

    public WatchedTimes? AsOf { get; init; }

    public bool Suppressed { get; init; }

    public string? Band { get; init; }

    /// <summary>What tells it from other levels.</summary>
    public (string?, string?, string?, string?) Key => (Category, Prefecture, Tier, Status);
}

/// <summary>Locations behind a level.</summary>
internal sealed record WatchedLocations(int Expected, int Reporting, int Stocked, int Out);

/// <summary>Times behind a level.</summary>
internal sealed record WatchedTimes(DateTimeOffset Oldest, DateTimeOffset Newest);
