using Inventory.Adapters;
using Inventory.Model.Registry;
using Inventory.Server.Auth;

namespace Inventory.Server.Ingest;

/// <summary>One delivery as it came through a door (HTTP, or the demo in process).</summary>
internal sealed record DeliveryRequest
{
    /// <summary>How it is read.</summary>
    public required FeedProfile Profile { get; init; }

    /// <summary>False for canonical JSON pushed without a feed.</summary>
    public required bool HasFeed { get; init; }

    /// <summary>Who pushes.</summary>
    public required Caller Caller { get; init; }

    /// <summary>What came with the bytes.</summary>
    public required Delivery Delivery { get; init; }

    /// <summary>True when nothing is to be stored.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>True when nobody waits to be told what was superseded.</summary>
    public bool IsHasty { get; init; }

    /// <summary>True when the sender has confirmed that much less than last time is right.</summary>
    public bool IsConfirmed { get; init; }

    /// <summary>The registry to read by; null for the one in force. A preview's holds the profile that is
    /// tried.</summary>
    public StockRegistry? TrialRegistry { get; init; }
}
