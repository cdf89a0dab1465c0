namespace Inventory.Load;

/// <summary>What is measured.</summary>
internal sealed record LoadPlan
{
    /// <summary>The server, running already.</summary>
    public required Uri Server { get; init; }

    /// <summary>The ministry's key.</summary>
    public required string Key { get; init; }

    /// <summary>Background lines per second.</summary>
    public required int Rate { get; init; }

    /// <summary>How long probes count.</summary>
    public required TimeSpan Measure { get; init; }

    /// <summary>Load before the first probe counts.</summary>
    public required TimeSpan WarmUp { get; init; }

    /// <summary>Time between two intended probes.</summary>
    public required TimeSpan ProbeEvery { get; init; }

    /// <summary>The category whose national level is watched.</summary>
    public required string Category { get; init; }

    /// <summary>True to watch the page in Chromium as well.</summary>
    public required bool HasBrowser { get; init; }
}
