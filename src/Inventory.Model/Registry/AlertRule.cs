using Inventory.Model.Snapshots;

namespace Inventory.Model.Registry;

/// <summary>A threshold rule with separate enter and clear thresholds, so that it does not flap.</summary>
public sealed record AlertRule
{
    /// <summary>Stable id.</summary>
    public required string Id { get; init; }

    /// <summary>What is measured.</summary>
    public required AlertMeasure Measure { get; init; }

    /// <summary>The category; null for every category.</summary>
    public string? Category { get; init; }

    /// <summary>The tier; null for all tiers together.</summary>
    public Tier? Tier { get; init; }

    /// <summary>True when each prefecture is watched by itself, false for the nation.</summary>
    public bool PerPrefecture { get; init; }

    /// <summary>The alert is raised when the measure crosses this.</summary>
    public required double Enter { get; init; }

    /// <summary>It clears when the measure is back past this; on the healthy side of <see cref="Enter"/>.</summary>
    public required double Clear { get; init; }

    /// <summary>How long the condition must hold before it is raised, and before it clears.</summary>
    public int HoldSeconds { get; init; }

    /// <summary>Coverage (0..1) below which the rule is not judged: too few reports prove nothing.</summary>
    public double CoverageMin { get; init; }
}
