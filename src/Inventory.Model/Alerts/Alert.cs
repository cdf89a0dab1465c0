using Inventory.Model.Registry;

namespace Inventory.Model.Alerts;

/// <summary>Where an alert stands.</summary>
public enum AlertState
{
    /// <summary>The condition holds.</summary>
    Active = 0,

    /// <summary>The condition is over.</summary>
    Cleared = 1,
}

/// <summary>
/// A raised alert. Evidence is frozen at the moment it was raised; the live value stands beside it. Schema:
/// <c>schemas/alert.v1.schema.json</c>.
/// </summary>
public sealed record Alert
{
    /// <summary>Stable id, equal in live running and replay: rule, group and the moment it was raised.</summary>
    public required string Id { get; init; }

    /// <summary>The rule's id.</summary>
    public required string Rule { get; init; }

    /// <summary>What was measured.</summary>
    public required AlertMeasure Measure { get; init; }

    /// <summary>The category's id.</summary>
    public required string Category { get; init; }

    /// <summary>JIS X 0401 code; null for the nation.</summary>
    public string? Prefecture { get; init; }

    /// <summary>manufacturer, wholesaler or retailer; null for all tiers together.</summary>
    public string? Tier { get; init; }

    /// <summary>Active or cleared.</summary>
    public AlertState State { get; init; }

    /// <summary>The measured value when it was raised (evidence).</summary>
    public double Value { get; init; }

    /// <summary>The threshold it crossed.</summary>
    public double Enter { get; init; }

    /// <summary>The threshold it must pass to clear.</summary>
    public double Clear { get; init; }

    /// <summary>Coverage 0..1 when it was raised (evidence).</summary>
    public double Coverage { get; init; }

    /// <summary>When it was raised, by the engine's clock.</summary>
    public DateTimeOffset RaisedAt { get; init; }

    /// <summary>When it cleared; null while active.</summary>
    public DateTimeOffset? ClearedAt { get; init; }

    /// <summary>When somebody took it on; null until then.</summary>
    public DateTimeOffset? AcknowledgedAt { get; init; }

    /// <summary>Who took it on (a role or participant, never a person's name).</summary>
    public string? AcknowledgedBy { get; init; }

    /// <summary>What they wrote; at most 500 characters.</summary>
    public string? Note { get; init; }
}
