namespace Inventory.Model.Registry;

/// <summary>What an alert rule measures.</summary>
public enum AlertMeasure
{
    /// <summary>Days of supply fall below the threshold.</summary>
    DaysOfSupply = 0,

    /// <summary>The share of locations that are out (0..1) rises above the threshold.</summary>
    ShareOut = 1,

    /// <summary>Coverage (0..1) falls below the threshold.</summary>
    Coverage = 2,
}
