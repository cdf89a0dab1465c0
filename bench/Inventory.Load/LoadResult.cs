using Inventory.Cli.Latency;
using Inventory.Cli.Simulate;

namespace Inventory.Load;

/// <summary>What was measured.</summary>
internal sealed class LoadResult
{
    /// <summary>From the intended start of a probe to its receipt.</summary>
    public LatencyHistogram ToReceipt { get; } = new();

    /// <summary>From the receipt of a probe to the hub message that shows it; 0 where the hub was faster than the
    /// receipt.</summary>
    public LatencyHistogram ReceiptToHub { get; } = new();

    /// <summary>From the receipt of a probe to the page that shows it.</summary>
    public LatencyHistogram ReceiptToPage { get; } = new();

    /// <summary>Probes pushed while measuring.</summary>
    public int Probes { get; set; }

    /// <summary>Probes that got no receipt.</summary>
    public int ProbesFailed { get; set; }

    /// <summary>Probes the hub never showed within the limit.</summary>
    public int HubMissed { get; set; }

    /// <summary>Probes the page never showed within the limit.</summary>
    public int PageMissed { get; set; }

    /// <summary>The background.</summary>
    public required PumpCounts Background { get; init; }

    /// <summary>Background lines accepted per second while it ran.</summary>
    public double LinesPerSecond { get; set; }

    /// <summary>True when every probe was seen everywhere.</summary>
    public bool IsComplete => Probes > 0 && ProbesFailed == 0 && HubMissed == 0 && PageMissed == 0;
}
