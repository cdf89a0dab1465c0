using Inventory.Engine;
using Inventory.Storage.Kafka;

namespace Inventory.Server.Backbone;

/// <summary>One partition as this core holds it: its engine and how far it is published and saved.</summary>
internal sealed class PartitionRun(int partition, StockEngine engine) : IDisposable
{
    /// <summary>The partition's number.</summary>
    public int Partition => partition;

    /// <summary>Its state.</summary>
    public StockEngine Engine { get; set; } = engine;

    /// <summary>The number under which it is published; 0 while it is not claimed.</summary>
    public long Epoch { get; set; }

    /// <summary>Not claimed before this moment of the monotonic clock.</summary>
    public long ClaimAfter { get; set; }

    /// <summary>All groups are to be told at the next publication.</summary>
    public bool NeedsFull { get; set; } = true;

    /// <summary>
    /// Somebody wrote under a number that is over: what stands in the topic may be theirs until all is told again.
    /// </summary>
    public bool IsOverwritten { get; set; }

    /// <summary>Something was applied since the last publication.</summary>
    public bool IsChanged { get; set; } = true;

    /// <summary>
    /// True once the records were applied that stood on the log when it was assigned: what is published then never goes
    /// back behind what the owner before had published.
    /// </summary>
    public bool IsCaughtUp { get; set; }

    /// <summary>The offset at which it is caught up; null until the brokers said it.</summary>
    public long? Target { get; set; }

    /// <summary>When records last came, or it was assigned.</summary>
    public long HeardAt { get; set; }

    /// <summary>When it was last published.</summary>
    public long PublishedAt { get; set; }

    /// <summary>When all groups were last published.</summary>
    public long FullAt { get; set; }

    /// <summary>Collected and not taken by the broker's queue yet.</summary>
    public IReadOnlyList<LevelMessage>? Pending { get; set; }

    /// <summary>The offset of the last checkpoint.</summary>
    public long CheckpointOffset { get; set; }

    /// <summary>When the last checkpoint was made.</summary>
    public long CheckpointAt { get; set; }

    /// <summary>The checkpoint being written.</summary>
    public Task? CheckpointWrite { get; set; }

    /// <summary>The offset last told to the group.</summary>
    public long Committed { get; set; }

    /// <inheritdoc/>
    public void Dispose() => Engine.Dispose();
}
