using Inventory.Model.Alerts;
using Inventory.Model.History;

namespace Inventory.Server.Core;

/// <summary>
/// The levels as they are now, and what happens to them: what every door of the process reads. The embedded core
/// computes them itself; where the roles are split a follower merges what the cores publish.
/// </summary>
internal interface ILiveLevels
{
    /// <summary>What was last published; null until the start is over.</summary>
    PublishedState? Published { get; }

    /// <summary>Where it stands.</summary>
    CoreStatus Status { get; }

    /// <summary>The offset after the last durable record, summed over partitions.</summary>
    long LogNextOffset { get; }

    /// <summary>
    /// The partitions of the log, each with how far it is behind; empty where there is no such thing.
    /// </summary>
    IReadOnlyList<PartitionLag> Partitions { get; }

    /// <summary>Raised after each publication, on the thread that published; a handler only sets a signal.</summary>
    event Action? Changed;

    /// <summary>Gets raised and cleared alerts; a handler only queues them.</summary>
    event Action<IReadOnlyList<Alert>>? AlertsRaised;

    /// <summary>Gets, once after the start, all alerts that are active; a handler only queues them.</summary>
    event Action<IReadOnlyList<Alert>>? AlertsSettled;

    /// <summary>
    /// Asked before history is collected: false while the writer is busy, then the newest points wait in the engine.
    /// </summary>
    Func<bool>? IsHistoryWanted { get; set; }

    /// <summary>Gets the collected points; a handler only queues them.</summary>
    event Action<List<HistoryPoint>>? HistoryCollected;

    /// <summary>Starts.</summary>
    void Start();

    /// <summary>Stops after the work in hand.</summary>
    Task StopAsync();

    /// <summary>Something may be there to do.</summary>
    void Wake();
}
